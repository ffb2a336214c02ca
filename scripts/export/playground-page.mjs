/** The playground as a page of the site: it runs with no kernel. */
import { page } from './pages.mjs';

/** @param {string} place where the notebook about it lies, as seen from the site's root */
export const playgroundPage = (place) =>
  page(
    'Playground',
    `<h1>Playground: a small network on data in the plane</h1>
<p>Choose data, network and optimizer, and press <em>Run</em>. Every change begins again at step 0; the same setting always gives the same numbers.
They are computed in this page by the lab's own activations and optimizers, so they are those of a notebook: the code below the settings trains the same network in a cell.
Experiments to try, with what they show, are in <a href="${place}">the notebook of the playground</a>.</p>
<div data-playground></div>
<noscript><p>The playground needs JavaScript.</p></noscript>`,
    { scripts: '<script src="vendor/playground.js"></script>' },
  );
