/** After TypeScript's own transformers: what JSX became calls `React.createElement`, and `React` is a slot like any name of a cell. */
import { call } from './emit-call.js';
import type { Slot } from './slots.js';
import { ts } from './ts.js';

/** @param slotOf the slot of a name as the cell sees it */
export function jsxToSlots(file: ts.SourceFile, slotOf: (name: string) => Slot | undefined): ts.TransformerFactory<ts.SourceFile> {
  const f = ts.factory;
  return (context) => (emitted) => {
    if (file.languageVariant !== ts.LanguageVariant.JSX) return emitted;
    const visit = (node: ts.Node): ts.VisitResult<ts.Node> => {
      if (ts.isImportDeclaration(node)) return runtimeImport(node);
      if (ts.isIdentifier(node) && node.pos < 0 && ts.getOriginalNode(node) === node) {
        const slot = slotOf(node.text);
        if (slot && slot.name !== node.text) return f.createIdentifier(slot.name);
      }
      return ts.visitEachChild(node, visit, context);
    };
    return ts.visitEachChild(emitted, visit, context);
  };
}

/** `import { jsx as _jsx } from 'react/jsx-runtime'`, which the setting `react-jsx` writes. */
function runtimeImport(node: ts.ImportDeclaration): ts.Statement {
  const f = ts.factory;
  const bindings = node.importClause?.namedBindings;
  const names = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  const pattern = f.createObjectBindingPattern(names.map((e) => f.createBindingElement(undefined, e.propertyName, e.name)));
  const value = f.createAwaitExpression(call('import', node.moduleSpecifier));
  return f.createVariableStatement(
    undefined,
    f.createVariableDeclarationList([f.createVariableDeclaration(pattern, undefined, undefined, value)], ts.NodeFlags.Const),
  );
}
