/**
 * What both sides have of their own: JavaScript's classes of errors, its prototypes, the functions of `Math`. They cross by name, and each side
 * takes its own. A constructor of code, such as `Function`, is not among them, and the global object never crosses.
 */

const errorClasses = [Error, RangeError, TypeError, SyntaxError, ReferenceError, EvalError, URIError];
const names = Object.getOwnPropertyNames(Math).filter((name) => typeof Reflect.get(Math, name) === 'function');
const conversions = ['Number', 'String', 'Boolean', 'parseFloat', 'parseInt', 'isNaN', 'isFinite'];

const shared = new Map<string, unknown>([
  ...errorClasses.map((one): [string, unknown] => [one.name, one]),
  ...names.map((name): [string, unknown] => [`Math.${name}`, Reflect.get(Math, name)]),
  ...conversions.map((name): [string, unknown] => [name, Reflect.get(globalThis, name)]),
]);

const prototypes = new Map<string, object>([
  ...[...errorClasses, Object, Array, Map, Set, Date, RegExp, Promise, Function].map((one): [string, object] => [one.name, one.prototype]),
]);

const reversed = (map: ReadonlyMap<string, unknown>): ReadonlyMap<unknown, string> =>
  new Map([...map].map(([name, value]) => [value, name]));
const sharedNames = reversed(shared);
const prototypeNames = reversed(prototypes);

/** The name of a function that both sides have, or `undefined`. */
export const nameOfShared = (value: unknown): string | undefined => sharedNames.get(value);
export const sharedOf = (name: string): unknown => shared.get(name);

/** The name of a prototype of JavaScript's own; it crosses only as the answer to the question for a prototype. */
export const nameOfPrototype = (value: unknown): string | undefined => prototypeNames.get(value);
export const prototypeOf = (name: string): object | undefined => prototypes.get(name);

/** The nearest class of JavaScript's own among the classes of an error. */
export function errorClassOf(error: object): string {
  for (let one: unknown = Object.getPrototypeOf(error); one; one = Object.getPrototypeOf(one)) {
    const name = nameOfPrototype(one);
    if (name !== undefined && shared.has(name)) return name;
  }
  return 'Error';
}

const wellKnown = new Map<string, symbol>(
  Object.getOwnPropertyNames(Symbol)
    .map((name): [string, unknown] => [name, Reflect.get(Symbol, name)])
    .filter((entry): entry is [string, symbol] => typeof entry[1] === 'symbol'),
);
const wellKnownNames = reversed(wellKnown);

/** The name of a symbol that both sides have: `iterator`, or `for:…` for one of the registry. */
export function nameOfSymbol(value: symbol): string | undefined {
  const key = Symbol.keyFor(value);
  return wellKnownNames.get(value) ?? (key === undefined ? undefined : `for:${key}`);
}
export const symbolOf = (name: string): symbol | undefined => (name.startsWith('for:') ? Symbol.for(name.slice(4)) : wellKnown.get(name));

const { toString: sourceOf } = Function.prototype;
/** The text of a function as the program has it, whatever its own `toString` says. */
export const textOf = (value: unknown): string => (typeof value === 'function' ? Reflect.apply(sourceOf, value, []) : '');

/**
 * Functions through which the other side could make code run here: those that make functions of text, by whatever way they are reached.
 * The global object and what stands for the process are forbidden too.
 */
const forbidden: ReadonlySet<unknown> = new Set<unknown>([
  globalThis,
  process,
  // biome-ignore lint/security/noGlobalEval: it is named here to be refused
  globalThis.eval,
  Reflect,
  Proxy,
  ...[() => {}, async () => {}, function* () {}, async function* () {}].map(
    (one) => (Object.getPrototypeOf(one) as { constructor: unknown }).constructor,
  ),
]);
export const isForbidden = (value: unknown): boolean => forbidden.has(value);
