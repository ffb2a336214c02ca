/** A compiler that has done its first work: the library files are parsed and bound, the checker knows the global types. */
import { CellCompiler, helpersExercise } from '../compiler/index.js';
import { internals } from '../compiler/ts.js';
import { Completion } from '../completion/index.js';

/** Ordinary programs: the parts of the checker that they use are ready when the first cell comes. Nothing of the programs is kept. */
const exercises = [
  `import { display } from 'tslab'; display.html('')`,
  '1+1',
  `const list = [1, 2, 3].map((n) => n ** 2); console.log(list.length, \`\${Math.max(...list)}\`, new Map([['a', 1]]).get('a'));
for (const n of list) if (n > 1) console.log(n.toFixed(1));
const p = await Promise.all(list.map(async (n) => ({ n })));
function f(x: number): string { return String(x) }
class A<T> { constructor(readonly value: T) {} }
JSON.stringify(p.map(({ n }) => f(new A(n).value)));`,
];

/**
 * @param project the folder whose notebooks the compiler is made for
 * @param helpers whether the types of `kernel-helpers` are read, too
 */
export function warmCompiler(project: string, helpers: boolean): CellCompiler {
  const compiler = new CellCompiler({ cwd: project, project });
  for (const code of exercises) compiler.compile(code, { number: 1 });
  if (helpers) compiler.compile(helpersExercise, { number: 1 });
  const completion = new Completion(compiler);
  withoutCollator(() => {
    for (const code of ['Math.', 'con', 'JSON.']) completion.complete(code, code.length);
    completion.inspect('Math.max(', 'Math.max('.length);
  });
  return compiler;
}

/** Completion sorts by an Intl.Collator, which V8 cannot put into a snapshot. The lists made here are thrown away, so their order does not matter. */
function withoutCollator(work: () => void): void {
  const { Collator } = Intl;
  const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  // Patch: node-snapshot-collator
  Intl.Collator = function StandIn() {
    return { compare: plain };
  } as unknown as typeof Collator;
  try {
    work();
  } finally {
    Intl.Collator = Collator;
    // TypeScript keeps its collator until the language changes.
    internals().setUILocale('en');
    internals().setUILocale(undefined);
  }
}
