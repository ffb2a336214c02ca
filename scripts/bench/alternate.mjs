/** Measures the sides of a case in turn: one round each, the order turned round every time, so that a slow minute of the machine hits all. */
import { startSide } from './side.mjs';
import { median, quartiles } from './statistics.mjs';

/**
 * @typedef {{ median: number, quartiles: number[], ratio?: number, ratioQuartiles?: number[], residentMb: number, facts: object, times: number[] }} SideResult
 * @typedef {{ name: string, unit: string, rounds: number, reference: string, target?: number | Record<string, number>, sides: Record<string, SideResult> }} CaseResult
 */

/**
 * @param {object} bench what `bench.mjs` exports: `sides`, `reference`, `cases`
 * @param {{ quick: boolean, python: string, only?: string[], say: (text: string) => void }} options
 * @returns {Promise<CaseResult[]>} a result a case
 */
export async function alternate({ sides, reference, cases }, { quick, python, only, say }) {
  const results = [];
  for (const one of cases({ quick })) {
    if (only?.length && !only.some((word) => one.name.toLowerCase().includes(word.toLowerCase()))) continue;
    say(one.name);
    const labels = Object.keys(sides).filter((label) => !one.sides || one.sides.includes(label));
    // Processes of their own for every case: no case inherits another's memory or warm caches.
    const started = labels.map((label) => startSide({ label, python, ...sides[label] }));
    try {
      results.push(await measure(one, started, { quick, reference }));
    } finally {
      await Promise.all(started.map((side) => side.stop()));
    }
  }
  return results;
}

async function measure({ name, rounds, warmup = 2, unit = 'ms', per = 1, target }, sides, { quick, reference }) {
  for (const side of sides) await side.prepare(name, { quick, warmup });
  const times = Object.fromEntries(sides.map(({ label }) => [label, []]));
  for (let i = 0; i < rounds; i++) {
    for (const side of i % 2 ? sides.toReversed() : sides) times[side.label].push((await side.round()) / per);
  }
  const result = { name, unit, rounds, reference, target, sides: {} };
  for (const side of sides) {
    const { facts, residentMb } = await side.finish();
    const own = times[side.label];
    // Each round against the reference's of the same moment.
    const ratios = times[reference] ? own.map((ms, i) => ms / times[reference][i]) : undefined;
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
