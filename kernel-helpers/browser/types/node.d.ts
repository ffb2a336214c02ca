/**
 * What cells may call of Node in a tab, in the place of @types/node, which is 2.4 MB. Signatures follow @types/node; a call that is not
 * listed here does not exist in a tab, and the compiler says so.
 */

type BufferEncoding = 'ascii' | 'utf8' | 'utf-8' | 'utf16le' | 'ucs2' | 'base64' | 'base64url' | 'latin1' | 'binary' | 'hex';

interface Buffer extends Uint8Array<ArrayBuffer> {
  toString(encoding?: BufferEncoding, start?: number, end?: number): string;
  equals(other: Uint8Array): boolean;
  write(text: string, offset?: number, encoding?: BufferEncoding): number;
  readUInt8(offset?: number): number;
  readUInt16LE(offset?: number): number;
  readUInt16BE(offset?: number): number;
  readUInt32LE(offset?: number): number;
  readUInt32BE(offset?: number): number;
  readInt8(offset?: number): number;
  readInt32LE(offset?: number): number;
  readInt32BE(offset?: number): number;
  readFloatLE(offset?: number): number;
  readFloatBE(offset?: number): number;
  readDoubleLE(offset?: number): number;
  readDoubleBE(offset?: number): number;
}
declare const Buffer: {
  from(data: string, encoding?: BufferEncoding): Buffer;
  from(data: ArrayBufferLike, offset?: number, length?: number): Buffer;
  from(data: Uint8Array | readonly number[]): Buffer;
  alloc(size: number, fill?: number | string): Buffer;
  concat(list: readonly Uint8Array[], length?: number): Buffer;
  isBuffer(value: unknown): value is Buffer;
  byteLength(text: string, encoding?: BufferEncoding): number;
};

interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  trace(...values: unknown[]): void;
  table(data: unknown, properties?: readonly string[]): void;
  dir(value: unknown, options?: object): void;
  assert(ok?: unknown, ...values: unknown[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...values: unknown[]): void;
  count(label?: string): void;
  group(...values: unknown[]): void;
  groupEnd(): void;
}
declare const console: Console;

declare namespace NodeJS {
  interface ErrnoException extends Error {
    code?: string;
    errno?: number;
    path?: string;
    syscall?: string;
  }
  interface Timeout {
    [Symbol.toPrimitive](): number;
  }
  interface ProcessEnv {
    [name: string]: string | undefined;
  }
  interface MemoryUsage {
    rss: number;
    heapTotal: number;
    heapUsed: number;
    external: number;
    arrayBuffers: number;
  }
  interface CallSite {
    getFileName(): string | null;
    getFunctionName(): string | null;
    getLineNumber(): number | null;
    getColumnNumber(): number | null;
  }
  interface WriteStream {
    readonly isTTY: boolean;
    write(text: string): boolean;
  }
  interface Process {
    readonly env: ProcessEnv;
    readonly argv: string[];
    readonly pid: number;
    readonly platform: string;
    readonly version: string;
    readonly versions: Record<string, string | undefined>;
    readonly stdout: WriteStream;
    readonly stderr: WriteStream;
    cwd(): string;
    exit(code?: number): never;
    abort(): never;
    nextTick(f: (...args: unknown[]) => void, ...args: unknown[]): void;
    hrtime: { (time?: [number, number]): [number, number]; bigint(): bigint };
    uptime(): number;
    memoryUsage(): MemoryUsage;
    /** `maxRSS` [KiB]: a browser tells the heap that is used now. */
    resourceUsage(): { maxRSS: number };
    availableMemory(): number;
    cpuUsage(): { user: number; system: number };
  }
  interface Require {
    (id: string): unknown;
    resolve(id: string): string;
  }
}
declare const process: NodeJS.Process;
declare const global: typeof globalThis;
declare const require: NodeJS.Require;
declare const module: { exports: unknown };
declare const exports: unknown;
declare const __filename: string;
declare const __dirname: string;
interface ImportMeta {
  readonly url: string;
  readonly filename: string;
  readonly dirname: string;
  resolve(specifier: string): string;
}
interface ErrorConstructor {
  captureStackTrace(target: object, below?: object): void;
  stackTraceLimit: number;
}

declare function setTimeout<A extends unknown[]>(f: (...args: A) => void, milliseconds?: number, ...args: A): NodeJS.Timeout;
// biome-ignore lint/suspicious/noConfusingVoidType: the `resolve` of a promise of nothing is such a function
declare function setTimeout(f: (_: void) => void, milliseconds?: number): NodeJS.Timeout;
declare function setInterval<A extends unknown[]>(f: (...args: A) => void, milliseconds?: number, ...args: A): NodeJS.Timeout;
declare function setImmediate<A extends unknown[]>(f: (...args: A) => void, ...args: A): NodeJS.Timeout;
// biome-ignore lint/suspicious/noConfusingVoidType: as above
declare function setImmediate(f: (_: void) => void): NodeJS.Timeout;
declare function clearTimeout(timer: NodeJS.Timeout | string | number | undefined): void;
declare function clearInterval(timer: NodeJS.Timeout | string | number | undefined): void;
declare function clearImmediate(timer: NodeJS.Timeout | undefined): void;
declare function queueMicrotask(f: () => void): void;
declare function structuredClone<T>(value: T, options?: { transfer?: readonly unknown[] }): T;
declare function atob(text: string): string;
declare function btoa(text: string): string;
declare const performance: { now(): number; readonly timeOrigin: number };
declare const crypto: {
  randomUUID(): `${string}-${string}-${string}-${string}-${string}`;
  getRandomValues<T extends ArrayBufferView | null>(into: T): T;
};
declare const navigator: { readonly hardwareConcurrency: number; readonly userAgent: string; readonly language: string };
