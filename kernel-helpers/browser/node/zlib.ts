/** What is used of `node:zlib`, by the browser's own decompression. */
import { Buffer } from 'node:buffer';

type Done = (error: unknown, value?: Buffer) => void;

export function gunzip(packed: Uint8Array, _options: unknown, done: Done): void {
  const stream = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
  new Response(stream).arrayBuffer().then(
    (bytes) => done(null, Buffer.from(bytes)),
    (error) => done(error),
  );
}
