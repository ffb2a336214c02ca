/** Prepares a feedback page for students: read as HTML, without anything that a browser would run or load, formulas drawn. */
import { html as names, parse, serialize, defaultTreeAdapter as tree } from 'parse5';
import { drawFormulas } from './formulas.mjs';

/** @typedef {import('parse5').DefaultTreeAdapterTypes.Node} Node */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.Element} Element */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.ParentNode} ParentNode */

/** Nothing from elsewhere, no script, no form: a page shows what a student wrote, which may be anything. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'none'";
const style = 'pre { white-space: pre-wrap !important; overflow-wrap: anywhere; } a.anchor-link { display: none; }';

const refused = new Set([
  ...[
    'script',
    'iframe',
    'frame',
    'frameset',
    'object',
    'embed',
    'applet',
    'base',
    'link',
    'form',
    'input',
    'button',
    'textarea',
    'select',
  ],
  ...['template', 'noscript', 'audio', 'video', 'source', 'track', 'portal'],
]);
/** Attributes that lead somewhere; only places of the page and pictures in it are left. */
const links = new Set(['href', 'src', 'srcset', 'xlink:href', 'action', 'formaction', 'background', 'poster', 'data', 'ping']);

/** @param {Element} element */
function isRefused(element) {
  if (refused.has(element.tagName)) return true;
  return element.tagName === 'meta' && element.attrs.some(({ name }) => name === 'http-equiv');
}

/** @param {Element} element @param {{ name: string, value: string }} attribute */
function isKept({ tagName }, { name, value }) {
  if (/^on/i.test(name)) return false;
  if (!links.has(name)) return true;
  if (tagName === 'img') return name === 'src' && /^data:image\/(png|jpeg|gif|svg\+xml);base64,/.test(value);
  return name === 'href' && /^(#|https?:)/i.test(value);
}

/** Takes away what a browser would run or fetch. @param {ParentNode} parent */
function clean(parent) {
  for (const child of [...parent.childNodes]) {
    if (!('tagName' in child)) continue;
    if (isRefused(child)) {
      tree.detachNode(child);
      continue;
    }
    child.attrs = child.attrs.filter((attribute) => isKept(child, attribute));
    // Bootstrap's icons, which the page does not use.
    if (child.tagName === 'style')
      for (const text of child.childNodes) if ('value' in text) text.value = text.value.replace(/@font-face\s*\{[^{}]*\}/g, '');
    clean(child);
  }
}

/** @param {Element} element @param {string} name */
const hasClass = (element, name) => element.attrs.some((one) => one.name === 'class' && one.value.split(/\s+/).includes(name));

/** @param {ParentNode} parent @param {(element: Element) => void} visit */
function each(parent, visit) {
  for (const child of parent.childNodes) {
    if (!('tagName' in child)) continue;
    visit(child);
    each(child, visit);
  }
}

// Patch: nbgrader-feedback-pages
/** @param {string} page as nbgrader makes it */
export function offline(page) {
  const document = parse(page);
  clean(document);
  each(document, (element) => {
    if (hasClass(element, 'text_cell_render')) drawFormulas(element);
    if (element.tagName !== 'head') return;
    const first = element.childNodes[0];
    const meta = tree.createElement('meta', names.NS.HTML, [
      { name: 'http-equiv', value: 'Content-Security-Policy' },
      { name: 'content', value: policy },
    ]);
    if (first) tree.insertBefore(element, meta, first);
    else tree.appendChild(element, meta);
    const own = tree.createElement('style', names.NS.HTML, []);
    tree.insertText(own, style);
    tree.appendChild(element, own);
  });
  return serialize(document);
}
