/** The files that the page and the two workers share: those of JupyterLite's drive, which stay in the browser. */
import { workingFolder } from './home.js';

/** A file of the drive. */
export interface DriveFile {
  /** As JupyterLite names it, without a slash at its start. */
  readonly path: string;
  /** `undefined`: it is gone. */
  readonly bytes: Uint8Array | undefined;
}

/** The place at which cells see a file of the drive. */
export const placeOf = (path: string): string => `${workingFolder}/${path}`;

/** The drive's name of a file that cells write, or undefined where the drive does not hold that place. */
export const nameOnDrive = (at: string): string | undefined =>
  at.startsWith(`${workingFolder}/`) ? at.slice(workingFolder.length + 1) : undefined;

/** What the compiler may read of the drive: sources and declarations. */
export const isSource = (path: string): boolean => /\.(?:[cm]?[jt]s|[jt]sx|json)$/.test(path);
