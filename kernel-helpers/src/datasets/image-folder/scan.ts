import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** A file that cannot be used, and the reason. */
export interface ImageProblem {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly reason: string;
}

/** An image: its path relative to the folder, and its class. */
export interface FoundImage {
  readonly path: string;
  readonly label: number;
}

const endings = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/**
 * One folder for each class, in alphabetical order; images in a class's folder and below it. Links are not followed, since they may lead out
 * of the folder. Hidden files and other kinds of files are ignored.
 * @throws Error for a folder without at least two classes
 */
export async function scanFolder(dir: string): Promise<{ classNames: string[]; images: FoundImage[]; problems: ImageProblem[] }> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`image folder ${dir} cannot be read (${error.code ?? error.message})`);
  });
  const classNames = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  if (classNames.length < 2)
    throw new Error(`image folder ${dir} must have one folder a class and at least two classes, got ${classNames.length}`);
  if (classNames.length > 256) throw new Error(`image folder ${dir} must have at most 256 classes, got ${classNames.length}`);
  const images: FoundImage[] = [];
  const problems: ImageProblem[] = [];
  const walk = async (folder: string, label: number): Promise<void> => {
    for (const entry of (await readdir(path.join(dir, folder), { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = `${folder}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) await walk(name, label);
      else if (!endings.has(path.extname(entry.name).toLowerCase())) continue;
      else if (entry.isFile()) images.push({ path: name, label });
      else problems.push({ path: name, reason: entry.isSymbolicLink() ? 'a link is not followed' : 'not a file' });
    }
  };
  for (const [label, name] of classNames.entries()) await walk(name, label);
  return { classNames, images, problems };
}
