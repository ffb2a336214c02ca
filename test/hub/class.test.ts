import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { runClass } from '../../scripts/bench/class/bench.mjs';
import { hubVenv } from '../../scripts/hub/install.mjs';
import { makeCourse } from '../grader/course.js';
import { needsHub } from './hub.js';

const hubPython = path.join(hubVenv, 'bin/python');

interface Result {
  students: number;
  handed_in: number;
  lost: number;
  died: number;
  breaks: number;
  rush: number;
  latencies: Record<string, { count: number; median: number; p95: number }>;
  memory: { kind: string; count: number; MiB: number }[];
  faults: { fault: string; how: string }[];
  troubles: string[];
  left: unknown[];
}

/** Five students on the hub with the configuration that ships, over HTTP and websockets; a kernel is killed and the hub is restarted meanwhile. */
describe('a class on a JupyterHub while things break', function () {
  this.timeout(600_000);
  this.slow(120_000);
  let result: Result;
  let course: string | undefined;

  before(async function () {
    needsHub(this);
    course = makeCourse();
    const options = ['--students=5', '--pause=0.2', '--cells=4', '--faults=kernel,hub', `--course=${course}`, '--assignment=demo'];
    const { result: found, status } = await runClass(options);
    assert.ok(found, `the load program ended with ${status}`);
    result = found as Result;
  });
  after(() => {
    if (course) rmSync(course, { recursive: true, force: true });
  });

  it('nobody notices a fault that is not their own', () => assert.deepEqual(result.troubles, []));
  it('no message is lost, no kernel dies by itself, no connection breaks', () =>
    assert.deepEqual([result.lost, result.died, result.breaks], [0, 0, 0]));
  it('both faults happened, and were survived', () => {
    assert.deepEqual(result.faults.map(({ fault }) => fault).sort(), ['a kernel is killed', 'the hub restarted']);
    assert.match(result.faults.map(({ how }) => how).join(), /started again and answers/);
  });
  it('everybody hands in, and the lecturer collects it, within the minute of the deadline', () => {
    assert.equal(result.handed_in, 5);
    assert.ok(result.rush < 60, `${result.rush} s`);
  });
  it('each kind of work was measured', () => {
    const { latencies } = result;
    assert.equal(latencies['hand in, in the rush']?.count, 5);
    for (const name of [
      'open a notebook until its first cell is done',
      'a cell',
      'completion',
      'interrupt',
      'restart until the first cell is done',
    ])
      assert.ok((latencies[name]?.count ?? 0) >= 5, name);
    const kinds = Object.fromEntries(result.memory.map(({ kind, count }) => [kind, count]));
    assert.equal(kinds.hub, 1);
    assert.equal(kinds.proxy, 1);
    assert.equal(kinds.server, 5);
  });
  it('two runs stand side by side in one table', () => {
    const file = path.join(course!, 'result.json');
    writeFileSync(file, JSON.stringify(result));
    const { stdout, stderr } = spawnSync(hubPython, [path.join(projectRoot, 'scripts/hub/compare.py'), file, file], { encoding: 'utf8' });
    assert.match(stdout, /^\| handed in \| 5 \| 5 \|$/m, stderr);
    assert.match(stdout, /^\| a cell: median .* \| [\d.]+ \/ [\d.]+ \(\d+\) \|/m);
  });
  it('no process is left', () => assert.deepEqual(result.left, []));
});

describe('the load program', function () {
  this.timeout(120_000);
  before(function () {
    this.timeout(600_000);
    needsHub(this);
  });
  it('tells servers that grow in a soak from such that are flat', () => {
    const look = `import json, sys
sys.path.insert(0, 'scripts/hub')
from trial.soak import FLAT, growth
print(json.dumps([growth([{"servers and hub": 900 + leak * i + 30 * (i < 8)} for i in range(30)])["percent"] > FLAT for leak in (0, 0.5, 10)]))`;
    const { stdout, stderr } = spawnSync(hubPython, ['-c', look], { cwd: projectRoot, encoding: 'utf8' });
    assert.deepEqual(JSON.parse(stdout || assert.fail(stderr)), [false, false, true]);
  });
  for (const [option, message] of [
    ['--students=1', /--students must be in \[\d+, 500\].*got 1/],
    ['--faults=flood', /--faults must be some of kernel,server,disk,memory,hub, or none, got flood/],
    ['--notebook=99', /--notebook must be a notebook of notebooks\/lecture, got 99/],
    ['--pause=0', /--pause and --cells must be above 0/],
  ] as const)
    it(`says what is wrong with ${option}`, () => {
      const { status, stderr } = spawnSync(hubPython, [path.join(projectRoot, 'scripts/hub/load.py'), option], {
        encoding: 'utf8',
      });
      assert.equal(status, 2);
      assert.match(stderr.replaceAll(/\s+/g, ' '), message);
    });
});
