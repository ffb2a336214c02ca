/** What is used of `node:zlib`, by the browser's own decompression. */
import { Buffer } from 'node:buffer';

type Done = (error: unknown, value?: Buffer) => void;

/** As in Node, options may be left out: `promisify` gives none. */
export function gunzip(packed: Uint8Array, ...rest: readonly [Done] | readonly [options: unknown, done: Done]): void {
  const done = rest.at(-1) as Done;
  const stream = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
  new Response(stream).arrayBuffer().then(
    (bytes) => done(null, Buffer.from(bytes)),
    (error) => done(error),
  );
}
