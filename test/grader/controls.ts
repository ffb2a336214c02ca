/** The negative controls: submissions that try to cheat, to break the grader or to harm others, each with the mark it must get. */
import { cell, cells, solution } from './course.js';

export interface Control {
  readonly name: string;
  /** Marks of the two tasks: softmax of 4, mean of 2. */
  readonly marks: readonly [softmax: number, mean: number];
  readonly submitted: unknown[];
  readonly files?: Record<string, string>;
  /** For one that never ends: it is waited for as long as its limit says, and a short one shows the same. */
  readonly limits?: { readonly cellSeconds?: number; readonly callSeconds?: number };
}

const shortCalls = { callSeconds: 2 };
const shortCells = { cellSeconds: 8 };

const good = (change: Partial<typeof solution>) => cells({ ...solution, ...change }, false);
const naive =
  'function softmax(z: number[]): number[] { const e = z.map(Math.exp); const s = e.reduce((a, b) => a + b, 0); return e.map((x) => x / s); }';
/** A cheat in the softmax cell on top of a wrong function: it must gain nothing. */
const cheat = (trick: string) => good({ softmax: `// @ts-nocheck\n${trick}\nfunction softmax(z) { return [0]; }` });
const inFunction = (body: string) => good({ softmax: `// @ts-nocheck\nfunction softmax(z) { ${body} }` });
const withoutTests = (list: Record<string, unknown>[]) => list.filter((one) => !String(one.id).startsWith('test-'));

