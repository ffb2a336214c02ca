/** The one import of TypeScript in the kernel, and the few of its internals that the cells need: the public API has no nested files. */
import ts from '../../shared/typescript.cjs';

export { ts };

/** A source file with what the binder and the checker keep on it. */
export interface BoundFile extends ts.SourceFile {
  parent: never;
  path: string;
  resolvedPath: string;
  originalFileName: string;
  locals?: Map<ts.__String, ts.Symbol>;
  imports: readonly ts.StringLiteralLike[];
  moduleAugmentations: readonly ts.Node[];
  ambientModuleNames: readonly string[];
  externalModuleIndicator?: ts.Node | true;
  readonly commonJsModuleIndicator?: ts.Node;
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  readonly bindDiagnostics: readonly ts.DiagnosticWithLocation[];
  readonly commentDirectives?: readonly CommentDirective[];
  readonly checkJsDirective?: { readonly enabled: boolean };
  /** Every name that the text has, as key and value. */
  readonly identifiers: ReadonlyMap<string, string>;
  endFlowNode?: FlowNode;
}

export interface CommentDirective {
  readonly range: ts.TextRange;
  /** 0: the comment expects an error, 1: it ignores errors. */
  readonly type: 0 | 1;
}

/** A node of the control flow graph: the members that are needed to link two graphs. */
export interface FlowNode {
  flags: number;
  antecedent?: FlowNode | FlowNode[];
  node?: unknown;
}

export interface InternalChecker extends ts.TypeChecker {
  getDiagnostics(file: ts.SourceFile): ts.Diagnostic[];
  getSuggestionDiagnostics(file: ts.SourceFile): ts.DiagnosticWithLocation[];
  isTypeAssignableTo(source: ts.Type, target: ts.Type): boolean;
}

export interface ResolvedModuleCarrier {
  getResolvedModule(file: ts.SourceFile, name: string, mode: ts.ResolutionMode): ts.ResolvedModuleWithFailedLookupLocations | undefined;
  getEmitSyntaxForUsageLocation(file: ts.SourceFile, usage: ts.StringLiteralLike): ts.ResolutionMode;
}

interface SymbolKind {
  readonly displayParts: ts.SymbolDisplayPart[];
  readonly documentation: ts.SymbolDisplayPart[];
  readonly symbolKind: ts.ScriptElementKind;
  readonly tags?: ts.JSDocTagInfo[];
}

/** The kinds of nodes in the control flow graph that the cells need, with TypeScript's own values. */
interface FlowFlags {
  readonly Unreachable: number;
  readonly Start: number;
  readonly BranchLabel: number;
  readonly Shared: number;
}

interface CodeFixContext {
  readonly errorCode: number;
  readonly sourceFile: ts.SourceFile;
  readonly span: ts.TextSpan;
  readonly program: ts.Program;
  readonly host: ts.LanguageServiceHost;
  readonly cancellationToken: ts.CancellationToken;
  readonly preferences: ts.UserPreferences;
  readonly formatContext: object;
}

interface Internals {
  readonly FlowFlags: FlowFlags;
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  setUILocale(locale: string | undefined): void;
  getTokenAtPosition(file: ts.SourceFile, position: number): ts.Node;
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
  getEnclosingBlockScopeContainer(node: ts.Node): ts.Node;
  getContainerNode(node: ts.Node): ts.Node | undefined;
  createCommentDirectivesMap(
    file: ts.SourceFile,
    directives: readonly CommentDirective[],
  ): { markUsed(line: number): boolean; getUnusedExpectations(): CommentDirective[] };
  readonly Completions: {
    getCompletionsAtPosition(
      host: ts.LanguageServiceHost,
      program: ts.Program,
      log: (text: string) => void,
      file: ts.SourceFile,
      position: number,
      preferences: ts.UserPreferences,
      triggerCharacter: undefined,
      kind: ts.CompletionTriggerKind,
      token: ts.CancellationToken,
      formatContext: undefined,
      includeSymbol: boolean,
    ): ts.CompletionInfo | undefined;
  };
  readonly SymbolDisplay: {
    getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker: ts.TypeChecker,
      symbol: ts.Symbol,
      file: ts.SourceFile,
      enclosing: ts.Node | undefined,
      location: ts.Node,
    ): SymbolKind;
  };
  readonly codefix: { getFixes(context: CodeFixContext): readonly ts.CodeFixAction[] };
  readonly formatting: {
    formatDocument(file: ts.SourceFile, context: object): ts.TextChange[];
    getFormatContext(settings: ts.FormatCodeSettings, host: object): object;
  };
  readonly SignatureHelp: {
    getSignatureHelpItems(
      program: ts.Program,
      file: ts.SourceFile,
      position: number,
      reason: undefined,
      token: ts.CancellationToken,
    ): ts.SignatureHelpItems | undefined;
  };
}

// Patch: typescript-internals
/** TypeScript's internals that are used here, with types. They are looked up at each use, so that nothing runs when this module loads. */
export const internals = (): Internals => ts as unknown as Internals;

/** What of TypeScript's internals is used here, by dotted name, with its type. */
const used: Readonly<Record<string, 'function' | 'number'>> = {
  bindSourceFile: 'function',
  setUILocale: 'function',
  getTokenAtPosition: 'function',
  getTouchingPropertyName: 'function',
  getEnclosingBlockScopeContainer: 'function',
  getContainerNode: 'function',
  createCommentDirectivesMap: 'function',
  'FlowFlags.Unreachable': 'number',
  'FlowFlags.Start': 'number',
  'FlowFlags.BranchLabel': 'number',
  'FlowFlags.Shared': 'number',
  'Completions.getCompletionsAtPosition': 'function',
  'SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind': 'function',
  'SignatureHelp.getSignatureHelpItems': 'function',
  'codefix.getFixes': 'function',
  'formatting.formatDocument': 'function',
  'formatting.getFormatContext': 'function',
};

/**
 * Compares TypeScript's internals with what the cells need of them: another version of TypeScript may have moved them.
 * @param found default: TypeScript itself
 * @throws an error that names all that are missing
 */
export function checkInternals(found: object = ts): void {
  const missing = Object.entries(used).filter(([name, type]) => {
    const value = name.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], found);
    return typeof value !== type;
  });
  if (missing.length === 0) return;
  const names = missing.map(([name]) => `ts.${name}`).join(', ');
  throw new Error(`TypeScript ${ts.version} lacks internals that the kernel needs: ${names}. Use the version that package.json names.`);
}

export const neverCancelled: ts.CancellationToken = { isCancellationRequested: () => false, throwIfCancellationRequested: () => undefined };
