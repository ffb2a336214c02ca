/** Measures the sides of a case in turn: one round each, the order turned round every time, so that a slow minute of the machine hits all. */
import { startSide } from './side.mjs';
import { median, quartiles } from './statistics.mjs';

/**
 * @typedef {{ median: number, quartiles: number[], ratio?: number, ratioQuartiles?: number[], residentMb: number, facts: object, times: number[] }} SideResult
 * @typedef {{ name: string, unit: string, rounds: number, reference: string, target?: number | Record<string, number>, sides: Record<string, SideResult> }} CaseResult
 * @typedef {{ name: string, rounds: number, warmup?: number | Record<string, number>, unit?: string, per?: number, target?: number | Record<string, number>, sides?: string[] }} Case
 * @typedef {{ sides: Record<string, { file: string, env?: Record<string, string>, argv?: string[] }>, reference: string, cases: (options: { quick: boolean }) => Case[] }} Bench
 */

/**
 * @param {Bench} bench what `bench.mjs` exports: `sides`, `reference`, `cases`
 * @param {{ quick: boolean, python: string, only?: string[], say: (text: string) => void }} options
 * @returns {Promise<CaseResult[]>} a result a case
 */
export async function alternate({ sides, reference, cases }, { quick, python, only, say }) {
  const results = [];
  for (const one of cases({ quick })) {
    if (only?.length && !only.some((word) => one.name.toLowerCase().includes(word.toLowerCase()))) continue;
    say(one.name);
    const wanted = Object.entries(sides).filter(([label]) => !one.sides || one.sides.includes(label));
    // Processes of their own for every case: no case inherits another's memory or warm caches.
    const started = wanted.map(([label, side]) => startSide({ label, python, ...side }));
    try {
      results.push(await measure(one, started, { quick, reference }));
    } finally {
      await Promise.all(started.map((side) => side.stop()));
    }
  }
  return results;
}

/**
 * @param {Case} one
 * @param {ReturnType<typeof startSide>[]} sides
 * @param {{ quick: boolean, reference: string }} options
 */
async function measure({ name, rounds, warmup = 2, unit = 'ms', per = 1, target }, sides, { quick, reference }) {
  for (const side of sides) {
    const own = typeof warmup === 'number' ? warmup : (warmup[side.label] ?? 2);
    await side.prepare(name, { quick, warmup: own });
  }
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(sides.map(({ label }) => [label, []]));
  for (let i = 0; i < rounds; i++) {
    for (const side of i % 2 ? sides.toReversed() : sides) times[side.label]?.push((await side.round()) / per);
  }
  /** @type {CaseResult} */
  const result = { name, unit, rounds, reference, target, sides: {} };
  for (const side of sides) {
    const { facts, residentMb } = await side.finish();
    const own = times[side.label] ?? [];
    // Each round against the reference's of the same moment.
    const theirs = times[reference];
    const ratios = theirs && own.map((ms, i) => ms / (theirs[i] ?? Number.NaN));
    result.sides[side.label] = {
      median: median(own),
      quartiles: quartiles(own),
      ratio: ratios && median(ratios),
      ratioQuartiles: ratios && quartiles(ratios),
      residentMb,
      facts,
      times: own,
    };
  }
  return result;
}
