/** Formulas of a page drawn before it is shown, as MathML, which browsers draw without a script or a font of ours. */
import katex from 'katex';
import { parseFragment, defaultTreeAdapter as tree } from 'parse5';

/** @typedef {import('parse5').DefaultTreeAdapterTypes.ParentNode} ParentNode */

/** Characters of a formula; a longer one stays as it was written. */
const longest = 4000;

/** Text with formulas between dollars, in pieces. @param {string} text */
const pieces = (text) => text.split(/(\$\$[^$]+\$\$|\$[^$\n]+\$)/);

/** @param {string} formula with its dollars */
function drawn(formula) {
  const display = formula.startsWith('$$');
  // What a student wrote may ask for a rule of a kilometer, and must not lead anywhere.
  return katex.renderToString(formula.slice(display ? 2 : 1, display ? -2 : -1), {
    output: 'mathml',
    displayMode: display,
    throwOnError: false,
    strict: false,
    trust: false,
    maxSize: 20,
  });
}

/** Draws the formulas below an element, but for those in code. @param {ParentNode} parent */
export function drawFormulas(parent) {
  for (const child of [...parent.childNodes]) {
    if ('tagName' in child) {
      if (child.tagName !== 'pre' && child.tagName !== 'code') drawFormulas(child);
    } else if (tree.isTextNode(child) && child.value.includes('$')) {
      for (const [i, piece] of pieces(child.value).entries()) {
        const isText = i % 2 === 0 || piece.length > longest;
        const made = isText ? [textNode(piece)] : parseFragment(drawn(piece)).childNodes;
        for (const node of [...made]) tree.insertBefore(parent, node, child);
      }
      tree.detachNode(child);
    }
  }
}

/** @param {string} value @returns {import('parse5').DefaultTreeAdapterTypes.TextNode} */
const textNode = (value) => ({ nodeName: '#text', value, parentNode: null });
