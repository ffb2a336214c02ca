/** Imports as assignments: `import d, { a as b } from 'm'` → `({ default: d, a: b } = await __cell.import('m'))`. */
import { call } from './emit-call.js';
import type { Slot } from './slots.js';
import { ts } from './ts.js';

/** @returns undefined where the import is of types only. */
export function importDeclaration(node: ts.ImportDeclaration, mine: ReadonlyMap<string, Slot>): ts.Expression | undefined {
  const f = ts.factory;
  const clause = node.importClause;
  const load = f.createAwaitExpression(call('import', node.moduleSpecifier, ...attributes(node)));
  if (!clause) return load;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
  const bindings = clause.namedBindings;
  const properties: ts.ObjectLiteralElementLike[] = [];
  const modules: string[] = [];
  const bind = (name: string, exported: string): void => {
    const slot = mine.get(name);
    if (!slot) return;
    if (slot.member === undefined)
      properties.push(f.createPropertyAssignment(f.createStringLiteral(exported), f.createIdentifier(slot.name)));
    else modules.push(slot.name);
  };
  if (clause.name) bind(clause.name.text, 'default');
  if (bindings && ts.isNamedImports(bindings)) {
    for (const e of bindings.elements) if (!e.isTypeOnly) bind(e.name.text, (e.propertyName ?? e.name).text);
  }
  if (bindings && ts.isNamespaceImport(bindings)) {
    const slot = mine.get(bindings.name.text);
    if (slot) modules.push(slot.name);
  }
  if (!properties.length && !modules.length)
    return clause.name || (bindings && ts.isNamedImports(bindings) && bindings.elements.length) ? undefined : load;
  const whole = modules.reduce<ts.Expression>((value, slot) => f.createAssignment(f.createIdentifier(slot), value), load);
  return properties.length ? f.createAssignment(f.createObjectLiteralExpression(properties), whole) : whole;
}

/** `import A = Ns.B` → `A = Ns.B`; undefined where B is a type. @param visit makes a name of a cell its slot */
export function importAlias(
  node: ts.ImportEqualsDeclaration,
  mine: ReadonlyMap<string, Slot>,
  visit: ts.Visitor,
): ts.Expression | undefined {
  const f = ts.factory;
  const slot = mine.get(node.name.text);
  if (!slot || node.isTypeOnly || ts.isExternalModuleReference(node.moduleReference)) return undefined;
  const value = (name: ts.EntityName): ts.Expression =>
    ts.isIdentifier(name)
      ? (ts.visitNode(name, visit, ts.isExpression) ?? name)
      : f.createPropertyAccessExpression(value(name.left), name.right.text);
  return f.createAssignment(f.createIdentifier(slot.name), value(node.moduleReference));
}

export function importEquals(node: ts.ImportEqualsDeclaration, mine: ReadonlyMap<string, Slot>): ts.Expression | undefined {
  const f = ts.factory;
  const slot = mine.get(node.name.text);
  if (!slot || node.isTypeOnly || !ts.isExternalModuleReference(node.moduleReference)) return undefined;
  return f.createAssignment(
    f.createIdentifier(slot.name),
    f.createCallExpression(f.createIdentifier('require'), undefined, [node.moduleReference.expression]),
  );
}

function attributes(node: ts.ImportDeclaration): ts.Expression[] {
  const f = ts.factory;
  if (!node.attributes) return [];
  const pairs = node.attributes.elements.map((a) => f.createPropertyAssignment(a.name, a.value));
  return [f.createObjectLiteralExpression([f.createPropertyAssignment('with', f.createObjectLiteralExpression(pairs))])];
}
