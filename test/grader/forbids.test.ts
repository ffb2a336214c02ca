/** Negative controls: ways to call or copy a helper that the assignment forbids. Each must get nothing, the student's own code its point. */
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import type { NotebookOutcome } from '../../kernel-helpers/src/grader/grade-notebook.js';
import { type SandboxName, trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { type Ahead, ahead } from '../support/ahead.js';
import { cell, notebook, outcomeOf, scoreOf } from './course.js';

const dist = path.join(projectRoot, 'kernel-helpers/dist');
const asFunction =
  (body: string, before = '') =>
  (name: string) =>
    `// @ts-nocheck\n${before.replaceAll('NAME', name)}\nasync function ${name}(series, beta) { ${body.replaceAll('NAME', name)} }`;

/** Reads every file it can for a line that only `ewa` has, and makes a function of the file it finds. */
const search = `const { readdirSync, readFileSync } = await import('node:fs');
  for (const root of ${JSON.stringify([dist, path.join(projectRoot, 'kernel-helpers'), path.join(projectRoot, 'node_modules/kernel-helpers'), '/home', '/tmp'])}) {
    for (const name of (() => { try { return readdirSync(root, { recursive: true }); } catch { return []; } })()) {
      if (!/\\.(js|cjs|ts|map)$/.test(name) || /node_modules/.test(name)) continue;
      let text = ''; try { text = readFileSync(root + '/' + name, 'utf8'); } catch {}
      if (text.includes('beta * v + alpha * x')) { console.log('FOUND ' + root + '/' + name); return [5, 12.5, 21.25]; }
    }
  }
  throw new Error('not there');`;

const ways: Record<string, (name: string) => string> = {
  own: asFunction('let v = 0; return series.map((x) => (v = beta * v + (1 - beta) * x));'),
  named: asFunction('return Array.from(ewa(series, beta));', "import { ewa } from 'kernel-helpers';"),
  renamed: asFunction('return Array.from(NAME_f(series, beta));', "import { ewa as NAME_f } from 'kernel-helpers';"),
  namespace: asFunction("return Array.from(NAME_lab['e' + 'wa'](series, beta));", "import * as NAME_lab from 'kernel-helpers';"),
  later: asFunction("const lab = await import('kernel-helpers'); return Array.from(lab.ewa(series, beta));"),
  required: asFunction(
    "const { createRequire } = await import('node:module'); return Array.from((await createRequire(process.cwd() + '/x.js')('kernel-helpers')).ewa(series, beta));",
  ),
  byProject: asFunction(
    `const { createRequire } = await import('node:module'); return Array.from(createRequire(${JSON.stringify(path.join(projectRoot, 'x.js'))})('kernel-helpers').ewa(series, beta));`,
  ),
  subpath: asFunction("return Array.from((await import('kernel-helpers/dist/smoothing/ewa.js')).ewa(series, beta));"),
  byPath: asFunction(`return Array.from((await import(${JSON.stringify(path.join(dist, 'smoothing/ewa.js'))})).ewa(series, beta));`),
  byUrl: asFunction(`return Array.from((await import(${JSON.stringify(`file://${dist}/smoothing/index.js?again`)})).ewa(series, beta));`),
  otherFile: asFunction(`return Array.from((await import(${JSON.stringify(path.join(dist, 'index.js'))})).ewa(series, beta));`),
  ownProcess: asFunction(
    `const { spawnSync } = await import('node:child_process'); const out = spawnSync(process.execPath, ['--input-type=module', '-e', 'import { ewa } from ' + JSON.stringify(${JSON.stringify(path.join(dist, 'index.js'))}) + '; console.log(JSON.stringify(Array.from(ewa(' + JSON.stringify(series) + ',' + beta + '))))'], { encoding: 'utf8' }); return JSON.parse(out.stdout);`,
  ),
  text: asFunction(
    `const { readFileSync } = await import('node:fs'); const text = readFileSync(${JSON.stringify(path.join(dist, 'smoothing/ewa.js'))}, 'utf8'); const body = /export function ewa\\([^)]*\\) \\{([\\s\\S]*?)\\n\\}/.exec(text)[1]; return Array.from(new Function('series', 'beta', 'options', 'checkEwa', 'toSeries', body)(series, beta, {}, () => ({ biasCorrection: false, gaps: 'error' }), (x) => x));`,
  ),
  search: asFunction(search),
  unlocked: asFunction(
    "delete globalThis[Symbol.for('lecture-lab.forbidden')]; globalThis[Symbol.for('lecture-lab.teachers-side')] = true; return Array.from((await import('kernel-helpers')).ewa(series, beta));",
  ),
  stream: asFunction(
    "const { ewaStream } = await import('kernel-helpers'); const s = ewaStream(beta); return series.map((x) => s.push(x));",
  ),
  tensorflow: asFunction(
    "const { tf } = await import('kernel-helpers'); return Array.from((await tf.scalar(1).data()).map(() => 5)).concat([12.5, 21.25]);",
  ),
  tensorflowPackage: asFunction(
    `const { createRequire } = await import('node:module'); const tf = createRequire(${JSON.stringify(path.join(projectRoot, 'x.js'))})('@tensorflow/tfjs'); return [5, 12.5, 21.25];`,
  ),
};

/** Where nothing is forbidden, these ways do give the average: that they fail otherwise is due to `forbids`. */
const usually = Object.keys(ways).filter((name) => !['required', 'byProject', 'subpath', 'text', 'tensorflow'].includes(name));

const imports = "import { checks, expectClose, forbids } from 'kernel-helpers';";
const tasks = Object.entries(ways).flatMap(([name, make]) => [
  cell({ kind: 'solution', id: name, source: make(name) }),
  cell({
    kind: 'test',
    id: `test-${name}`,
    points: 1,
    source: `await checks('${name}', 1, { works: async () => expectClose(Array.from(await ${name}([10, 20, 30], 0.5)), [5, 12.5, 21.25]) })`,
  }),
]);

/** Grades all ways as one submission, from which the locked cell was deleted. */
async function grade(kind: SandboxName, start: string): Promise<NotebookOutcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-forbids-'));
  try {
    const locked = { grade: false, solution: false, locked: true, task: false, grade_id: 'start', schema_version: 3 };
    const given = { ...cell({ kind: 'given', id: 'start', source: start }), metadata: { nbgrader: locked } };
    for (const [name, list] of [
      ['source', [given, ...tasks]],
      ['submitted', tasks],
    ] as const) {
      mkdirSync(path.join(folder, name));
      writeFileSync(path.join(folder, name, 'a.ipynb'), notebook([...list]));
    }
    const submitted = path.join(folder, 'submitted');
    const files = { source: path.join(folder, 'source/a.ipynb'), submitted: path.join(submitted, 'a.ipynb'), folder: submitted };
    return await outcomeOf({ ...files, sandbox: kind });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const forbidden = `${imports}\nforbids(['ewa', 'ewaStream', 'tf']);`;

for (const kind of ['bubblewrap', 'podman', 'docker'] as const satisfies SandboxName[])
  describe(`a forbidden helper in a submission shut in by ${kind}`, function () {
    this.timeout(240_000);
    this.slow(60_000);
    let outcomes: Ahead<string, NotebookOutcome> | undefined;
    before(function () {
      const found = trouble(kind);
      if (found !== undefined) {
        if (process.env.CI && kind === 'bubblewrap') throw new Error(`bubblewrap must work in CI: ${found}`);
        this.skip();
      }
      outcomes = ahead(kind === 'bubblewrap' ? [forbidden, imports] : [forbidden], (start) => grade(kind, start));
    });
    after(() => outcomes?.stop());
    for (const name of Object.keys(ways)) {
      const right = name === 'own' ? 1 : 0;
      it(`${name}: ${right} of 1, also without the locked cell`, async () => {
        const { cells, printed } = (await outcomes?.of(forbidden)) ?? assert.fail();
        const mark = cells[`test-${name}`];
        assert.equal(scoreOf(mark), right, `${JSON.stringify(mark)} ${printed}`);
        if (name === 'named' || name === 'renamed')
          assert.match(mark && 'lines' in mark ? (mark.lines[0]?.came ?? '') : '', /ewa must not be used in this assignment/);
      });
    }
    if (kind === 'bubblewrap')
      it('where nothing is forbidden, these ways do give the average', async () => {
        const { cells, printed } = (await outcomes?.of(imports)) ?? assert.fail();
        for (const name of usually)
          assert.equal(scoreOf(cells[`test-${name}`]), 1, `${name}: ${JSON.stringify(cells[`test-${name}`])} ${printed}`);
      });
  });
