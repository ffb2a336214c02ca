/** A submission's process starts with a compiler that is ready, and does the same as one that starts plainly. */
import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { coversFor } from '../../kernel-helpers/src/grader/closing/index.js';
import { defaultLimits, type SandboxKind, trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { environment, node, studentProgram } from '../../kernel-helpers/src/grader/sandbox/inside.js';
import { maker, readyFiles, readyOptions } from '../../kernel-helpers/src/grader/sandbox/ready.js';

let folder: string;
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lab-ready-'));
  // A user without rights reads what is handed in.
  chmodSync(folder, 0o755);
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe('the compiler that is ready', () => {
  it('is used by the Node that made it, in the project for which it was made', () => {
    const { light, full, madeBy } = readyFiles(folder);
    assert.deepEqual(readyOptions(true, folder), []);
    for (const blob of [light, full]) writeFileSync(blob, '');
    assert.deepEqual(readyOptions(true, folder), [], 'nobody knows who made it');
    writeFileSync(madeBy, maker());
    assert.deepEqual(readyOptions(true, folder).slice(-2), ['--snapshot-blob', light]);
    assert.deepEqual(readyOptions(false, folder).slice(-2), ['--snapshot-blob', full]);
    writeFileSync(madeBy, maker().replace(/^/, '1'));
    assert.deepEqual(readyOptions(true, folder), [], 'another Node made it');
    writeFileSync(madeBy, maker().replace(projectRoot, '/elsewhere'));
    assert.deepEqual(readyOptions(true, folder), [], 'it was made for another folder');
    writeFileSync(madeBy, maker());
    rmSync(light);
    assert.deepEqual(readyOptions(true, folder), []);
  });

  const started = "import { readFileSync } from 'node:fs';\nreadFileSync('/proc/self/cmdline', 'utf8').includes('--snapshot-blob')";
  for (const kind of ['none', 'bubblewrap', 'podman'] as const) {
    for (const names of kind === 'none' ? [[]] : [[], ['tf', 'ewa']])
      it(`starts it in the box ${kind}${names.length > 0 ? ', where helpers are forbidden' : ''}`, async function () {
        this.timeout(120_000);
        if (kind !== 'none' && trouble(kind) !== undefined) this.skip();
        const run = await firstCell(kind, started, names);
        assert.deepEqual(run, { ok: true, outputs: [{ text: 'true' }] });
      });
  }
});

/** What becomes of the first cell of a submission. */
async function firstCell(kind: SandboxKind, source: string, forbidden: string[]): Promise<unknown> {
  // The built one: it starts a thread from a file.
  const built = path.join(projectRoot, 'kernel-helpers/dist/grader/submission/submission.js');
  const { Submission } = (await import(built)) as typeof import('../../kernel-helpers/src/grader/submission/submission.js');
  const submission = new Submission({ kind, folder, limits: defaultLimits, covers: coversFor(forbidden), light: true });
  try {
    return submission.run({ number: 1, source });
  } finally {
    submission.close();
  }
}

/** Cells in which a process could differ by how it was started. */
const cells = [
  'const x: number = 3;',
  'const text: string = x;',
  "import { checks, type Check } from 'kernel-helpers';\nconst check: Check = () => 3;\nawait checks('one', 1, { check });",
  "checks('one', 1, 2);",
  "import { softmax } from 'kernel-helpers';",
  "import { writeFileSync } from 'node:fs';\nwriteFileSync('mine.ts', 'export const q: number = 3;');\nwriteFileSync('child.cjs', 'process.send([process.execArgv, process.argv.length, require.main === module])');",
  "import { q } from './mine';\nconst wrong: string = q;",
  "import { q as right } from './mine';\nright",
  "const { createHash } = await import('node:crypto');\ncreateHash('sha256').update('a').digest('hex')",
  "import { gzipSync, gunzipSync } from 'node:zlib';\nString(gunzipSync(gzipSync('a')))",
  "import { fork, spawnSync } from 'node:child_process';\nimport { once } from 'node:events';\nJSON.stringify(await once(fork('./child.cjs'), 'message').then(([message]) => message))",
  "spawnSync(process.execPath, ['-p', '1 + 1'], { encoding: 'utf8' }).stdout",
  "import { Worker } from 'node:worker_threads';\n(await once(new Worker(\"import('node:os').then((os) => require('node:worker_threads').parentPort.postMessage(os.EOL))\", { eval: true }), 'message'))[0]",
  'console.log([process.argv.length, process.cwd(), process.execArgv, process.env]);',
  '[process.argv.slice(2), process.execArgv, Object.keys(process.env).sort()]',
  'Object.getOwnPropertyNames(globalThis).sort().join()',
  'function down(n: number): number {\n  return down(n + 1) + 1;\n}\ndown(0);',
  "\n\nthrow new TypeError('third line');",
  "setTimeout(() => { throw new Error('late'); }, 1);\nawait new Promise((resolve) => setTimeout(resolve, 20));",
  'let u: string = null;',
  'document.title',
  "import ts from 'typescript';\nts.version",
  '[new Intl.Collator().compare("a", "b"), (1234.5).toLocaleString(), new Date(0).toLocaleDateString()]',
  'for (const i of [1, 2]) console.log(i);',
  "import { createServer } from 'node:http';\nconst server: string = createServer();",
];

interface Ended {
  readonly answers: unknown[];
  readonly printed: string;
  readonly code: number | null;
}

async function answersOf(child: ChildProcess, sources: readonly string[]): Promise<Ended> {
  const [requests, out] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const closed = once(child, 'close') as Promise<[number | null]>;
  const printed = Promise.all([text(child.stdout as Readable), text(child.stderr as Readable)]);
  const lines = createInterface({ input: out })[Symbol.asyncIterator]();
  const answers: unknown[] = [(await lines.next()).value];
  for (const [i, source] of sources.entries()) {
    requests.write(`${JSON.stringify({ id: i, op: 'run', cell: { number: i + 1, source } })}\n`);
    answers.push(JSON.parse(((await lines.next()).value as string | undefined) ?? '"ended"'));
  }
  requests.end();
  return { answers, printed: (await printed).join('\n'), code: (await closed)[0] };
}

interface Start {
  readonly light?: boolean;
  /** Those that were handed in, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Runs cells as a box does, without walls; places that differ between runs are named alike. */
async function run(options: readonly string[], sources: readonly string[], { light = true, files = {} }: Start = {}): Promise<Ended> {
  const cwd = mkdtempSync(path.join(folder, 'run-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(cwd, name), content);
  const [program = '', ...argv] = node([...options, studentProgram, '', ...(light ? ['light'] : [])]);
  const child = spawn(program, argv, { cwd, env: environment(cwd, cwd), stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'] });
  const ended = await answersOf(child, sources);
  return JSON.parse(JSON.stringify(ended).replaceAll(cwd, 'CWD').replaceAll(path.basename(cwd), 'NAME')) as Ended;
}

describe("a submission's process with a compiler that is ready", function () {
  this.timeout(120_000);
  const options = readyOptions(true);
  const full = readyOptions(false);
  before(() => {
    for (const found of [options, full]) assert.notDeepEqual(found, [], 'the build made no snapshot');
  });

  it('answers, prints and ends as one that starts plainly', async () => {
    const [ready, plain] = [await run(options, cells), await run([], cells)];
    assert.equal(plain.answers.length, cells.length + 1);
    for (const [i, cell] of cells.entries()) assert.deepEqual(ready.answers[i + 1], plain.answers[i + 1], cell);
    assert.deepEqual(ready, plain);
    assert.equal(ready.code, 0);
  });

  it('does the same where the cells import all helpers', async () => {
    const [ready, plain] = [await run(full, cells, { light: false }), await run([], cells, { light: false })];
    for (const [i, cell] of cells.entries()) assert.deepEqual(ready.answers[i + 1], plain.answers[i + 1], cell);
    assert.deepEqual(ready, plain);
    assert.match(JSON.stringify(ready.answers[cells.findIndex((cell) => cell.includes('softmax')) + 1]), /"ok":true/);
  });

  it('checks as the submission wants it in a `tsconfig.json` of its own', async () => {
    const files = { 'tsconfig.json': '{ "compilerOptions": { "strict": false, "lib": ["ES2015", "DOM"] } }' };
    const sources = ['let u: string = null;', 'const title: number = document.title;'];
    for (const [found, light] of [
      [options, true],
      [full, false],
    ] as const) {
      const [ready, plain] = [await run(found, sources, { files, light }), await run([], sources, { files, light })];
      assert.deepEqual(ready, plain);
      assert.match(JSON.stringify(ready.answers), /"ok":true.*TS2322/);
    }
  });

  it('knows the types of all helpers where the submission may import them', async () => {
    const sources = ["import type { Landscape } from 'kernel-helpers';\nconst landscape: Landscape = 3;"];
    const { answers } = await run(full, sources, { light: false });
    assert.match(JSON.stringify(answers), /TS2322: Type 'number' is not assignable to type 'Landscape/);
  });

  it('ends with the status that a cell asks for', async () => {
    const sources = ['process.exit(7);'];
    assert.deepEqual(await run(options, sources), await run([], sources));
  });
});
