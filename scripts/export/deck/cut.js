/** Splits one slide of the notebook into slides of a deck. */
import { grow, paged, shrink } from './pages.js';
import { paired } from './pairs.js';
import { element, heightOf } from './sizes.js';
import { cutTable } from './tables.js';
import { boxOf, leads, partsOf, shellOf } from './units.js';

/** Adds the name of the section to a slide without a heading. */
const running = (text) => {
  const made = document.createElement('p');
  made.className = 'running';
  made.textContent = text;
  return made;
};

/** A heading's text, with a drawn formula as it is. */
const titleOf = (heading) => {
  const copy = heading.cloneNode(true);
  for (const hidden of copy.querySelectorAll('.katex-mathml, .anchor-link')) hidden.remove();
  return copy.textContent.trim();
};

/** The first slide of a cell has the cell's id, so that a link to the cell leads there. */
const named = new Set();
const name = ({ cell, box }, step) => {
  if (!cell.id || named.has(cell.id)) return;
  named.add(cell.id);
  if (!box.querySelector(`[id="${CSS.escape(cell.id)}"]`)) step.id = cell.id;
};

let topic = '';
/** Splits one slide of the notebook. */
export const cut = (leaf) => {
  const notes = [...leaf.querySelectorAll('aside.notes')];
  const units = [...leaf.querySelectorAll('.jp-Cell')]
    .filter((cell) => !cell.closest('aside'))
    .flatMap((cell) => {
      const fragment = cell.closest('.fragment') !== null;
      return partsOf(cell).map((part) => ({ cell, fragment, heading: leads(part), box: boxOf(cell, shellOf(part, cell)) }));
    });
  const ruler = leaf.cloneNode(false);
  ruler.append(...units.map(({ box }) => box));
  leaf.after(ruler);
  for (const unit of units) unit.height = heightOf(unit.box);
  for (const [i, page] of paged(paired(units.flatMap(cutTable))).entries()) {
    const section = leaf.cloneNode(false);
    if (i > 0) section.removeAttribute('id');
    const content = element('slide-content');
    section.append(content);
    const heading = page.map(({ box }) => box.querySelector('h1, h2, h3')).find(Boolean);
    if (heading) topic = titleOf(heading);
    if (topic && !page[0].box.querySelector('h1, h2, h3')) content.append(running(topic));
    let cell;
    for (const unit of page) {
      // Code and its output appear in one step; the first part of a slide is visible at once.
      if (unit.cell !== cell) content.append(element(unit.fragment && cell ? 'fragment' : 'step'));
      cell = unit.cell;
      name(unit, content.lastElementChild);
      content.lastElementChild.append(unit.box);
    }
    section.append(...notes.map((note) => note.cloneNode(true)));
    ruler.before(section);
    shrink(content);
    grow(content);
  }
  ruler.remove();
  leaf.remove();
};
