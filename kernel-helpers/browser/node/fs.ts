/**
 * The tab's drive behind the calls of `node:fs` that the helpers make: files that come with the site, read when they are first asked
 * for, and files that cells write. Those below the notebook's folder are kept by the page; others stay in memory until the kernel ends.
 */
import { Buffer } from 'node:buffer';
import path from 'node:path';
import { workingFolder } from '../home.js';
import { place } from '../place.js';

type Path = string | URL;
type Encoding = BufferEncoding | { readonly encoding?: BufferEncoding | null } | null;

const written = new Map<string, Uint8Array>();
const times = new Map<string, number>();
const folders = new Set<string>();
let clock = 0;
/** Told of each file that a cell writes or removes. */
let onChange: (at: string, bytes: Uint8Array | undefined) => void = () => undefined;

export function watchWrites(listener: typeof onChange): void {
  onChange = listener;
}

/** Two writes in one millisecond still have two times: a module that changed is imported again. */
function keep(at: string, bytes: Uint8Array): void {
  written.set(at, bytes);
  clock = Math.max(clock + 1, Date.now());
  times.set(at, clock);
}

/** Takes over a file of the page's drive; `undefined` says that it is gone. */
export function takeFile(at: string, bytes: Uint8Array | undefined): void {
  const old = written.get(at);
  if (!bytes) written.delete(at);
  else if (!old || old.length !== bytes.length || old.some((byte, i) => byte !== bytes[i])) keep(at, bytes);
}

export const pathOf = (at: Path): string => path.resolve(workingFolder, typeof at === 'string' ? at : decodeURIComponent(at.pathname));

/** An error as Node's system calls throw it. */
export function systemError(code: string, text: string, call: string, at: string): Error {
  return Object.assign(new Error(`${code}: ${text}, ${call} '${at}'`), { code, path: at, syscall: call });
}

const notThere = (call: string, at: string): Error => systemError('ENOENT', 'no such file or directory', call, at);
const isStatic = (at: string): boolean => Object.hasOwn(place().files, at);
const allFiles = (): string[] => [...new Set([...written.keys(), ...Object.keys(place().files)])];
const isFolder = (at: string): boolean => folders.has(at) || allFiles().some((file) => file.startsWith(`${at}/`));

export const existsSync = (at: Path): boolean => written.has(pathOf(at)) || isStatic(pathOf(at)) || isFolder(pathOf(at));

/** A worker may wait for an answer, as Node waits for the disk. */
function fetchNow(at: string): Uint8Array {
  const request = new XMLHttpRequest();
  request.open('GET', `${place().base}fs${at.split('/').map(encodeURIComponent).join('/')}`, false);
  request.responseType = 'arraybuffer';
  request.send();
  if (request.status !== 200) throw notThere('open', at);
  return new Uint8Array(request.response as ArrayBuffer);
}

function bytesAt(at: string): Uint8Array {
  const own = written.get(at);
  if (own) return own;
  if (!isStatic(at)) throw isFolder(at) ? systemError('EISDIR', 'illegal operation on a directory', 'read', at) : notThere('open', at);
  return fetchNow(at);
}

export function readFileSync(at: Path, options?: Encoding): Buffer | string {
  const bytes = bytesAt(pathOf(at));
  const buffer = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding ? buffer.toString(encoding) : buffer;
}

type Data = string | ArrayBufferView;
const bytesOf = (data: Data): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();

function write(at: string, bytes: Uint8Array): void {
  keep(at, bytes);
  onChange(at, bytes);
}

function remove(at: string): void {
  written.delete(at);
  onChange(at, undefined);
}

export function writeFileSync(at: Path, data: Data): void {
  write(pathOf(at), bytesOf(data));
}

export function appendFileSync(at: Path, data: Data): void {
  const old = existsSync(at) ? bytesAt(pathOf(at)) : new Uint8Array();
  write(pathOf(at), new Uint8Array(Buffer.concat([old, bytesOf(data)])));
}

export function truncateSync(at: Path, length = 0): void {
  write(pathOf(at), bytesAt(pathOf(at)).slice(0, length));
}

export function mkdirSync(at: Path, { recursive = false } = {}): void {
  const name = pathOf(at);
  if (!recursive && existsSync(name)) throw systemError('EEXIST', 'file already exists', 'mkdir', name);
  folders.add(name);
}

export function renameSync(from: Path, to: Path): void {
  writeFileSync(to, bytesAt(pathOf(from)));
  remove(pathOf(from));
}

export function rmSync(at: Path, { force = false } = {}): void {
  const name = pathOf(at);
  if (!force && !existsSync(name)) throw notThere('rm', name);
  for (const file of [...written.keys()]) if (file === name || file.startsWith(`${name}/`)) remove(file);
  folders.delete(name);
}

const statsOf = (name: string) => {
  const size = written.get(name)?.length ?? place().files[name];
  return { size: size ?? 0, mtimeMs: times.get(name) ?? 0, isFile: () => size !== undefined, isDirectory: () => size === undefined };
};

export function statSync(at: Path, options: { readonly throwIfNoEntry: false }): ReturnType<typeof statsOf> | undefined;
export function statSync(at: Path): ReturnType<typeof statsOf>;
export function statSync(at: Path, { throwIfNoEntry = true } = {}): ReturnType<typeof statsOf> | undefined {
  const name = pathOf(at);
  if (existsSync(name)) return statsOf(name);
  if (throwIfNoEntry) throw notThere('stat', name);
  return undefined;
}

export function readdirSync(at: Path): string[] {
  const name = pathOf(at);
  if (!isFolder(name)) throw notThere('scandir', name);
  const below = allFiles().filter((file) => file.startsWith(`${name}/`));
  return [...new Set(below.map((file) => file.slice(name.length + 1).split('/')[0] ?? ''))].sort();
}

export const realpathSync = (at: Path): string => pathOf(at);

/** A file's whole text at once; `node:readline` here takes it line by line. */
export function createReadStream(at: Path) {
  return { text: readFileSync(at, 'utf8') as string, destroy: (): void => undefined };
}

export { createWriteStream } from '../absent.js';
