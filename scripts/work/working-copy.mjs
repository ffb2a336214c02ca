/**
 * The working copy of the notebooks, `.lab/work`: what JupyterLab opens, saves and fills with outputs, so that the tracked files stay as they
 * are and `git pull` meets no changes. `.lab/work/.base` holds the versions of the lecture that the copies began with.
 */
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isChanged, merge } from './merge.mjs';

/** @param {string} file @returns {import('./merge.mjs').Notebook} */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Written beside and renamed, so that a broken-off start leaves the old file whole. @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/**
 * Brings the working copy up to date with the lecture. What a learner changed stays.
 * @param {{ lecture: string, work: string, reset?: readonly string[], say?: (text: string) => void }} options `lecture`: folder of the notebooks;
 *   `reset`: names of notebooks (or `all`) that go back to the lecture's version, the learner's is kept beside it
 */
export function updateWorkingCopy({ lecture, work, reset = [], say = console.log }) {
  for (const name of readdirSync(lecture).sort()) {
    const [from, own, base] = [path.join(lecture, name), path.join(work, 'lecture', name), path.join(work, '.base', name)];
    if (!name.endsWith('.ipynb')) {
      if (!name.startsWith('.')) cpSync(from, own, { recursive: true, force: false });
      continue;
    }
    const text = readFileSync(from, 'utf8');
    const wanted = reset.includes('all') || reset.includes(name);
    if (wanted && existsSync(own)) renameSync(own, freeName(own));
    if (!existsSync(own) || !existsSync(base)) {
      if (!existsSync(own)) write(own, text);
      write(base, text);
      if (wanted) say(`${name}: the lecture's version again; yours is beside it`);
      continue;
    }
    if (readFileSync(base, 'utf8') === text) continue;
    say(`${name}: ${bringTogether(own, base, text)}`);
    write(base, text);
  }
}

/** @param {string} own @param {string} base @param {string} text the lecture's new version @returns {string} what was done */
function bringTogether(own, base, text) {
  /** @type {import('./merge.mjs').Notebook} */
  let mine;
  try {
    mine = read(own);
    if (!Array.isArray(mine.cells)) throw new SyntaxError('no cells');
  } catch {
    const kept = freeName(own);
    renameSync(own, kept);
    write(own, text);
    return `your copy could not be read; it is now ${path.basename(kept)}`;
  }
  const began = read(base);
  if (!isChanged(began, mine)) {
    write(own, text);
    return 'new version of the lecture';
  }
  const { notebook, conflicts } = merge(began, mine, JSON.parse(text));
  cpSync(own, freeName(own));
  write(own, `${JSON.stringify(notebook, null, 1)}\n`);
  const both = conflicts.length > 0 ? `; changed on both sides: ${conflicts.join(', ')}` : '';
  return `new version of the lecture, with your changes in it${both}`;
}

/** `a.ipynb` → `a-mine.ipynb`, `a-mine-2.ipynb`, … @param {string} file */
function freeName(file) {
  for (let n = 1; ; n++) {
    const name = file.replace(/\.ipynb$/, `-mine${n > 1 ? `-${n}` : ''}.ipynb`);
    if (!existsSync(name)) return name;
  }
}

/** The course of assignments is nbgrader's: it is worked on in its own place, to which the working copy has a link. @param {string} work @param {string} course */
export function linkCourse(work, course) {
  const link = path.join(work, 'assignments');
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(link);
  if (!existsSync(link) && existsSync(course)) symlinkSync(path.relative(work, course), link);
}
