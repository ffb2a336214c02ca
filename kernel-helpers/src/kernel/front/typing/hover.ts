/** What stands under the pointer: its signature and documentation. */
import type { TypingHover } from '../../shared/typing.js';
import type { CellTypes } from '../compiler/cell-types.js';
import type { CheckedCell } from '../compiler/index.js';
import { internals, ts } from '../compiler/ts.js';
import { symbolAt } from '../completion/inspect.js';

export function hoverAt(types: CellTypes, { file }: CheckedCell, position: number): TypingHover | null {
  const node = internals().getTouchingPropertyName(file, position);
  if (ts.isSourceFile(node) || !(ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isStringLiteralLike(node))) return null;
  const found = symbolAt(types, file, position);
  if (!found) return null;
  const { text, tags } = found.documentation;
  const marked = tags.replace(/^@(\w+)/gm, '*@$1*').replaceAll('\n', '  \n');
  return {
    from: node.getStart(file),
    to: node.end,
    signature: found.signature,
    documentation: [text, marked].filter(Boolean).join('\n\n'),
  };
}
