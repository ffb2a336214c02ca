import assert from 'node:assert/strict';
import { createTask, currentTask, runInTask, startCell } from '../../../kernel-helpers/src/kernel/runner/task.js';
import { lawsOf } from './laws.js';

const src = './src/kernel';
const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const realm = lawsOf({
  name: `${src}/runner/runtime/realm.js`,
  load: () => import('../../../kernel-helpers/src/kernel/runner/runtime/realm.js'),
  laws: {
    'a declared name belongs to every function of the realm, and keeps what each of them gives it': ({ declareNames, makeFunction }) => {
      declareNames(['lawA', 'lawB']);
      const set = makeFunction<(n: number) => void>('function (n) {', 'lawA = n; lawB = lawA + 1;', '/lab/set.ts');
      const get = makeFunction<() => number[]>('function () {', 'return [lawA, lawB];', '/lab/get.ts');
      set(4);
      assert.deepEqual([...get()], [4, 5]);
    },
    'a name is declared once only': ({ declareNames }) => {
      declareNames(['lawOnce']);
      assert.throws(() => declareNames(['lawOnce']));
    },
    "a statement of the kernel's own reaches what was declared": ({ declareNames, makeFunction, runStatement }) => {
      declareNames(['lawC']);
      runStatement('lawC = 7;');
      assert.equal(makeFunction<() => number>('function () {', 'return lawC;', '/lab/c.ts')(), 7);
    },
    'a frame names its file, counts the body from line 1, and names functions': ({ makeFunction, siteOf }) => {
      const { prepareStackTrace } = Error;
      Error.prepareStackTrace = (_, sites) => sites.map(siteOf);
      try {
        const body = '\nfunction inner() { return new Error("x").stack; }\nreturn inner();';
        const sites = makeFunction<() => { file: string; line: number; name: string }[]>('function () {', body, '/lab/a b.ts')();
        assert.deepEqual(
          sites.slice(0, 2).map(({ file, line, name }) => [file, line, name]),
          [
            ['/lab/a b.ts', 2, 'inner'],
            ['/lab/a b.ts', 3, ''],
          ],
        );
      } finally {
        Error.prepareStackTrace = prepareStackTrace;
      }
    },
  },
});

const imports = lawsOf({
  name: `${src}/runner/runtime/import-from.js`,
  load: () => import('../../../kernel-helpers/src/kernel/runner/runtime/import-from.js'),
  laws: {
    'imports a module of the platform that cells may use': async ({ importFrom }) => {
      const { join } = (await importFrom(process.cwd())('node:path')) as { join(...parts: string[]): string };
      assert.equal(join('a', '..', 'b'), 'b');
    },
    'a package that is not there is named': async ({ importFrom }) => {
      await assert.rejects(importFrom(process.cwd())('no-such-package'), /no-such-package/);
    },
    "a module's names stay as they are": ({ completeNamespace }) => assert.equal(completeNamespace({ a: 1 }).a, 1),
  },
});

const timers = lawsOf({
  name: `${src}/runner/timers.js`,
  load: () => import('../../../kernel-helpers/src/kernel/runner/timers.js'),
  laws: {
    'timers fire with their arguments, unless they are cleared or their task was interrupted': async ({ bindTimersToTasks }) => {
      const { setTimeout: later, setInterval: again, setImmediate: soon } = globalThis;
      try {
        bindTimersToTasks();
        const [lives, ended] = [createTask(1, false), createTask(2, false)];
        const fired: string[] = [];
        for (const [task, name] of [
          [lives, 'lives'],
          [ended, 'ended'],
        ] as const) {
          runInTask(task, () => {
            setTimeout((text: string) => fired.push(`${name} ${text}`), 1, 'timeout');
            setImmediate(() => fired.push(`${name} immediate`));
            clearTimeout(setTimeout(() => fired.push('cleared'), 1));
            const interval = setInterval(() => {
              fired.push(`${name} interval`);
              clearInterval(interval);
            }, 1);
          });
        }
        ended.interrupted = true;
        for (let i = 0; i < 1000 && fired.length < 3; i++) await new Promise((resolve) => later(resolve, 10));
        assert.deepEqual(fired.sort(), ['lives immediate', 'lives interval', 'lives timeout']);
      } finally {
        Object.assign(globalThis, { setTimeout: later, setInterval: again, setImmediate: soon });
      }
    },
  },
});

const tasks = lawsOf({
  name: 'the task of running code',
  load: async () => undefined,
  laws: {
    'code knows its task, and code of no task counts to the cell that started last': () => {
      const [first, second] = [createTask(11, false), createTask(12, true)];
      startCell(first);
      assert.equal(
        runInTask(second, () => currentTask().id),
        12,
      );
      assert.equal(currentTask().id, 11);
    },
  },
});

const critical = lawsOf({
  name: `${src}/runner/critical.js`,
  load: () => import('../../../kernel-helpers/src/kernel/runner/critical.js'),
  laws: {
    'gives what the section gives, and passes on what it throws': ({ critical: section }) => {
      assert.equal(
        section(() => section(() => 3)),
        3,
      );
      assert.throws(
        () =>
          section(() => {
            throw new RangeError('inside');
          }),
        /inside/,
      );
      assert.equal(
        section(() => 4),
        4,
      );
    },
  },
});

const helpers = lawsOf({
  name: `${src}/runner/runtime/helpers.js`,
  load: () => import('../../../kernel-helpers/src/kernel/runner/runtime/helpers.js'),
  laws: {
    'is loaded by its name, again and again the same': async ({ Helpers }) => {
      const asked: string[] = [];
      const load = async (name: string) => {
        asked.push(name);
        return { name };
      };
      const loader = new Helpers(process.cwd());
      assert.deepEqual([await loader.import(load), await loader.import(load)], [{ name: 'kernel-helpers' }, { name: 'kernel-helpers' }]);
      assert.deepEqual(asked, ['kernel-helpers', 'kernel-helpers']);
    },
  },
});

const giveBack = lawsOf({
  name: `${src}/front/session/give-back.js`,
  load: () => import('../../../kernel-helpers/src/kernel/front/session/give-back.js'),
  laws: {
    'is asked and put off at any time, and never answers at once': async ({ GiveBack }) => {
      let asked = 0;
      const options = { script: '', snapshot: undefined, isRunning: () => false, tellRunner: () => asked++, tidy: () => asked++ };
      const memory = new GiveBack(options);
      memory.postpone();
      memory.due();
      memory.postpone();
      memory.due();
      memory.cellEnded();
      assert.equal(asked, 0);
      await wait(1);
    },
  },
});

export const kernel = [realm, imports, timers, tasks, critical, helpers, giveBack];
