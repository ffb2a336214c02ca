import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from '../../scripts/setup/paths.mjs';
import { gridJobs, jobKey, type Result, studyNames } from '../../scripts/study/grid.mjs';
import { interval } from '../../scripts/study/interval.mjs';
import { ResultFile } from '../../scripts/study/results.mjs';
import { duration } from '../../scripts/study/run.mjs';

const plain = `
export const title = 'A test of studies';
export const seeds = 3;
export const options = { scale: '1' };
export const settings = ({ scale }) => [1, 2].map((k) => ({ k, scale: Number(scale) }));
export const run = async ({ k, scale }, seed) => ({ value: k * scale + seed / 10 });
`;

describe('a study', function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  let out: string;
  const study = (...argv: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [inRoot('scripts/study.mjs'), file, '--out', folder, ...argv], {
      encoding: 'utf8',
    });
    return { status, text: `${stdout}${stderr}` };
  };
  const results = (): Result[] =>
    readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Result);
  const values = () => new Map(results().map((result) => [jobKey(result), result.figures.value]));

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-study-'));
    file = path.join(folder, 'own.mjs');
    out = path.join(folder, 'own.jsonl');
    writeFileSync(file, plain);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('runs every setting with every seed; table and chart show means with intervals', () => {
    const { status, text } = study('--processes', '2');
    assert.equal(status, 0, text);
    assert.equal(results().length, 6);
    assert.equal(values().get(jobKey({ setting: { k: 2, scale: 1 }, seed: 3 })), 2.3);
    // Mean 1.2, deviation .1, t(.975, 2) = 4.3027: half the interval is 4.3027 · .1 / √3 = .2484.
    assert.match(text, /k 1, scale 1 +3 +1\.200 +0\.9516 – 1\.448/);
    assert.match(text, /\[6\/6\]/);
    assert.match(readFileSync(path.join(folder, 'own.svg'), 'utf8'), /^<svg [^>]*role="img"/);
  });

  it('gives the same results on one process as on two, and the same table', () => {
    const table = (text: string) => text.slice(text.indexOf('A test of studies')).split('\n').slice(0, 6);
    const one = study('--processes', '1');
    const before = values();
    const two = study('--processes', '2', '--fresh');
    assert.deepEqual(values(), before);
    assert.deepEqual(table(two.text), table(one.text));
  });

  it('goes on where it was: runs only what is missing, drops a line that was broken off', () => {
    study();
    const lines = readFileSync(out, 'utf8').split('\n');
    writeFileSync(out, `${lines.slice(0, 4).join('\n')}\n{"setting":{"k":`);
    const { status, text } = study();
    assert.equal(status, 0, text);
    assert.match(text, /4 of 6 runs are done already/);
    assert.equal(results().length, 6);
    assert.equal(values().size, 6);
  });

  it('leaves results aside that another study made, unless it is told to keep them', () => {
    study();
    appendFileSync(file, '\n// changed\n');
    assert.match(study('--processes', '2').text, /6 results of an older version of the code are not used.*\[1\/6\]/s);
    appendFileSync(file, '\n// and again\n');
    assert.match(study('--keep').text, /6 of 6 runs are done already/);
  });

  it('has options, changed by --set, with a file of their own', () => {
    const { status, text } = study('--set', 'scale=10', '--seeds', '1');
    assert.equal(status, 0, text);
    assert.match(readFileSync(path.join(folder, 'own-scale-10.jsonl'), 'utf8'), /"value":20\.1/);
    assert.match(study('--set', 'size=3').text, /--set must be one of scale=1, got size=3/);
  });

  it('repeats a run whose process died, and says so', () => {
    const once = JSON.stringify(path.join(folder, 'died'));
    writeFileSync(
      file,
      `import { existsSync, writeFileSync } from 'node:fs';${plain
        .replace(
          'async ({ k, scale }, seed) => (',
          `async ({ k, scale }, seed) => {
        if (k === 2 && seed === 2 && !existsSync(${once})) { writeFileSync(${once}, ''); process.kill(process.pid, 'SIGKILL'); }
        return (`,
        )
        .replace(/\);\n$/, '); };\n')}`,
    );
    const { status, text } = study();
    assert.equal(status, 0, text);
    assert.match(text, /a run is repeated: its process ended with SIGKILL/);
    assert.equal(values().size, 6);
  });

  it('goes on when a run fails, ends with status 1, and runs it again the next time', () => {
    writeFileSync(
      file,
      plain.replace('=> ({ value', "=> ({ value: seed === 2 && !process.env.MENDED ? (() => { throw new Error('no luck'); })() : 0, other"),
    );
    const { status, text } = study();
    assert.equal(status, 1);
    assert.match(text, /seed 2: FAILED: Error: no luck/);
    assert.match(text, /2 runs failed, see above/);
    assert.equal(results().length, 4);
    process.env.MENDED = 'yes';
    try {
      assert.equal(study().status, 0);
    } finally {
      delete process.env.MENDED;
    }
    assert.equal(values().size, 6);
  });

  it('a run that gives no numbers has failed', () => {
    writeFileSync(file, plain.replace(/\(\{ value: .*\}\)/, "({ value: 'high' })"));
    assert.match(study().text, /FAILED: TypeError: the figures of a run must be numbers, value is "high"/);
  });

  it('stopped by Ctrl-C keeps what ended, leaves no process behind, and goes on', async () => {
    const pids = path.join(folder, 'pids');
    writeFileSync(
      file,
      `import { appendFileSync } from 'node:fs';${plain
        .replace(
          'async ({ k, scale }, seed) => (',
          `async ({ k, scale }, seed) => {
        appendFileSync(${JSON.stringify(pids)}, process.pid + '\\n');
        if (seed > 1 && !process.env.QUICK) await new Promise((resolve) => setTimeout(resolve, 600_000));
        return (`,
        )
        .replace(/\);\n$/, '); };\n')}`,
    );
    const argv = [inRoot('scripts/study.mjs'), file, '--out', folder, '--processes', '2'];
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    const status = await new Promise((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        if (/\[2\/6\]/.test(more)) child.kill('SIGINT');
      });
      child.on('close', resolve);
    });
    assert.equal(status, 130);
    assert.match(text, /Stopped: 2 of 6 runs are in .*own\.jsonl\. The same command continues from there\./);
    for (const pid of new Set(readFileSync(pids, 'utf8').trim().split('\n'))) assert.ok(!alive(Number(pid)), `${pid} still runs`);
    process.env.QUICK = 'yes';
    try {
      assert.match(study().text, /2 of 6 runs are done already/);
    } finally {
      delete process.env.QUICK;
    }
    assert.equal(values().size, 6);
  });

  it('chooses further runs by the results of the grid', () => {
    appendFileSync(file, 'export const refine = (results) => [{ setting: results.at(-1).setting, seed: 99 }];\n');
    const { status, text } = study();
    assert.equal(status, 0, text);
    assert.match(text, /1 further runs, chosen by these results/);
    assert.equal(values().get(jobKey({ setting: { k: 2, scale: 1 }, seed: 99 })), 11.9);
  });

  it('refuses what it does not know, by name', () => {
    const command = (...argv: string[]) => spawnSync(process.execPath, [inRoot('scripts/study.mjs'), ...argv], { encoding: 'utf8' }).stderr;
    assert.match(command('no-such'), new RegExp(`NAME must be one of ${studyNames().join(', ')}, or the file of a study, got no-such`));
    assert.match(command(file, '--cluster', 'here'), /--cluster must be an address such as tcp:\/\/HOST:PORT, got here/);
    assert.match(command(file, '--cluster', 'tcp://a:1', '--processes', '2'), /--processes and --cluster exclude each other/);
    assert.match(command(file, '--seeds', '0'), /--seeds must be a whole number in \[1, 100000\], got 0/);
    writeFileSync(file, 'export const title = 1;');
    assert.match(command(file), /is not a study: it does not export settings/);
  });
});

