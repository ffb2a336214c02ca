/** What cells print: collected and sent in few messages, in order, each piece to the cell that printed it. */
import { StringDecoder } from 'node:string_decoder';
import { inBackground } from '../shared/background.js';
import { critical } from './critical.js';
import { report } from './reports.js';
import { currentTask, type Task } from './task.js';

type StreamName = 'stdout' | 'stderr';

/** Sent when this much is collected, ... */
const fullAt = 1 << 18;
/** ... or when it is this old (milliseconds); a loop that never yields is checked at each write. */
const maxAge = 25;
/** The most that a cell may print. More would not be read, would stop the browser, and would delay an interrupt until it is all sent. */
const most = { lines: 100_000, characters: 1 << 23 };

const later = setTimeout;
const now = performance.now.bind(performance);
let gathered: { task: number; name: StreamName; parts: string[]; size: number; since: number } | undefined;

/** Sends what is collected. Called before anything else of a cell is sent, so that order is kept. */
export function flushStreams(): void {
  critical(() => {
    if (!gathered) return;
    const { task, name, parts } = gathered;
    gathered = undefined;
    report({ type: 'stream', task, name, text: parts.join('') });
  });
}

/** Adds text to a stream of the running task. */
export function print(name: StreamName, all: string, { id: task, printed }: Task = currentTask()): void {
  const text = shownOf(all, printed);
  if (!text) return;
  critical(() => {
    if (gathered && (gathered.task !== task || gathered.name !== name)) flushStreams();
    if (!gathered) {
      gathered = { task, name, parts: [], size: 0, since: now() };
      inBackground(later(flushStreams, maxAge));
    }
    gathered.parts.push(text);
    gathered.size += text.length;
    // After a cell has reached the limit nothing more follows, so its last text, which says so, must not wait for more.
    if (isFull(printed) || gathered.size >= fullAt || now() - gathered.since >= maxAge) flushStreams();
  });
}

const isFull = ({ lines, characters }: Task['printed']): boolean => lines >= most.lines || characters >= most.characters;

/** What of a text the cell may still print. */
function shownOf(text: string, printed: Task['printed']): string {
  if (isFull(printed)) return '';
  let end = Math.min(text.length, most.characters - printed.characters);
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    if (++printed.lines === most.lines) end = at + 1;
  }
  printed.characters += end;
  if (!isFull(printed)) return text;
  const shown = text.slice(0, end);
  return `${shown}${shown.endsWith('\n') ? '' : '\n'}${note(printed)}`;
}

const note = ({ lines, characters }: Task['printed']): string =>
  `… output cut: this cell has printed ${lines.toLocaleString('en')} lines, ${characters.toLocaleString('en')} characters. ` +
  "To see more, print less often, or write it to a file: fs.writeFileSync('output.txt', text)\n";

type Written = (error: null) => void;
let written: { readonly callback: Written; count: number } | undefined;

/** Calls back once the code that writes is done. A loop that prints gives the same callback each time, and must not fill a queue with it. */
function callLater(callback: Written): void {
  if (written?.callback === callback) {
    written.count++;
    return;
  }
  const batch = { callback, count: 1 };
  written = batch;
  process.nextTick(() => {
    if (written === batch) written = undefined;
    for (let n = 0; n < batch.count; n++) callback(null);
  });
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
      if (typeof callback === 'function') callLater(callback as Written);
      return true;
    };
    // Patch: node-streams
    Object.defineProperty(process[name], 'write', { value: write, writable: true, configurable: true });
  }
}
