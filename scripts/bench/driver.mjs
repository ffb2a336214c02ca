/** Runs in a side's process: `node driver.mjs FILE`. Requests come as JSON lines on stdin, replies go to descriptor 3. */
import { writeSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const reply = (/** @type {object} */ message) => writeSync(3, `${JSON.stringify(message)}\n`);
const { prepare } = await import(pathToFileURL(path.resolve(process.argv[2] ?? '')).href);
/** @typedef {{ step: () => unknown, facts?: () => unknown, dispose?: () => unknown }} Prepared */
/** @type {Prepared} what a case prepared; a case that is only a step gives that alone */
let current = { step: () => undefined };

async function round() {
  const start = performance.now();
  const own = await current.step();
  return typeof own === 'number' ? own : performance.now() - start;
}

/** @typedef {{ do: string, case?: string, quick?: boolean, warmup?: number }} Request */

/** @type {Record<string, (request: Request) => Promise<object>>} */
const actions = {
  async prepare(request) {
    const prepared = await prepare(request.case, { quick: request.quick });
    current = typeof prepared === 'function' ? { step: prepared } : prepared;
    for (let i = 0; i < Number(request.warmup); i++) await round();
    return {};
  },
  round: async () => ({ ms: await round() }),
  async finish() {
    const facts = (await current.facts?.()) ?? {};
    await current.dispose?.();
    current = { step: () => undefined };
    return { facts, residentMb: process.memoryUsage.rss() / 1e6 };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    reply((await actions[request.do]?.(request)) ?? { error: `no action ${request.do}` });
  } catch (error) {
    reply({ error: error instanceof Error ? error.stack : String(error) });
  }
}
process.exit(0);
