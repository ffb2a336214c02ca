/** One TypeScript module → the body of an async function of `(exports, require, importMeta, importer)`. */
import { ts } from './ts.js';

export function transpile(file: ts.SourceFile, options: ts.CompilerOptions): { js: string; map: string } {
  const { outputText, sourceMapText } = ts.transpileModule(file.text, {
    fileName: file.fileName.replace(/\.[cm]([jt]s)$/, '.$1'), // by these endings TypeScript knows another kind of module
    compilerOptions: {
      ...options,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: undefined,
      allowImportingTsExtensions: false,
      esModuleInterop: true,
      sourceMap: true,
      inlineSources: true,
      lib: undefined,
      types: undefined,
      typeRoots: undefined,
    } as ts.CompilerOptions,
    transformers: { before: [withoutModuleSyntax] },
  });
  return { js: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'), map: sourceMapText ?? '' };
}

/** `import.meta` and `import()` mean nothing in a function: they become its parameters. */
const withoutModuleSyntax: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
  const f = ts.factory;
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword && node.name.text === 'meta')
      return f.createIdentifier('importMeta');
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      return f.createCallExpression(f.createIdentifier('importer'), undefined, ts.visitNodes(node.arguments, visit, ts.isExpression));
    }
    return ts.visitEachChild(node, visit, context);
  };
  return ts.visitEachChild(file, visit, context);
};
