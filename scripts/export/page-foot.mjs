/** What follows a lecture page: the pages before and after it; and where a notebook opens in Binder. */
import { readFileSync } from 'node:fs';
import { inRoot } from '../setup/paths.mjs';
import { escapeHtml, numbered } from './pages.mjs';

/**
 * The public address of the project's repository, or undefined where none is known: then no page has a link to Binder.
 * @param {string} [given] by the user; else the field `repository` of package.json
 */
export function repositoryAddress(given) {
  const { repository } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const address = given ?? (typeof repository === 'string' ? repository : repository?.url);
  return address?.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** The address that opens a notebook in Binder. @param {string} repository @param {string} name */
export const binderAddress = (repository, name) =>
  `https://mybinder.org/v2/git/${encodeURIComponent(repository)}/HEAD?urlpath=${encodeURIComponent(`lab/tree/notebooks/lecture/${name}.ipynb`)}`;

/**
 * @param {string} name the notebook of the page
 * @param {readonly { name: string, title: string }[]} shown all notebooks of the site, in order
 */
export function pageFoot(name, shown) {
  const at = shown.findIndex((one) => one.name === name);
  const link = (/** @type {number} */ to, /** @type {'prev' | 'next'} */ rel) => {
    const other = shown[to];
    if (!other) return '';
    const words = rel === 'prev' ? 'Previous' : 'Next';
    return `<a rel="${rel}" href="${other.name}.html">${words}: ${numbered(other.name, escapeHtml(other.title))}</a>`;
  };
  return `<nav class="foot" aria-label="Notebooks before and after">${link(at - 1, 'prev')}${link(at + 1, 'next')}</nav>`;
}
