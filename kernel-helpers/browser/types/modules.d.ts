/** The modules of Node that a cell can import in a tab. */

declare module 'node:assert' {
  type Expected = RegExp | object | Error | ((error: unknown) => boolean);
  function assert(value: unknown, message?: string | Error): asserts value;
  namespace assert {
    function ok(value: unknown, message?: string | Error): asserts value;
    function fail(message?: string | Error): never;
    function equal(actual: unknown, expected: unknown, message?: string | Error): void;
    function notEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function deepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function strictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    function notStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function deepStrictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    function notDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    function throws(block: () => unknown, expected?: Expected | string, message?: string | Error): void;
    function doesNotThrow(block: () => unknown, message?: string | Error): void;
    function rejects(
      block: (() => Promise<unknown>) | Promise<unknown>,
      expected?: Expected | string,
      message?: string | Error,
    ): Promise<void>;
    function doesNotReject(block: (() => Promise<unknown>) | Promise<unknown>, message?: string | Error): Promise<void>;
    function match(text: string, pattern: RegExp, message?: string | Error): void;
    function doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void;
    class AssertionError extends Error {
      readonly actual: unknown;
      readonly expected: unknown;
      readonly operator: string;
      readonly code: 'ERR_ASSERTION';
    }
    const strict: typeof import('node:assert/strict');
  }
  export = assert;
}
declare module 'node:assert/strict' {
  import assert from 'node:assert';

  namespace strict {
    export import ok = assert.ok;
    export import fail = assert.fail;
    export import throws = assert.throws;
    export import doesNotThrow = assert.doesNotThrow;
    export import rejects = assert.rejects;
    export import doesNotReject = assert.doesNotReject;
    export import match = assert.match;
    export import doesNotMatch = assert.doesNotMatch;
    export import AssertionError = assert.AssertionError;
    export import equal = assert.strictEqual;
    export import notEqual = assert.notStrictEqual;
    export import deepEqual = assert.deepStrictEqual;
    export import notDeepEqual = assert.notDeepStrictEqual;
    export import strictEqual = assert.strictEqual;
    export import notStrictEqual = assert.notStrictEqual;
    export import deepStrictEqual = assert.deepStrictEqual;
    export import notDeepStrictEqual = assert.notDeepStrictEqual;
  }
  function strict(value: unknown, message?: string | Error): asserts value;
  export = strict;
}
declare module 'assert' {
  import assert = require('node:assert');
  export = assert;
}
declare module 'assert/strict' {
  import assert = require('node:assert/strict');
  export = assert;
}

declare module 'node:fs' {
  type Path = string | URL;
  type Encoding = BufferEncoding | { readonly encoding: BufferEncoding };
  interface Stats {
    readonly size: number;
    readonly mtimeMs: number;
    isFile(): boolean;
    isDirectory(): boolean;
  }
  export function existsSync(at: Path): boolean;
  export function readFileSync(at: Path, options: Encoding): string;
  export function readFileSync(at: Path, options?: null): Buffer;
  export function writeFileSync(at: Path, data: string | ArrayBufferView): void;
  export function appendFileSync(at: Path, data: string | ArrayBufferView): void;
  export function truncateSync(at: Path, length?: number): void;
  export function mkdirSync(at: Path, options?: { recursive?: boolean }): void;
  export function renameSync(from: Path, to: Path): void;
  export function rmSync(at: Path, options?: { recursive?: boolean; force?: boolean }): void;
  export function statSync(at: Path): Stats;
  export function readdirSync(at: Path): string[];
  export function realpathSync(at: Path): string;
}
declare module 'fs' {
  export * from 'node:fs';
}

declare module 'node:path' {
  interface ParsedPath {
    root: string;
    dir: string;
    base: string;
    ext: string;
    name: string;
  }
  export const sep: string;
  export function basename(path: string, suffix?: string): string;
  export function dirname(path: string): string;
  export function extname(path: string): string;
  export function format(path: Partial<ParsedPath>): string;
  export function isAbsolute(path: string): boolean;
  export function join(...parts: string[]): string;
  export function normalize(path: string): string;
  export function parse(path: string): ParsedPath;
  export function relative(from: string, to: string): string;
  export function resolve(...parts: string[]): string;
  const path: typeof import('node:path');
  // biome-ignore lint/style/noDefaultExport: as Node's module has it
  export default path;
}
declare module 'path' {
  export * from 'node:path';
  export { default } from 'node:path';
}
