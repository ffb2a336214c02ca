/** The default import of a package that was compiled to CommonJS, as tslab and other CommonJS programs have it. */

type Namespace = Record<string, unknown>;

/**
 * Node's default of any CommonJS package is all of it. Of one that was an ES module before it was compiled, TypeScript's default is the one
 * that the package names. A whole that is no such package stays.
 */
export function withOwnDefault(namespace: Namespace): Namespace {
  const whole = namespace.default as Namespace | null | undefined;
  if (!whole || (typeof whole !== 'object' && typeof whole !== 'function')) return namespace;
  if (whole.__esModule !== true || !('default' in whole)) return namespace;
  const made = Object.create(null) as Namespace;
  for (const key of Object.keys(whole)) Object.defineProperty(made, key, { enumerable: true, get: () => whole[key] });
  return made;
}
