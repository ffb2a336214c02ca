/*
 * Decks: a slide of the notebook is as long as its cells. This script splits it into slides of 1280 × 720, between text, code and outputs.
 * A part that does not fit a slide is made smaller.
 */
import { cut } from './cut.js';
import { height, width } from './sizes.js';

window.startDeck = async () => {
  /** Shows the cell that a link leads to, also if it appears only after a step. */
  const showCell = (hash) => {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    const slide = target?.closest('.slides section');
    if (!slide) return;
    const { h, v } = Reveal.getIndices(slide);
    const step = target.closest('.fragment')?.dataset.fragmentIndex;
    Reveal.slide(h, v, step === undefined ? undefined : Number(step));
  };
  const wanted = location.hash;

  document.body.classList.add('measuring');
  await document.fonts.ready;
  for (const section of document.querySelectorAll('.reveal .slides section')) if (!section.querySelector('section')) cut(section);
  document.body.classList.remove('measuring');
  await Reveal.initialize({
    width,
    height,
    margin: 0.02,
    hash: true,
    slideNumber: 'c/t',
    center: false,
    transition: 'none',
    plugins: [RevealNotes],
    pdfMaxPagesPerSlide: 1,
    pdfSeparateFragments: false,
  });
  if (wanted.startsWith('#cell-id=')) showCell(wanted);
  addEventListener('hashchange', ({ newURL }) => {
    const { hash } = new URL(newURL);
    if (hash.startsWith('#cell-id=')) showCell(hash);
  });
  document.body.dataset.deck = 'ready';
};
