/** Runs in a side's process: `node driver.mjs FILE`. Requests come as JSON lines on stdin, replies go to descriptor 3. */
import { writeSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const reply = (message) => writeSync(3, `${JSON.stringify(message)}\n`);
const { prepare } = await import(pathToFileURL(path.resolve(process.argv[2])).href);
let current;

async function round() {
  const start = performance.now();
  const own = await current.step();
  return typeof own === 'number' ? own : performance.now() - start;
}

const actions = {
  async prepare(request) {
    current = await prepare(request.case, { quick: request.quick });
    if (typeof current === 'function') current = { step: current };
    for (let i = 0; i < request.warmup; i++) await round();
    return {};
  },
  round: async () => ({ ms: await round() }),
  async finish() {
    const facts = (await current.facts?.()) ?? {};
    await current.dispose?.();
    current = undefined;
    return { facts, residentMb: process.memoryUsage.rss() / 1e6 };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    reply(await actions[request.do](request));
  } catch (error) {
    reply({ error: error?.stack ?? String(error) });
  }
}
process.exit(0);
