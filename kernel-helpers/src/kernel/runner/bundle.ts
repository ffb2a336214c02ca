/** Prepares MIME bundles for a JSON message: binary representations in base64, and only values that JSON has. */
import type { MimeBundle } from '../shared/api.js';

/** A copy of the bundle as plain JSON. */
export function jsonBundle(data: MimeBundle): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [mime, value] of Object.entries(data)) {
    if (value === undefined) continue;
    plain[mime] = ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
      : typeof value === 'string'
        ? value
        : plainJson(value);
  }
  return plain;
}

/** A copy of a value as JSON has it. */
export function plainJson(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}

/** The bytes of any view as a Uint8Array, without a copy. */
export function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
