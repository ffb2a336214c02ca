import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { patchesPage } from './page.js';
import { patches } from './registry/index.js';

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');
const filesIn = (folder: string, ends: RegExp): string[] =>
  readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();

const sources = [
  ...filesIn('kernel-helpers/src', /\.ts$/),
  ...filesIn('kernel-helpers/browser', /\.ts$/),
  ...filesIn('kernel-helpers/lab-extension', /\.ts$/),
  ...filesIn('scripts', /\.(mjs|py|cjs|sh|j2)$/),
];
const mark = /(?:\/\/|#|\{#) Patch: ([\w-]+)/g;

/** The marks of every source file, as `file id`. */
const marks = sources.flatMap((file) => [...read(file).matchAll(mark)].map(([, id]) => ({ file, id: id! })));

/** How a patch of another project's objects looks; each needs a mark in the 25 lines above it, or a reason here. */
const forms: readonly { readonly form: RegExp; readonly what: string }[] = [
  { form: /\bprototype(\.\w+|\[\w+\])\s*=[^=>]/, what: 'assigns a method to a prototype' },
  { form: /Object\.definePropert(y|ies)\(/, what: 'defines a property' },
  {
    form: /^\s*(process|Error|Intl|util|timers|console|globalThis|Promise|Array|Object|JSON|vm)\.\w+\s*(\?\?)?=[^=>]/,
    what: 'assigns to a global',
  },
  {
    form: /\b(optimizer|backend|carrier|checker|program|weight|variable)\.\w+\s*=[^=>]/,
    what: 'assigns to an object of a library',
  },
  { form: /\b(unregisterKernel|unregisterGradient)\(/, what: "changes tfjs's registry" },
  { form: /\binternalBinding\(|process\.binding|binding\(name: string\)/, what: "reaches into Node's internals" },
];

/** Lines that look like a patch and are none: file, words of the line, why. */
const innocent: readonly (readonly [file: string, words: string, why: string])[] = [
  ['display/widgets/widget.ts', 'Object.defineProperties(object', 'an object of ours'],
  ['display/handle.ts', 'Object.defineProperty(object, shownSymbol', 'an object of ours'],
  ['kernel/runner/runtime/forbidden.ts', 'Object.defineProperty(made', 'a namespace that was just made'],
  ['kernel/runner/runtime/modules.ts', 'Object.defineProperty(made', 'a namespace that was just made'],
  ['kernel/runner/runtime/forbidden.ts', 'Object.defineProperty(made', 'a namespace that was just made'],
  ['training/history.ts', 'Object.defineProperty(history', 'an object of ours'],
  ['kernel/runner/interrupt.ts', 'Symbol.for(holdName)', 'a symbol of ours'],
  ['kernel/runner/main.ts', 'Object.defineProperty(globalThis, symbol', 'a symbol of ours'],
  ['kernel/runner/timers.ts', "Object.defineProperty(bound, 'name'", 'a function of ours'],
  ['grader/test-cells.ts', "Symbol.for('lecture-lab.student')", 'a symbol of ours'],
  ['grader/test-cells.ts', 'Object.defineProperty(globalThis, name', 'names of the student, in a process that runs one notebook'],
  ['grader/submission/snapshot.ts', 'process.execArgv =', 'what a plain start says, for processes that a submission forks'],
  ['grader/wire/content.ts', 'Object.defineProperty(value, String(parts[i])', 'a value that was just made'],
  ['grader/wire/decode.ts', 'Object.defineProperty(error', 'an error that was just made'],
  ['training/history.ts', 'Object.defineProperty(history', 'an object that was just made'],
  ['kernel/runner/runtime/forbidden.ts', 'Object.defineProperty(made, key', 'an object that was just made'],
  ['front/messages/sockets.ts', 'process.exitCode =', 'how a program says its exit status'],
  ['kernel/runner/runtime/package-defaults.ts', 'Object.defineProperty(made', 'an object that was just made'],
  ['scripts/cli.mjs', 'process.exitCode =', 'how a program says its exit status'],
  ['scripts/pretrain-narrow-vgg16.mjs', 'optimizer.learningRate =', "a setter of the lab's optimizers"],
  ['browser/globals.ts', 'Object.defineProperty(globalThis, name', 'names that a browser does not have'],
  ['browser/kernel/guards.ts', 'Object.defineProperty(process, name', 'an object of ours: a browser has no process'],
  ['browser/kernel/interrupt.ts', 'Object.defineProperty(globalThis, checkName', 'a name of ours'],
  ['scripts/lite/bundle.mjs', 'globalThis.lectureLabVega =', 'a name of ours'],
  ['browser/runner.ts', 'Object.defineProperty(globalThis, kernelSymbol', 'a symbol of ours'],
  ['browser/runner.ts', 'Object.defineProperty(globalThis, tslabSymbol', 'a symbol of ours'],
  ['browser/front.ts', 'process.exit =', 'an object of ours: a browser has no process'],
  ['optimizers/tf/by-name.ts', 'prototype[done]', 'a symbol of ours, which says that the patch is in place'],
];

describe('the registry of patches', () => {
  it('has each name once', () => {
    const ids = patches.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('agrees with the marks in the sources, both ways', () => {
    const wanted = patches.flatMap(({ id, files }) => files.map((file) => `${file} ${id}`)).sort();
    assert.deepEqual([...new Set(marks.map(({ file, id }) => `${file} ${id}`))].sort(), wanted);
    for (const { id, unmarked = [] } of patches)
      for (const file of unmarked) assert.ok(existsSync(path.join(projectRoot, file)), `${id}: ${file}`);
  });

  it('has a test for each patch', () => {
    const tests = filesIn('test/upstream', /\.test\.ts$/)
      .map(read)
      .join('\n');
    for (const { id, test } of patches) {
      if (test) assert.ok(read(test.file).includes(test.title), `${test.file} has no test '${test.title}'`);
      else assert.match(tests, new RegExp(`it\\(\\s*['"]${id}: `), `no test of test/upstream begins with '${id}: '`);
    }
  });

  it('is what docs/PATCHES.md says', () => assert.equal(read('docs/PATCHES.md'), patchesPage(), 'run: npm run docs'));

  it('knows every place that looks like a patch', () => {
    const unknown: string[] = [];
    for (const file of sources.filter((name) => /\.(ts|mjs)$/.test(name))) {
      const lines = read(file).split('\n');
      lines.forEach((line, i) => {
        const found = forms.find(({ form }) => form.test(line));
        if (!found || /^\s*(\*|\/\/|\/\*\*)/.test(line)) return;
        if (innocent.some(([name, words]) => file.endsWith(name) && line.includes(words))) return;
        if (!lines.slice(Math.max(0, i - 25), i + 1).some((above) => above.includes('// Patch: '))) {
          unknown.push(`${file}:${i + 1} ${found.what}: ${line.trim()}`);
        }
      });
    }
    assert.deepEqual(
      unknown,
      [],
      'register it in test/upstream/registry and mark it with `// Patch: <name>`, or say in `innocent` why it is none',
    );
  });

  it('excuses no line that is not there', () => {
    for (const [name, words, why] of innocent) {
      const file = sources.find((source) => source.endsWith(name));
      assert.ok(file && read(file).includes(words), `${name}: '${words}' (${why})`);
    }
  });
});
