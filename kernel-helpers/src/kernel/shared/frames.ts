/** Messages between front and runner: four bytes of length, then the value as V8 serialises it (so that binary buffers pass). */
import { deserialize, serialize } from 'node:v8';

/** One message as bytes. */
export function packFrame(message: unknown): Buffer {
  const body = serialize(message);
  const frame = Buffer.allocUnsafe(4 + body.length);
  frame.writeUInt32LE(body.length);
  body.copy(frame, 4);
  return frame;
}

/** Returns a function that takes chunks as they arrive and hands on each whole message. */
export function frameReader(handle: (message: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size >= 4) {
      if (chunks[0]!.length < 4) chunks = [Buffer.concat(chunks)];
      const end = 4 + chunks[0]!.readUInt32LE();
      if (size < end) return; // chunks are joined once, when the message is whole
      const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      chunks = [all.subarray(end)];
      size -= end;
      handle(deserialize(all.subarray(4, end)));
    }
  };
}
