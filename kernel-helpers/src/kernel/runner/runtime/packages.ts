/** Frames inside packages: one line in the traceback, as nobody can change anything there; all of them behind *more*. */
import type { MimeBundle } from '../../shared/api.js';
import { type Frame, frameText } from './stack.js';

/** So many frames of packages in a row become one line. */
const fewest = 2;

export interface FoldedFrames {
  readonly lines: readonly string[];
  /** What the lines leave out. */
  readonly folds: readonly Fold[];
}

interface Fold {
  readonly name: string;
  readonly frames: readonly Frame[];
}

/** The frames as text, those inside packages folded. */
export function foldPackages(frames: readonly Frame[]): FoldedFrames {
  const lines: string[] = [];
  const folds: Fold[] = [];
  for (let i = 0; i < frames.length; ) {
    let end = i + 1;
    while (isLibrary(frames[i]) && isLibrary(frames[end])) end++;
    const run = frames.slice(i, end);
    const name = run.map(packageOf).find((one) => one !== undefined); // the lab's helpers alone stay: their source is there to read
    if (name !== undefined && run.length >= fewest) {
      folds.push({ name, frames: run });
      lines.push(`    … ${run.length} more in ${name}`);
    } else lines.push(...run.map((frame) => `    at ${frameText(frame)}`));
    i = end;
  }
  return { lines, folds };
}

/** The frames that were folded, for a page to open; plain text keeps to the short form. */
export function foldedBundle(folds: readonly Fold[]): MimeBundle {
  const all = folds.map(({ name, frames }) => {
    const text = frames.map((frame) => `    at ${frameText(frame).replace(inPackages, '')}`).join('\n');
    return `<details><summary>${frames.length} more in ${escaped(name)}</summary><pre>${escaped(text)}</pre></details>`;
  });
  const short = folds.map(({ name, frames }) => `… ${frames.length} more in ${name}`);
  return { 'text/html': all.join('\n'), 'text/plain': short.join('\n') };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Whether a frame lies in a package or in the lab's helpers. */
export function isLibrary(frame: Frame | undefined): boolean {
  return packageOf(frame) !== undefined || /[\\/]kernel-helpers[\\/](?:src|dist)[\\/]/.test(frame?.place.source.title ?? '');
}

/** Where the packages lie: a page that somebody hands on need not tell. */
const inPackages = /(?<=^|\()\S*[\\/]node_modules[\\/]/;

/** The package that a frame's file belongs to. */
function packageOf(frame: Frame | undefined): string | undefined {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(frame?.place.source.title ?? '')?.[1];
}
