import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alternate } from '../../scripts/bench/alternate.mjs';
import { missed, ratioTable } from '../../scripts/bench/report.mjs';
import { median, quantile, quartiles } from '../../scripts/bench/statistics.mjs';
import { inRoot } from '../../scripts/setup/paths.mjs';

describe('the bench framework', () => {
  let folder: string;
  let log: string;

  /** A side that notes each round in a common file and says that it took so many ms. */
  const side = (name: string, ms: number, more = '') => {
    const file = path.join(folder, `${name}.mjs`);
    const code = `import { appendFileSync } from 'node:fs';
      export async function prepare(caseName, { quick }) {
        ${more}
        return { step() { appendFileSync(${JSON.stringify(log)}, ${JSON.stringify(name)}); return ${ms}; }, facts: () => ({ caseName, quick }) };
      }`;
    writeFileSync(file, code);
    return { file };
  };
  const options = { quick: true, python: 'python3', say: () => undefined };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-bench-'));
    log = path.join(folder, 'log');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('takes medians and quartiles by linear interpolation', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.deepEqual(quartiles([1, 2, 3, 4, 5]), [2, 4]);
    assert.equal(quantile([7], 0.9), 7);
  });

  it('runs the sides in turn, the order turned round each time, and divides by the reference', async () => {
    const cases = () => [{ name: 'one', rounds: 4, warmup: 1, per: 2, target: { a: 0.4 } }];
    const [result] = await alternate({ sides: { a: side('a', 10), b: side('b', 20) }, reference: 'b', cases }, options);
    assert.equal(readFileSync(log, 'utf8'), 'ab' + 'abbaabba');
    assert.ok(result);
    assert.deepEqual([result.sides.a?.median, result.sides.b?.median, result.sides.a?.ratio], [5, 10, 0.5]);
    assert.deepEqual(result.sides.a?.facts, { caseName: 'one', quick: true });
    assert.ok((result.sides.a?.residentMb ?? 0) > 1);
    assert.match(ratioTable([result]), /one +a +5\.00 ms +0\.500 +0\.50–0\.50 +≤ 0\.4 ✗/);
    assert.deepEqual(missed([result]), ['one, a: 0.500 > 0.4']);
  });

  it('warms each side up as often as that side needs', async () => {
    const cases = () => [{ name: 'one', rounds: 1, warmup: { a: 4 } }];
    await alternate({ sides: { a: side('a', 1), b: side('b', 1) }, reference: 'b', cases }, options);
    assert.equal(readFileSync(log, 'utf8'), 'aaaa' + 'bb' + 'ab');
  });

  it('runs only the cases that were asked for', async () => {
    const cases = () => [
      { name: 'forward', rounds: 1 },
      { name: 'training', rounds: 1 },
    ];
    const results = await alternate({ sides: { a: side('a', 1) }, reference: 'a', cases }, { ...options, only: ['TRAIN'] });
    assert.deepEqual(
      results.map(({ name }) => name),
      ['training'],
    );
  });

  it('says which side failed, with what that side printed', async () => {
    const cases = () => [{ name: 'one', rounds: 1 }];
    const broken = { sides: { a: side('a', 1, "throw new Error('no such thing');") }, reference: 'a', cases };
    await assert.rejects(alternate(broken, options), /a: Error: no such thing/);
    const dying = { sides: { a: side('a', 1, "console.error('my last words'); process.exit(3);") }, reference: 'a', cases };
    await assert.rejects(alternate(dying, options), /a: its process ended with 3\nmy last words/);
  });

  it("divides the kernel's start, warm cell and import of TensorFlow by the other kernel's of the same round, and names the machine", async () => {
    const { report } = (await import(inRoot('scripts/bench/kernel/bench.mjs'))) as { report(results: unknown[]): string };
    const memory = { rss: 100, pss: 90 };
    const rest = { first: 1, last: 1, idle: memory, loaded: memory, 'idle at once': memory, 'loaded at once': memory };
    const round = (kernel: string, start: number, warm: number, seconds: number) => ({
      kernel,
      start,
      warm,
      import: seconds,
      node: 0.05,
      ...rest,
    });
    const table = report([
      ...[round('tslab', 0.8, 0.004, 1), round('python3', 1, 0.01, 4)],
      ...[round('tslab', 1.8, 0.004, 3), round('python3', 2, 0.01, 4)],
      ...[round('tslab', 0.4, 0.006, 2), round('python3', 1, 0.01, 4)],
    ]);
    assert.match(table, /^node -e 0, on this machine +0\.05 s/m);
    assert.match(table, /^start to first checked reply +0\.80 s +0\.80 +≤ 0\.8 +✓/m);
    assert.match(table, /^1\+1, warm +4\.00 ms +0\.40 +≤ 0\.5 +✓/m);
    assert.match(table, /^first cell that imports TensorFlow, to the same in Python +2\.00 s +0\.50 +≤ 0\.5 +✓/m);
  });

  it('tells how fast loops stop, and how much of each cell the kernel keeps', async () => {
    const { report } = (await import(inRoot('scripts/bench/stops/bench.mjs'))) as { report(results: unknown[]): string };
    const stops = (seconds: number) => [seconds, seconds, 9].map((stop) => ({ stop, next: stop + 0.1 }));
    const kernel = (name: string, seconds: number, after: number) => ({
      kernel: name,
      stops: { plain: stops(seconds), print: stops(seconds), tensors: stops(seconds) },
      growth: { before: 100, after, cells: 1000 },
    });
    const table = report([kernel('ours', 0.2, 110), kernel('ipykernel', 0.3, 102)]);
    assert.match(table, /^an empty loop: interrupt to its reply +200 ms +300 ms$/m);
    assert.match(table, /^ {2}to the reply of the next cell, values kept +300 ms +400 ms$/m);
    assert.match(table, /^growth a cell, over 1000 +0\.010 MB +0\.002 MB$/m);
    assert.match(table, /^ {2}resident before and after +100 → 110 MB +100 → 102 MB$/m);
  });

  it('lists every bench with a title, and each bench has its parts', async () => {
    const names = readdirSync(inRoot('scripts/bench'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const listed = execFileSync(process.execPath, [inRoot('scripts/bench.mjs'), '--help'], { encoding: 'utf8' });
    for (const name of names) {
      assert.match(listed, new RegExp(`^  ${name} +\\S`, 'm'));
      const bench = (await import(inRoot(`scripts/bench/${name}/bench.mjs`))) as {
        run?: unknown;
        cases?: unknown;
        sides?: Record<string, unknown>;
        reference?: string;
      };
      assert.ok(bench.run || (bench.cases && bench.sides && Object.hasOwn(bench.sides, bench.reference!)), name);
    }
  });
});
