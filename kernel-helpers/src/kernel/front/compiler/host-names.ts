/** Names that a slot must not take: globals, which a realm-wide variable would hide from every library. */

/** Names that libraries look for to find out where they run, names of a module's function, and globals of other Node versions. */
const probed = `window document self define module exports require __filename __dirname importScripts jest it describe test expect
  global process Buffer console navigator fetch Headers Request Response FormData Blob File WebSocket EventSource CloseEvent
  Event EventTarget CustomEvent MessageEvent MessageChannel MessagePort BroadcastChannel AbortController AbortSignal
  TextEncoder TextDecoder TextEncoderStream TextDecoderStream URL URLSearchParams URLPattern performance crypto Crypto CryptoKey
  SubtleCrypto Storage localStorage sessionStorage structuredClone queueMicrotask atob btoa DOMException Performance
  setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate WebAssembly SharedArrayBuffer Atomics Iterator
  Float16Array ReadableStream WritableStream TransformStream CompressionStream DecompressionStream Worker HTMLElement Element Node
  Image ImageData OffscreenCanvas name status top parent location event React __cell undefined NaN Infinity eval arguments async await`;

let names: Set<string> | undefined;

export function isHostName(name: string): boolean {
  names ??= new Set([...probed.split(/\s+/), ...Object.getOwnPropertyNames(globalThis)]);
  return names.has(name);
}