/** A process that is there and has not ended. */
function alive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'));
}

describe("a study's parts", () => {
  it('the grid goes seed by seed, so that a broken-off study has all settings', () => {
    assert.deepEqual(
      gridJobs([{ a: 1 }, { a: 2 }], 2).map(({ setting, seed }) => `${setting.a}/${seed}`),
      ['1/1', '2/1', '1/2', '2/2'],
    );
  });
  it('a run has one name, in whatever order the entries of its setting stand', () => {
    assert.equal(jobKey({ setting: { a: 1, b: 'x' }, seed: 3 }), jobKey({ setting: { b: 'x', a: 1 }, seed: 3 }));
    assert.notEqual(jobKey({ setting: { a: 1 }, seed: 3 }), jobKey({ setting: { a: '1' }, seed: 3 }));
  });
  it('the interval is that of Student: SciPy gives t(.975, 9) = 2.2621571628', () => {
    const values = Array.from({ length: 10 }, (_, i) => i);
    const { mean, low, high } = interval(values);
    const half = (2.2621571628 * Math.sqrt(82.5 / 9)) / Math.sqrt(10);
    assert.equal(mean, 4.5);
    assert.ok(Math.abs(high - mean - half) < 1e-7 && Math.abs(mean - low - half) < 1e-7);
    assert.deepEqual(interval([7]), { mean: 7, low: 7, high: 7 });
  });
  it('results come back in the order of the runs that are asked for', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lab-results-'));
    try {
      const file = new ResultFile(path.join(folder, 'a.jsonl'), 'code');
      const jobs = gridJobs([{ a: 1 }, { a: 2 }], 1);
      for (const job of jobs.toReversed()) file.add({ ...job, figures: { x: 1 }, seconds: 0 });
      assert.deepEqual(
        new ResultFile(path.join(folder, 'a.jsonl'), 'code').of(jobs).map(({ setting }) => setting.a),
        [1, 2],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  it('a time left is said in the unit that fits', () => {
    assert.deepEqual([duration(4200), duration(61_000), duration(3_720_000)], ['4 s', '1 min 1 s', '1 h 2 min']);
  });
});
