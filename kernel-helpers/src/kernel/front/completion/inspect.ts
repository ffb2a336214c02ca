/** Inspection (Shift-Tab): signature, type and documentation of what stands at the cursor, or of the call around it. */

import type { CellTypes } from '../compiler/cell-types.js';
import { type BoundFile, internals, neverCancelled, ts } from '../compiler/ts.js';
import { type Documentation, documentationOf } from './documentation.js';
import { literalOf, optionDocumentation } from './options.js';
import { toUtf16 } from './positions.js';
import type { Inspection } from './types.js';

interface Found {
  readonly signature: string;
  readonly documentation: Documentation;
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

/** The symbol at a place; undefined where there is none. */
export function symbolAt(types: CellTypes, file: BoundFile, position: number): Found | undefined {
  const { checker } = types;
  const node = internals().getTouchingPropertyName(file, position);
  if (ts.isSourceFile(node)) return undefined;
  const symbol = optionAt(checker, node) ?? checker.getSymbolAtLocation(node);
  if (!symbol) return undefined;
  const { SymbolDisplay, getContainerNode } = internals();
  const kind = SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(checker, symbol, file, getContainerNode(node), node);
  const documentation = optionDocumentation(symbol, literalOf(node), checker);
  const parsed = ts.displayPartsToString(kind.documentation);
  return {
    signature: ts.displayPartsToString(kind.displayParts),
    documentation: documentation.text ? documentation : { ...documentation, text: parsed },
  };
}

/** For a key of an object whose type is asked for, such as the options of a call: what that type says of it, also while its value is missing. */
function optionAt(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const { parent } = node;
  if (!ts.isIdentifier(node) || !(ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) || parent.name !== node)
    return undefined;
  const wanted = checker.getContextualType(parent.parent);
  return wanted && checker.getNonNullableType(wanted).getProperty(node.text);
}

function callAround(types: CellTypes, file: BoundFile, position: number): Found | undefined {
  const help = internals().SignatureHelp.getSignatureHelpItems(types.program, file, position, undefined, neverCancelled);
  const item = help?.items[help.selectedItemIndex];
  if (!item) return undefined;
  const parameters = item.parameters
    .map((p) => ts.displayPartsToString(p.displayParts))
    .join(ts.displayPartsToString(item.separatorDisplayParts));
  const callee = file.text.lastIndexOf('(', help.applicableSpan.start);
  const symbol = callee > 0 ? types.checker.getSymbolAtLocation(internals().getTouchingPropertyName(file, callee)) : undefined;
  return {
    signature: ts.displayPartsToString(item.prefixDisplayParts) + parameters + ts.displayPartsToString(item.suffixDisplayParts),
    documentation: documentationOf(symbol, types.checker),
  };
}

function render({ signature, documentation: { text, tags } }: Found): Record<string, string> {
  const marked = tags.replace(/^@(\w+)/gm, '*@$1*').replaceAll('\n', '  \n');
  return {
    'text/plain': [signature, text, tags].filter(Boolean).join('\n\n'),
    'text/markdown': [`\`\`\`typescript\n${signature}\n\`\`\``, text, marked].filter(Boolean).join('\n\n'),
  };
}
