/** `node:fs/promises` over the tab's drive. */
import type { Buffer } from 'node:buffer';
import * as fs from './fs.js';

type Path = string | URL;

export const readFile = async (...args: Parameters<typeof fs.readFileSync>) => fs.readFileSync(...args);
export const writeFile = async (...args: Parameters<typeof fs.writeFileSync>) => fs.writeFileSync(...args);
export const appendFile = async (...args: Parameters<typeof fs.appendFileSync>) => fs.appendFileSync(...args);
export const stat = async (at: Path) => fs.statSync(at);
export const mkdir = async (...args: Parameters<typeof fs.mkdirSync>) => fs.mkdirSync(...args);
export const rename = async (from: Path, to: Path) => fs.renameSync(from, to);
export const rm = async (...args: Parameters<typeof fs.rmSync>) => fs.rmSync(...args);
export const unlink = rm;
export const readdir = async (at: Path) => fs.readdirSync(at);
export const realpath = async (at: Path) => fs.realpathSync(at);
export const statfs = async () => ({ bavail: 2 ** 30, bsize: 1 });
export const lstat = stat;

let made = 0;

export async function mkdtemp(prefix: string): Promise<string> {
  const name = `${prefix}${++made}`;
  fs.mkdirSync(name);
  return name;
}

/** Links stand for locks between processes; a tab has one. */
export const symlink = async (text: string, at: Path) => fs.writeFileSync(at, text);
export const readlink = async (at: Path) => fs.readFileSync(at, 'utf8') as string;

/** What is used of Node's `FileHandle`. */
export async function open(at: Path, flags = 'r') {
  if (flags.includes('x') && fs.existsSync(at)) throw fs.systemError('EEXIST', 'file already exists', 'open', fs.pathOf(at));
  if (flags.startsWith('w')) fs.writeFileSync(at, '');
  let position = 0;
  let whole: Buffer | undefined; // a large file is loaded once
  return {
    async read(into: ArrayBufferView, offset = 0, length = into.byteLength - offset, from: number | null = null) {
      const start = from ?? position;
      whole ??= fs.readFileSync(at) as Buffer;
      const part = whole.subarray(start, start + length);
      new Uint8Array(into.buffer, into.byteOffset).set(part, offset);
      if (from === null) position = start + part.length;
      return { bytesRead: part.length, buffer: into };
    },
    write: async (data: string | ArrayBufferView) => fs.appendFileSync(at, data),
    writeFile: async (data: string | ArrayBufferView) => fs.writeFileSync(at, data),
    appendFile: async (data: string | ArrayBufferView) => fs.appendFileSync(at, data),
    readFile: async (options?: BufferEncoding) => fs.readFileSync(at, options),
    truncate: async (length = 0) => fs.truncateSync(at, length),
    stat: async () => fs.statSync(at),
    sync: async (): Promise<void> => undefined,
    datasync: async (): Promise<void> => undefined,
    close: async (): Promise<void> => undefined,
  };
}
