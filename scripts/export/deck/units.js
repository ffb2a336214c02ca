/** Splits cells into units, which may stand on different slides. */
import { element, room } from './sizes.js';

/** A long text, of a cell or of an output, may be cut between its blocks. */
const blocksOf = (box) => {
  const text = box.querySelector('.jp-RenderedMarkdown');
  return box.offsetHeight > room * 0.6 && text?.childElementCount > 1 ? [...text.children] : [box];
};

/** The parts of a cell that may stand on different slides: text, code, each output. */
export const partsOf = (cell) => {
  if (cell.matches('.jp-MarkdownCell')) return blocksOf(cell);
  const parts = ':scope > .jp-Cell-inputWrapper, :scope > .jp-Cell-outputWrapper > .jp-OutputArea > .jp-OutputArea-child';
  return [...cell.querySelectorAll(parts)].flatMap(blocksOf);
};

/** What must not be the last thing on a slide: a heading, or the sentence above a table. */
export const leads = (part) => /^H[1-6]$/.test(part.tagName) || (part.tagName === 'P' && part.nextElementSibling?.tagName === 'TABLE');

/** An element within copies of the elements between it and an ancestor, since styles depend on them. */
export const shellOf = (part, ancestor) => {
  let shell = part;
  for (let parent = part.parentElement; shell !== ancestor && parent; parent = parent.parentElement) {
    const copy = parent.cloneNode(false);
    copy.removeAttribute('id');
    copy.append(shell);
    shell = copy;
    if (parent === ancestor) break;
  }
  return shell;
};

/** A unit says of which cell it is. */
export const boxOf = (cell, part) => {
  const box = element('unit', part);
  box.dataset.of = cell.id;
  return box;
};
