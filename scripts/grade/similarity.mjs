/** Which submissions have much in common, side by side. It shows where to look; it proves nothing, and gives nobody a mark. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readCells, shown, similarPairs, whyNotGradable } from 'kernel-helpers/grader';
import { SetupError } from '../setup/step.mjs';
import { handedIn } from './class.mjs';
import { page, table, text } from './document.mjs';

/** Pairs that are shown side by side. */
const most = 50;

/** What students wrote themselves, by the cells of the source that are theirs. @param {string} source @param {string} folder @param {(kind: string) => boolean} wanted */
function ownText(source, folder, wanted) {
  const files = readdirSync(source).filter((file) => file.endsWith('.ipynb') && existsSync(path.join(folder, file)));
  return files.flatMap((file) =>
    readCells(path.join(folder, file))
      .filter(({ kind }) => wanted(kind))
      .map((cell) => cell.source),
  );
}

/** @param {string} whole @param {readonly (readonly [number, number])[]} spans */
function marked(whole, spans) {
  let at = 0;
  let html = '';
  for (const [start, end] of spans) {
    html += `${text(whole.slice(at, start))}<mark>${text(whole.slice(start, end))}</mark>`;
    at = end;
  }
  return `<pre>${html}${text(whole.slice(at))}</pre>`;
}

/**
 * @param {string} name
 * @param {readonly { student: string, text: string }[]} works
 * @param {readonly import('kernel-helpers/grader').Pair[]} pairs
 */
export function similarityPage(name, works, pairs) {
  const textOf = new Map(works.map((work) => [work.student, work.text]));
  const percent = (/** @type {number} */ share) => `${Math.round(100 * share)} %`;
  const rows = pairs.map(({ students: [a, b], similarity, shared }) => [
    `${shown(a)} and ${shown(b)}`,
    percent(similarity),
    String(shared),
  ]);
  const sides = pairs.slice(0, most).map(({ students, similarity, spans }, i) => {
    const columns = students.map(
      (student, k) => `<div><h3>${text(shown(student))}</h3>${marked(textOf.get(student) ?? '', spans[k] ?? [])}</div>`,
    );
    const title = `${text(students.map((one) => shown(one)).join(' and '))}: ${percent(similarity)}`;
    return `<details${i === 0 ? ' open' : ''}><summary>${title}</summary><div class="side">${columns.join('')}</div></details>`;
  });
  return page({
    title: `${name}: similarity of submissions`,
    wide: true,
    body: `<p class="quiet">${works.length} submissions, compared by what students wrote into their cells: pieces of twelve tokens, whatever names, numbers, comments and layout are (winnowing; Schleimer, Wilkerson and
Aiken 2003). What the assignment gave and what more than half of a class of six or more has does not count. A short task has few right answers: this shows where to look and proves nothing.</p>
${pairs.length === 0 ? '<p>No two have much in common.</p>' : table({ caption: 'Pairs, the most similar first', head: ['students', 'similarity', 'pieces in common'], rows })}
${sides.length > 0 ? `<h2>Side by side</h2>${sides.join('\n')}` : ''}`,
  });
}

/**
 * Writes `reports/NAME-similarity.html` in the course folder.
 * @param {{ course: string, name: string, say: (text: string) => void }} options
 * @returns {string} the file
 */
export function writeSimilarity({ course, name, say }, file = path.join(course, 'reports', `${name}-similarity.html`)) {
  const source = path.join(course, 'source', name);
  const folderOf = (/** @type {string} */ student) => path.join(course, 'submitted', student, name);
  const fit = handedIn(course, name).filter((student) => whyNotGradable(source, folderOf(student)) === '');
  if (fit.length < 2) throw new SetupError(`Similarity needs at least two submissions of ${name} that can be read, got ${fit.length}`);
  const release = path.join(course, 'release', name);
  const given = [
    ...ownText(source, source, (kind) => kind !== 'solution'),
    ...(existsSync(release) ? ownText(source, release, () => true) : []),
  ].join('\n');
  const works = fit.map((student) => ({ student, text: ownText(source, folderOf(student), (kind) => kind === 'solution').join('\n\n') }));
  const pairs = similarPairs(works, { given });
  writeFileSync(file, similarityPage(name, works, pairs));
  for (const { students, similarity } of pairs.slice(0, 5))
    say(`${Math.round(100 * similarity)} % in common: ${students.map((one) => shown(one)).join(' and ')}`);
  return file;
}
