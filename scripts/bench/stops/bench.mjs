import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inRoot, inVenv } from '../../setup/paths.mjs';
import { table } from '../report.mjs';
import { median } from '../statistics.mjs';

export const title = 'Endless loops stopped beside ipykernel, and what the kernel keeps of each cell';

const loops = { plain: 'an empty loop', print: 'a loop that prints', tensors: 'a loop that multiplies matrices' };

/** Both kernels at once, interrupted in turn. */
export async function run({ quick, python, say }) {
  const counts = quick ? ['1', '2', '100'] : ['1', '10', '1000'];
  const child = spawn(inVenv('python'), [inRoot('scripts/bench/stops/measure.py'), ...counts, python], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, JUPYTER_PATH: inRoot('.venv/share/jupyter'), TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '-1' },
  });
  const results = [];
  for await (const line of createInterface({ input: child.stdout })) {
    results.push(JSON.parse(line));
    say(`${results.at(-1).kernel} is done`);
  }
  if (results.length < 2) throw new Error('a kernel did not start, or a loop did not stop: run npm run doctor');
  return results;
}

/** Medians; the last column is the growth of the process that answers the front end. */
export function report(results) {
  const rows = [['what', ...results.map(({ kernel }) => kernel)]];
  const ms = (values) => `${(median(values) * 1000).toFixed(0)} ms`;
  for (const [loop, what] of Object.entries(loops)) {
    rows.push([`${what}: interrupt to its reply`, ...results.map(({ stops }) => ms(stops[loop].map(({ stop }) => stop)))]);
    rows.push(['  to the reply of the next cell, values kept', ...results.map(({ stops }) => ms(stops[loop].map(({ next }) => next)))]);
  }
  const per = ({ before, after, cells }) => `${((after - before) / cells).toFixed(3)} MB`;
  rows.push([`growth a cell, over ${results[0].growth.cells}`, ...results.map(({ growth }) => per(growth))]);
  rows.push(['  resident before and after', ...results.map(({ growth }) => `${growth.before.toFixed(0)} → ${growth.after.toFixed(0)} MB`)]);
  return table(rows);
}
