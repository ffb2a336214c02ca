/** Inspection (Shift-Tab): signature, type and documentation of what stands at the cursor, or of the call around it. */
import type { CellTypes } from '../compiler/cell-types.js';
import { type BoundFile, internals, neverCancelled, ts } from '../compiler/ts.js';
import type { Inspection } from '../compiler/types.js';
import { toUtf16 } from './positions.js';

interface Found {
  readonly signature: string;
  readonly documentation: string;
  readonly tags: readonly ts.JSDocTagInfo[];
}

export function inspect(types: CellTypes, code: string, cursor: number): Inspection {
  try {
    const position = toUtf16(code, cursor);
    const file = types.open(code);
    const found = symbolAt(types, file, position) ?? symbolAt(types, file, Math.max(0, position - 1)) ?? callAround(types, file, position);
    return found ? { found: true, data: render(found) } : { found: false, data: {} };
  } catch {
    return { found: false, data: {} };
  }
}

function symbolAt(types: CellTypes, file: BoundFile, position: number): Found | undefined {
  const { checker } = types;
  const node = internals().getTouchingPropertyName(file, position);
  if (ts.isSourceFile(node)) return undefined;
  const symbol = checker.getSymbolAtLocation(node);
  if (!symbol) return undefined;
  const kind = internals().SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    internals().getContainerNode(node),
    node,
  );
  return {
    signature: ts.displayPartsToString(kind.displayParts),
    documentation: ts.displayPartsToString(kind.documentation),
    tags: kind.tags ?? [],
  };
}

function callAround(types: CellTypes, file: BoundFile, position: number): Found | undefined {
  const help = internals().SignatureHelp.getSignatureHelpItems(types.program, file, position, undefined, neverCancelled);
  const item = help?.items[help.selectedItemIndex];
  if (!item) return undefined;
  const parameters = item.parameters
    .map((p) => ts.displayPartsToString(p.displayParts))
    .join(ts.displayPartsToString(item.separatorDisplayParts));
  return {
    signature: ts.displayPartsToString(item.prefixDisplayParts) + parameters + ts.displayPartsToString(item.suffixDisplayParts),
    documentation: ts.displayPartsToString(item.documentation),
    tags: item.tags,
  };
}

function render({ signature, documentation, tags }: Found): Record<string, string> {
  const named = tags.map((tag) => ({ name: tag.name, text: ts.displayPartsToString(tag.text) }));
  const plain = [signature, documentation, named.map((t) => `@${t.name} ${t.text}`.trim()).join('\n')];
  const markdown = [
    `\`\`\`typescript\n${signature}\n\`\`\``,
    documentation,
    named.map((t) => `*@${t.name}* ${t.text}`.trim()).join('  \n'),
  ];
  return { 'text/plain': plain.filter(Boolean).join('\n\n'), 'text/markdown': markdown.filter(Boolean).join('\n\n') };
}
