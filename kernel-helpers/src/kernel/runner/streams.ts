/** What cells print: gathered and sent in few messages, in order, each piece to the cell that printed it. */
import { StringDecoder } from 'node:string_decoder';
import { critical } from './critical.js';
import { report } from './reports.js';
import { currentTask } from './task.js';

type StreamName = 'stdout' | 'stderr';

/** Sent when this much is gathered, ... */
const fullAt = 1 << 18;
/** ... or when it is this old (milliseconds); a loop that never yields is checked at each write. */
const maxAge = 25;
/** The longest text of a single write; more helps nobody and would stop the browser. */
const longestWrite = 1 << 23;

const later = setTimeout;
const now = performance.now.bind(performance);
let gathered: { task: number; name: StreamName; parts: string[]; size: number; since: number } | undefined;

/** Sends what is gathered. Called before anything else of a cell is sent, so that order is kept. */
export function flushStreams(): void {
  critical(() => {
    if (!gathered) return;
    const { task, name, parts } = gathered;
    gathered = undefined;
    report({ type: 'stream', task, name, text: parts.join('') });
  });
}

/** Adds text to a stream of the running task. */
export function print(name: StreamName, text: string, task: number = currentTask().id): void {
  if (!text) return;
  critical(() => {
    if (gathered && (gathered.task !== task || gathered.name !== name)) flushStreams();
    if (!gathered) {
      gathered = { task, name, parts: [], size: 0, since: now() };
      later(flushStreams, maxAge).unref();
    }
    gathered.parts.push(text.length > longestWrite ? cut(text) : text);
    gathered.size += text.length;
    if (gathered.size >= fullAt || now() - gathered.since >= maxAge) flushStreams();
  });
}

function cut(text: string): string {
  return `${text.slice(0, longestWrite)}\n… ${text.length - longestWrite} more characters are not shown\n`;
}

/** Makes `process.stdout` and `process.stderr` (and with them `console`) print into the notebook. */
export function captureStreams(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new StringDecoder('utf8');
    const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      if (typeof chunk === 'string') {
        const bytes = typeof encoding === 'string' && encoding !== 'utf8' && encoding !== 'utf-8';
        print(name, bytes ? decoder.write(Buffer.from(chunk, encoding as BufferEncoding)) : chunk);
      } else if (ArrayBuffer.isView(chunk)) print(name, decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
      else throw new TypeError(`write takes a string or bytes, got ${typeof chunk}`);
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') process.nextTick(callback as () => void);
      return true;
    };
    // Patch: node-streams
    Object.defineProperty(process[name], 'write', { value: write, writable: true, configurable: true });
  }
}
