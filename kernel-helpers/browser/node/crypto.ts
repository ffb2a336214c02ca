/** What is used of `node:crypto`: identifiers, and hashes that are made at once (the browser's own are made later). */

import { Buffer } from 'node:buffer';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';

const algorithms = { md5, sha1, sha256 };

export const randomUUID = (): string => globalThis.crypto.randomUUID();
export const randomBytes = (size: number): Buffer => Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(size)));

export interface Hash {
  update(data: string | ArrayBufferView): Hash;
  digest(): Buffer;
  digest(encoding: BufferEncoding): string;
}

export function createHash(name: string): Hash {
  const algorithm = algorithms[name as keyof typeof algorithms];
  if (!algorithm) throw new RangeError(`algorithm must be one of ${Object.keys(algorithms).join(', ')}, got ${name}`);
  const state = algorithm.create();
  const digest = (encoding?: BufferEncoding) => {
    const bytes = Buffer.from(state.digest());
    return encoding ? bytes.toString(encoding) : bytes;
  };
  const hash: Hash = {
    update(data) {
      state.update(
        typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      );
      return hash;
    },
    digest: digest as Hash['digest'],
  };
  return hash;
}