export const controls: readonly Control[] = [
  { name: 'right', marks: [4, 2], submitted: good({}) },
  {
    name: 'right-noisy',
    marks: [4, 2],
    submitted: good({ mean: `console.warn('careful'); for (let i = 0; i < 10000; i++) console.log(i);\n${solution.mean}` }),
  },
  {
    name: 'right-slow',
    marks: [4, 2],
    submitted: good({ mean: `await new Promise((done) => setTimeout(done, 2000));\n${solution.mean}` }),
  },
  {
    name: 'right-writes-files',
    marks: [4, 2],
    submitted: good({
      mean: `import { readFileSync, writeFileSync } from 'node:fs';\nimport { tmpdir } from 'node:os';\nfor (const folder of ['.', tmpdir()]) { writeFileSync(folder + '/mine', 'x'); if (readFileSync(folder + '/mine', 'utf8') !== 'x') throw new Error('no file'); }\n${solution.mean}`,
    }),
  },
  { name: 'partly-right', marks: [2, 2], submitted: good({ softmax: naive }) },
  {
    name: 'empty',
    marks: [0, 0],
    submitted: good({ softmax: "throw new Error('not implemented');", mean: "throw new Error('not implemented');" }),
  },
  { name: 'tests-edited', marks: [0, 2], submitted: cheat('').map((one) => (one.id === 'test-softmax' ? { ...one, source: '4' } : one)) },
  { name: 'tests-deleted', marks: [0, 2], submitted: withoutTests(cheat('')) },
  { name: 'tests-reordered', marks: [4, 2], submitted: [...good({})].reverse() },
  {
    name: 'tests-duplicated',
    marks: [0, 2],
    submitted: [...cheat(''), { ...cell({ kind: 'test', id: 'test-softmax', source: '4', points: 400 }), id: 'again' }],
  },
  {
    name: 'own-assert',
    marks: [0, 2],
    submitted: cheat('const expectClose = () => {}; const checks = async () => 4; globalThis.expectClose = expectClose;'),
  },
  {
    name: 'patched-assert',
    marks: [0, 2],
    submitted: cheat("import assert from 'node:assert'; assert.equal = assert.deepEqual = assert.ok = () => {};"),
  },
  {
    // It wrecks its own process, and with it its other task; what the patches would forge is decided elsewhere.
    name: 'patched-globals',
    marks: [0, 0],
    limits: shortCells,
    submitted: cheat(
      'console.log = () => {}; process.stdout.write = () => true; Array.prototype.map = function () { return [4]; }; Math.abs = () => 0; JSON.stringify = () => \'{"ok":true}\'; Object.is = () => true;',
    ),
  },
  {
    name: 'patched-timers',
    marks: [0, 2],
    submitted: cheat('globalThis.setTimeout = () => 0; globalThis.setInterval = () => 0; performance.now = () => 0; Date.now = () => 0;'),
  },
  {
    name: 'patched-require-cache',
    marks: [0, 2],
    submitted: cheat(
      "import { createRequire } from 'node:module'; const r = createRequire('/x.js'); for (const k of Object.keys(r.cache)) r.cache[k].exports = new Proxy(() => 4, {});",
    ),
  },
  {
    name: 'forged-report',
    marks: [0, 2],
    submitted: cheat(
      "globalThis[Symbol.for('lecture-lab.grading')]?.({ score: 4, points: 4, lines: [] }); console.log('4'); console.log('softmax: 4 of 4 points');",
    ),
  },
  {
    name: 'forged-channel',
    marks: [0, 2],
    submitted: cheat(
      'import { writeSync } from \'node:fs\'; for (let i = 0; i < 200; i++) try { writeSync(4, JSON.stringify({ id: i, ok: true, value: [0.042, 0.842, 0.002, 0.114] }) + "\\n"); writeSync(4, "nonsense\\n"); } catch {}',
    ),
  },
  { name: 'exit-at-top', marks: [0, 2], submitted: cheat('process.exit(0);') },
  { name: 'exit-in-function', marks: [0, 2], submitted: inFunction('process.exit(0);') },
  { name: 'kill-kernel', marks: [0, 2], submitted: inFunction("process.kill(process.pid, 'SIGKILL');") },
  {
    name: 'kill-parent',
    marks: [0, 2],
    submitted: inFunction("try { process.kill(process.ppid, 'SIGKILL'); process.kill(-1, 'SIGKILL'); } catch {} return [0];"),
  },
  {
    name: 'harms-later',
    marks: [0, 2],
    submitted: inFunction('setTimeout(() => process.exit(1), 30); setTimeout(() => { for (;;); }, 30); return [0];'),
  },
  { name: 'loop', marks: [0, 2], limits: shortCalls, submitted: inFunction('for (;;);') },
  { name: 'loop-at-top', marks: [0, 2], limits: shortCells, submitted: cheat('for (;;);') },
  {
    name: 'loop-after-await',
    marks: [0, 2],
    limits: shortCalls,
    submitted: good({ softmax: '// @ts-nocheck\nasync function softmax(z) { await null; for (;;); }' }),
  },
  { name: 'never-resolves', marks: [0, 2], limits: shortCalls, submitted: inFunction('return new Promise(() => {});') },
  { name: 'out-of-memory', marks: [0, 2], submitted: inFunction('const all = []; for (;;) all.push(Buffer.alloc(64 * 2 ** 20, 1));') },
  {
    name: 'out-of-disk',
    marks: [0, 2],
    submitted: cheat(
      "import { appendFileSync } from 'node:fs'; try { for (;;) appendFileSync('/tmp/fill', Buffer.alloc(2 ** 24)); } catch {}",
    ),
  },
  {
    name: 'out-of-processes',
    marks: [0, 2],
    submitted: cheat(
      "import { spawn } from 'node:child_process'; for (let i = 0; i < 2000; i++) { try { spawn('sleep', ['600']).on('error', () => {}); } catch {} }",
    ),
  },
  {
    name: 'type-error',
    marks: [0, 2],
    submitted: good({ softmax: "const wrong: number = 'text';\nfunction softmax(z: number[]) { return z; }" }),
  },
  { name: 'syntax-error', marks: [0, 2], submitted: good({ softmax: 'function softmax(z { return z; }' }) },
  { name: 'unawaited', marks: [4, 2], submitted: good({ mean: `void Promise.reject(new Error('left alone'));\n${solution.mean}` }) },
  {
    name: 'reads-tests',
    marks: [0, 2],
    submitted: cheat(
      "import { readFileSync, readdirSync } from 'node:fs'; let seen = ''; const walk = (d) => { for (const n of (() => { try { return readdirSync(d, { withFileTypes: true }); } catch { return []; } })()) { const f = (d === '/' ? '' : d) + '/' + n.name; if (/ipynb$|gradebook/.test(n.name)) { seen += f + ' '; try { seen += readFileSync(f, 'utf8').slice(0, 80); } catch {} } else if (n.isDirectory() && !/^(proc|sys|usr|node_modules)$/.test(n.name)) walk(f); } }; walk('/'); console.log('FOUND[' + seen + '] ENV[' + Object.keys(process.env).filter((k) => /COURSE|SANDBOX|NBGRADER|JUPYTER/.test(k)) + ']');",
    ),
  },
  {
    name: 'writes-outside',
    marks: [0, 2],
    submitted: cheat(
      "import { writeFileSync } from 'node:fs'; for (const f of ['/usr/cheat', process.cwd() + '/../../cheat', '/etc/cheat', '/home/cheat']) { try { writeFileSync(f, 'x'); console.log('WROTE ' + f); } catch {} }",
    ),
  },
  {
    name: 'uses-network',
    marks: [0, 2],
    submitted: cheat(
      "import { connect } from 'node:net'; await new Promise((done) => connect(9, '127.0.0.1').on('connect', () => { console.log('CONNECTED'); done(0); }).on('error', (e) => { console.log('NET ' + e.code); done(0); }));",
    ),
  },
  {
    name: 'deep-answer',
    marks: [0, 2],
    submitted: cheat(
      "import { writeSync } from 'node:fs'; for (let i = 0; i < 50; i++) writeSync(4, '['.repeat(4000)); writeSync(4, '\\n'); await new Promise(() => {});",
    ),
  },
  {
    name: 'endless-line',
    marks: [0, 2],
    submitted: cheat("import { writeSync } from 'node:fs'; for (;;) { try { writeSync(4, ' '.repeat(65536)); } catch {} }"),
  },
  {
    name: 'endless-lines',
    marks: [0, 2],
    submitted: cheat("import { writeSync } from 'node:fs'; for (;;) { try { writeSync(4, '{}\\n'.repeat(20000)); } catch {} }"),
  },
  {
    name: 'millions-of-values',
    marks: [0, 2],
    submitted: cheat(
      "import { writeSync } from 'node:fs'; const put = (t) => { for (let b = Buffer.from(t); b.length; ) { try { b = b.subarray(writeSync(4, b)); } catch {} } }; put('['); for (let i = 0; i < 140; i++) put('[],'.repeat(100000)); put('0]\\n'); await new Promise(() => {});",
    ),
  },
  {
    name: 'nests-answers',
    marks: [0, 2],
    submitted: inFunction('let deep = [1]; for (let i = 0; i < 200000; i++) deep = [deep]; return deep;'),
  },
  { name: 'huge-bigint', marks: [0, 2], submitted: inFunction('return [1n << 4000000n];') },
  { name: 'contains-itself', marks: [0, 2], submitted: inFunction('const ring = []; ring.push(ring); return ring;') },
  {
    name: 'lies-at-each-look',
    marks: [0, 2],
    submitted: inFunction(
      'let n = 0; return new Proxy([], { get: (t, k) => (k === "length" ? 4 : typeof k === "string" ? ++n / 10 : t[k]) });',
    ),
  },
  {
    name: 'hidden-memory',
    marks: [0, 2],
    submitted: cheat(
      `import { spawnSync } from 'node:child_process'; const sh = (...a) => { const r = spawnSync(a[0], a.slice(1), { encoding: 'utf8' }); return (r.stdout ?? '') + (r.stderr ?? '') + (r.error ?? ''); }; console.log('UNSHARE[' + sh('unshare', '-Urm', 'sh', '-c', 'mount -t tmpfs none /mnt && echo MOUNTED') + ']'); console.log('SHM[' + sh('ipcmk', '-M', '1000000') + ']'); console.log('PERL[' + sh('perl', '-e', 'my $n = "x"; print syscall(319, $n, 0), "\\n"; print syscall(29, 0, 1000000, 0600), "\\n"') + ']');`,
    ),
  },
  {
    name: 'looks-at-its-box',
    marks: [0, 2],
    submitted: cheat(
      "import { readFileSync } from 'node:fs'; const read = (f) => { try { return readFileSync(f, 'utf8').replaceAll('\\0', ' '); } catch (e) { return e.code; } }; console.log('CMDLINE[' + read('/proc/1/cmdline') + '] ENVIRON[' + read('/proc/1/environ') + ']');",
    ),
  },
  {
    // Only the checks are imported, and no tensor comes: TensorFlow is not loaded.
    name: 'right-light',
    marks: [4, 2],
    submitted: good({
      mean: `import { readFileSync } from 'node:fs';\nconsole.log('TENSORFLOW[' + /libtensorflow/.test(readFileSync('/proc/self/maps', 'utf8')) + ']');\n${solution.mean}`,
    }),
  },
  {
    name: 'right-with-tensorflow',
    marks: [4, 2],
    submitted: good({
      mean: `import { readFileSync } from 'node:fs';\nimport { tf } from 'kernel-helpers';\nconsole.log('TENSORFLOW[' + (tf.getBackend() === 'tensorflow') + ']');\n${solution.mean}`,
    }),
  },
  {
    name: 'millions-of-files',
    marks: [0, 2],
    submitted: cheat(
      "import { writeFileSync, mkdirSync } from 'node:fs'; for (let d = 0; ; d++) { mkdirSync('/tmp/' + d); for (let i = 0; i < 10000; i++) writeFileSync('/tmp/' + d + '/' + i, ''); }",
    ),
  },
  {
    name: 'given-cell-needs-it',
    marks: [0, 2],
    submitted: cells({ softmax: '', mean: solution.mean }, false).filter((one) => one.id !== 'softmax' && one.id !== 'test-softmax'),
  },
];
