/** What was handed in: whether it can be graded at all, and a copy of it that holds plain files only. */
import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Limits of what is handed in. */
const most = { files: 2000, bytes: 128 * 2 ** 20, notebook: 32 * 2 ** 20, depth: 12 };

/** A name as it may be shown: on one line, without codes for the terminal, not too long. */
export const shown = (name: string, longest = 80): string =>
  [...stripVTControlCharacters(name).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')].slice(0, longest).join('');

/** Characters that a name must not hold: in Formgrader and in nbgrader's paths they have another meaning. */
const unfit = /[<>&"'`\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Files and folders below a folder, and the first entry that is neither. Links are not followed: their target is not part of the submission. */
function walk(folder: string): { readonly files: readonly string[]; readonly fault: string } {
  const files: string[] = [];
  let bytes = 0;
  const fault = visit('', 0);
  return { files, fault };

  function visit(below: string, depth: number): string {
    if (depth > most.depth) return `${shown(below)} lies in too many folders`;
    for (const name of readdirSync(path.join(folder, below)).sort()) {
      const found = look(path.join(below, name), depth);
      if (found) return found;
    }
    return '';
  }

  function look(file: string, depth: number): string {
    const stat = lstatSync(path.join(folder, file));
    if (stat.isDirectory()) return visit(file, depth + 1);
    if (stat.isSymbolicLink()) return `${shown(file)} is a link, and links are not graded`;
    if (!stat.isFile()) return `${shown(file)} is neither a file nor a folder`;
    files.push(file);
    bytes += stat.size;
    if (files.length > most.files) return `more than ${most.files} files were handed in`;
    return bytes > most.bytes ? `more than ${most.bytes / 2 ** 20} MiB were handed in` : '';
  }
}

/** A notebook's fault in one sentence, or ''. */
function faultOf(file: string): string {
  const name = path.basename(file);
  if (lstatSync(file).size > most.notebook) return `${name} is larger than ${most.notebook / 2 ** 20} MiB`;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return `${name} is not a notebook: ${error instanceof Error ? error.message : String(error)}`;
  }
  const { nbformat, cells } = (typeof content === 'object' && content !== null ? content : {}) as { nbformat?: unknown; cells?: unknown };
  return nbformat === 4 && Array.isArray(cells) ? '' : `${name} is not a notebook of format 4`;
}

/**
 * Why a submission cannot be graded, in one sentence; '' where it can.
 * @param source the assignment's source folder, whose notebooks are expected
 * @param submission the folder that was handed in, `submitted/<student>/<assignment>`
 */
export function whyNotGradable(source: string, submission: string): string {
  if (unfit.test(path.basename(path.dirname(submission)))) return 'the name of the student holds characters that are not allowed in one';
  const folder = lstatSync(submission);
  if (folder.isSymbolicLink()) return 'the folder is a link, and links are not graded';
  if (!folder.isDirectory()) return 'what was handed in is not a folder';
  const { files, fault } = walk(submission);
  if (fault) return fault;
  for (const name of readdirSync(source).filter((one) => one.endsWith('.ipynb'))) {
    if (lstatSync(path.join(submission, name), { throwIfNoEntry: false })?.isDirectory()) return `${name} is a folder`;
    if (!files.includes(name)) {
      const there = readdirSync(submission)
        .sort()
        .map((one) => shown(one));
      return `${name} was not handed in; the folder holds ${there.length > 0 ? there.join(', ') : 'nothing'}`;
    }
    const wrong = faultOf(path.join(submission, name));
    if (wrong) return wrong;
  }
  return '';
}

/**
 * Copies the plain files of a submission into a new temporary folder, and over them those that the lecturer gave out beside the notebook.
 * Anybody may read the copy, for in the box it is read by a user of no rights.
 * @returns the folder; the caller removes it
 */
export function copyForBox(source: string, submission: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lecture-lab-submission-'));
  chmodSync(folder, 0o755);
  for (const [from, isOurs] of [
    [submission, false],
    [source, true],
  ] as const) {
    for (const file of existsSync(from) ? walk(from).files : []) {
      if (isOurs && file.endsWith('.ipynb')) continue;
      const target = path.join(folder, file);
      mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 });
      copyFileSync(path.join(from, file), target);
      chmodSync(target, 0o644);
    }
  }
  return folder;
}
