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
  let head: Buffer = Buffer.alloc(0);
  let rest: Buffer[] = [];
  let size = 0;
  return (chunk) => {
    if (head.length < 4) head = Buffer.concat([head, chunk]);
    else rest.push(chunk);
    size += chunk.length;
    while (head.length >= 4) {
      const end = 4 + head.readUInt32LE();
      if (size < end) return; // chunks are joined once, when the message is whole
      const all: Buffer = rest.length === 0 ? head : Buffer.concat([head, ...rest]);
      head = all.subarray(end);
      rest = [];
      size -= end;
      handle(deserialize(all.subarray(4, end)));
    }
  };
}
