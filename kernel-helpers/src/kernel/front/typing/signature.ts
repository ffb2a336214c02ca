/** The call around the cursor: its parameters, and which of them is being written. */
import type { TypingSignature } from '../../shared/typing.js';
import type { CellTypes } from '../compiler/cell-types.js';
import type { CheckedCell } from '../compiler/index.js';
import { internals, neverCancelled, ts } from '../compiler/ts.js';
import { documentationOf } from '../completion/documentation.js';
import { escaped, paramText } from '../completion/options.js';

export function signatureAt(types: CellTypes, { file }: CheckedCell, position: number): TypingSignature | null {
  const help = internals().SignatureHelp.getSignatureHelpItems(types.program, file, position, undefined, neverCancelled);
  const item = help?.items[help.selectedItemIndex];
  if (!help || !item) return null;
  const callee = file.text.lastIndexOf('(', help.applicableSpan.start);
  const symbol = callee > 0 ? types.checker.getSymbolAtLocation(internals().getTouchingPropertyName(file, callee)) : undefined;
  const { text, tags } = documentationOf(symbol, types.checker);
  const separator = ts.displayPartsToString(item.separatorDisplayParts);
  let label = ts.displayPartsToString(item.prefixDisplayParts);
  const parameters = item.parameters.map((parameter, i) => {
    const from = label.length;
    label += ts.displayPartsToString(parameter.displayParts);
    const span = { from, to: label.length, documentation: paramText(tags, escaped(parameter.name)) };
    if (i < item.parameters.length - 1) label += separator;
    return span;
  });
  label += ts.displayPartsToString(item.suffixDisplayParts);
  const active = Math.min(help.argumentIndex, Math.max(0, parameters.length - 1));
  return { label, parameters, active, documentation: text, index: help.selectedItemIndex, count: help.items.length };
}
