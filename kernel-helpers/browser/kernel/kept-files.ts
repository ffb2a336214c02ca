/** What cells write below the notebook's folder goes to the page, which keeps it. */
import { type DriveFile, nameOnDrive, placeOf } from '../drive.js';
import { takeFile, watchWrites } from '../node/fs.js';

/** A file on its way from the runner to the front, which passes it on to the page. */
export interface FileReport {
  readonly type: 'file';
  readonly file: DriveFile;
}

const waiting = new Map<string, Uint8Array | undefined>();
let send: ((report: FileReport) => void) | undefined;

/** Sends what was written since the last call; to be called before a cell is reported as done. */
export function sendWritten(): void {
  for (const [path, bytes] of waiting) send?.({ type: 'file', file: { path, bytes } });
  waiting.clear();
}

/** @param to how a report gets out; @param later a timer that no cell's end stops */
export function keepFiles(to: typeof send, later: (f: () => void) => void): void {
  send = to;
  watchWrites((at, bytes) => {
    const path = nameOnDrive(at);
    if (path === undefined) return;
    if (waiting.size === 0) later(sendWritten);
    waiting.set(path, bytes);
  });
}

/** Takes over files of the page's drive. */
export function takeFiles(files: readonly DriveFile[]): void {
  for (const { path, bytes } of files) takeFile(placeOf(path), bytes);
}
