/** What an assignment does not let its students use, because its tasks are about it. */

/** The refusals that replace forbidden names of `kernel-helpers`, by name; the kernel's imports read this map. */
export const forbiddenSymbol: unique symbol = Symbol.for('lecture-lab.forbidden') as never;
/** Set in the process that runs the teacher's tests, which may use everything. */
export const teachersSideSymbol: unique symbol = Symbol.for('lecture-lab.teachers-side') as never;

interface Global {
  [forbiddenSymbol]?: Map<string, unknown>;
  [teachersSideSymbol]?: boolean;
}

/** The sentence that a forbidden name throws. */
export const refusalText = (name: string): string => `${name} must not be used in this assignment: its tasks are about writing it yourself`;

/** A value that refuses to be called, constructed or looked into. */
export function refusal(name: string): unknown {
  const refuse = (): never => {
    throw new Error(refusalText(name));
  };
  // One that can be called with `new` as well.
  const target = (): void => {};
  return new Proxy(target, {
    apply: refuse,
    construct: refuse,
    // Properties that every function has may be read: an output that shows the value and an `await` read them.
    get: (_, key) =>
      typeof key === 'symbol' || key === 'then' || key === 'prototype' || key in Function.prototype ? Reflect.get(target, key) : refuse(),
  });
}

/**
 * Names of `kernel-helpers` that this assignment does not let be used. It belongs into a locked cell before the tasks, and says so to the student.
 * From then on an import gives a refusal in their place, in the notebook as when it is graded; there the code is not even on the machine's disk.
 *
 * @param names what `kernel-helpers` exports, written out as texts: the grader reads them from the cell; `tf` closes TensorFlow itself as well
 * @throws RangeError without a name
 * @example forbids(['ewa', 'EwaStream', 'tf']);
 */
export function forbids(names: readonly string[]): void {
  if (names.length === 0) throw new RangeError('names must hold at least 1 name, got 0');
  const global = globalThis as Global;
  if (global[teachersSideSymbol]) return;
  global[forbiddenSymbol] ??= new Map();
  const known = global[forbiddenSymbol];
  for (const name of names) known.set(name, refusal(name));
  console.log(`Not to be used in this assignment, because its tasks are about them: ${names.join(', ')}.
Each ends with an error where it is called, in your own checks and when your work is graded.`);
}
