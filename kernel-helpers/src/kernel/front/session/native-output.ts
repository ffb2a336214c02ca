/** Output of native code: TensorFlow's notices of what it does are left out, all else is shown. */
import type { Parent, Parents } from './parents.js';
import type { Publisher } from './publisher.js';

/** `2026-01-31 10:00:00.123456: I tensorflow/…`, `I0000 00:00:… file.cc:12] …`, `WARNING: All log messages before absl::…` */
const notice =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IW] |[IW]\d{4} \d\d:\d\d:\d\d|WARNING: All log messages before absl::|To enable the following instructions: )/;

/** What native code and child processes may print under a cell (characters), as what the cell itself may. */
const most = 1 << 23;
const note =
  `… output cut: child processes and native code have printed ${most.toLocaleString('en')} characters. ` +
  "To see more, write it to a file: execSync('command > output.txt')\n";

const streams = ['stdout', 'stderr'] as const;
type Stream = (typeof streams)[number];

/** Shows what native code and child processes print, under the newest cell. */
export class NativeOutput {
  readonly #publisher: Publisher;
  readonly #parents: Parents;
  #parent: Parent | undefined;
  /** Characters shown under the newest cell. */
  #shown = 0;
  readonly #filters = { stdout: new NoticeFilter(), stderr: new NoticeFilter() };

  constructor(publisher: Publisher, parents: Parents) {
    this.#publisher = publisher;
    this.#parents = parents;
  }

  take(name: Stream, text: string): void {
    this.#show(name, this.#filters[name].take(text));
  }

  /** Shows what was written without the end of its line. */
  flush(): void {
    for (const name of streams) this.#show(name, this.#filters[name].flush());
  }

  #show(name: Stream, text: string): void {
    const parent = this.#parents.of();
    if (!text || parent?.silent) return;
    if (parent !== this.#parent) this.#shown = 0;
    this.#parent = parent;
    const left = most - this.#shown;
    this.#shown += text.length;
    if (left <= 0) return;
    this.#publisher.stream(name, text.length <= left ? text : `${text.slice(0, left)}\n${note}`, parent?.request);
  }
}

/** Leaves out whole lines that are notices; a line that is not complete waits for its end. */
export class NoticeFilter {
  #rest = '';

  /** What of the text is to be shown now. */
  take(text: string): string {
    const lines = (this.#rest + text).split(/(?<=\n)/);
    const last = lines.at(-1) ?? '';
    // A line that could still become a notice waits; any other is shown at once.
    const waits = !last.endsWith('\n') && /^(\d|[IWT]|$)/.test(last);
    this.#rest = waits ? last : '';
    if (waits) lines.pop();
    return lines.filter((line) => !notice.test(line)).join('');
  }

  /** What still waits, at the end of a cell. */
  flush(): string {
    const rest = this.#rest;
    this.#rest = '';
    return notice.test(rest) ? '' : rest;
  }
}
