/** What Node and a browser have in common, and cells may call in a tab: addresses, texts and bytes, requests. */

interface Event {
  readonly type: string;
  readonly target: EventTarget | null;
}
declare const Event: { new (type: string): Event };
interface EventTarget {
  addEventListener(type: string, listener: (event: never) => void, options?: unknown): void;
  removeEventListener(type: string, listener: (event: never) => void): void;
  dispatchEvent(event: Event): boolean;
}
declare const EventTarget: { new (): EventTarget };
interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
}
declare const AbortSignal: { timeout(milliseconds: number): AbortSignal; abort(reason?: unknown): AbortSignal };
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare const AbortController: { new (): AbortController };

interface URLSearchParams extends Iterable<[string, string]> {
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  append(name: string, value: string): void;
  delete(name: string): void;
  toString(): string;
}
declare const URLSearchParams: { new (init?: string | Record<string, string> | readonly (readonly [string, string])[]): URLSearchParams };
interface URL {
  href: string;
  readonly origin: string;
  protocol: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
}
declare const URL: {
  new (url: string | URL, base?: string | URL): URL;
  createObjectURL(blob: Blob): string;
  revokeObjectURL(url: string): void;
};

interface TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare const TextEncoder: { new (): TextEncoder };
interface TextDecoder {
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}
declare const TextDecoder: { new (label?: string, options?: { fatal?: boolean }): TextDecoder };

interface Blob {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
  slice(start?: number, end?: number, type?: string): Blob;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
}
declare const Blob: { new (parts?: readonly (string | Blob | ArrayBufferView | ArrayBuffer)[], options?: { type?: string }): Blob };
interface ReadableStream<R = unknown> extends AsyncIterable<R> {
  getReader(): { read(): Promise<{ done: boolean; value?: R }>; cancel(reason?: unknown): Promise<void> };
  pipeThrough<T>(through: { readonly readable: ReadableStream<T>; readonly writable: unknown }): ReadableStream<T>;
}
declare const CompressionStream: {
  new (
    format: 'gzip' | 'deflate' | 'deflate-raw',
  ): { readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>; readonly writable: unknown };
};
declare const DecompressionStream: typeof CompressionStream;

interface Headers extends Iterable<[string, string]> {
  get(name: string): string | null;
  has(name: string): boolean;
}
interface Response {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
  json(): Promise<unknown>;
  text(): Promise<string>;
}
declare const Response: { new (body?: unknown, options?: object): Response };
declare function fetch(
  address: string | URL,
  options?: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array | Blob; signal?: AbortSignal; mode?: string },
): Promise<Response>;
