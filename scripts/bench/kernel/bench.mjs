import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { lectureNames } from '../../export/execute.mjs';
import { inRoot, inVenv } from '../../setup/paths.mjs';
import { table } from '../report.mjs';
import { median } from '../statistics.mjs';

export const title = 'The kernel beside ipykernel: start, warm cells, import of TensorFlow, memory; typed cells and completion of ours';

/** Both kernels in turn, each round in fresh processes, driven by one jupyter_client. */
export async function run({ quick, say, python }) {
  const rounds = quick ? 1 : 7;
  const notebook = inRoot('notebooks/lecture', `${lectureNames()[1]}.ipynb`);
  const child = spawn(
    inVenv('python'),
    [inRoot('scripts/bench/kernel/measure.py'), String(rounds), quick ? '50' : '500', python, process.execPath, notebook],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, JUPYTER_PATH: inRoot('.venv/share/jupyter') },
    },
  );
  const results = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const result = JSON.parse(line);
    results.push(result);
    say(`${result.kernel === 'tslab' ? 'ours' : 'ipykernel'}: first reply after ${result.start.toFixed(2)} s`);
  }
  if (results.length < 2 * rounds) throw new Error('a kernel did not start: run npm run doctor');
  return results;
}

/** Medians over the rounds; ratios are those of the two kernels of one round. */
export function report(results) {
  const ours = results.filter(({ kernel }) => kernel === 'tslab');
  const theirs = results.filter(({ kernel }) => kernel !== 'tslab');
  const row = (what, pick, unit, target, limit) => {
    const value = median(ours.map(pick));
    return [what, `${value.toFixed(unit === 's' ? 2 : unit === 'MB' ? 0 : 1)} ${unit}`, '', target, value <= limit ? '✓' : '✗'];
  };
  const ratio = (what, pick, target, unit = 's') => {
    const value = median(ours.map((our, i) => pick(our) / pick(theirs[i])));
    return [
      what,
      `${(median(ours.map(pick)) * (unit === 'ms' ? 1000 : 1)).toFixed(2)} ${unit}`,
      value.toFixed(2),
      `≤ ${target}`,
      value <= target ? '✓' : '✗',
    ];
  };
  const note = (what, pick) => [what, `${median(ours.map(pick)).toFixed(0)} MB`, '', '', ''];
  const ms = (key) => (result) => result[key] * 1000;
  return table([
    ['what', 'ours', 'to ipykernel', 'target', ''],
    ['node -e 0, on this machine', `${median(ours.map(({ node }) => node)).toFixed(2)} s`, '', '', ''],
    ratio('start to first checked reply', ({ start }) => start, 0.8),
    [
      '  of a kernel for a notebook that names the helpers',
      `${median(ours.map((our) => our['start helpers'])).toFixed(2)} s`,
      median(ours.map((our, i) => our['start helpers'] / theirs[i].start)).toFixed(2),
      '',
      '',
    ],
    ratio('1+1, warm', ({ warm }) => warm, 0.5, 'ms'),
    [
      'last tenth of the 1+1 cells to the first',
      median(ours.map(({ first, last }) => last / first)).toFixed(2),
      '',
      '≤ 1.1',
      median(ours.map(({ first, last }) => last / first)) <= 1.1 ? '✓' : '✗',
    ],
    ratio('first cell that imports TensorFlow, to the same in Python', (result) => result.import, 0.5),
    row('typed cell of ten lines', ms('ten'), 'ms', '≤ 40 ms', 40),
    row('completion after tf., first', ms('complete first'), 'ms', '≤ 60 ms', 60),
    row('completion after tf., again', ms('complete'), 'ms', '≤ 20 ms', 20),
    row('completion after tf., while a cell computes', ms('complete busy'), 'ms', '≤ 60 ms', 60),
    row('messages for a ten-line cell that is being written, after 100 cells', ms('diagnose'), 'ms', '≤ 150 ms', 150),
    row('resident memory idle, all processes', ({ idle }) => idle.rss, 'MB', '≤ 160 MB', 160),
    row('  shared pages counted once', ({ idle }) => idle.pss, 'MB', '≤ 160 MB', 160),
    note('  before the kernel rests', (result) => result['idle at once'].rss),
    row('resident memory with TensorFlow', ({ loaded }) => loaded.rss, 'MB', '≤ 500 MB', 500),
    row('  shared pages counted once', ({ loaded }) => loaded.pss, 'MB', '≤ 500 MB', 500),
    note('  before the kernel rests', (result) => result['loaded at once'].rss),
  ]);
}
