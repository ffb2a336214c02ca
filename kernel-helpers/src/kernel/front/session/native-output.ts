/** Output of native code: TensorFlow's notices of what it does are left out, all else is shown. */

/** `2026-01-31 10:00:00.123456: I tensorflow/…`, `I0000 00:00:… file.cc:12] …`, `WARNING: All log messages before absl::…` */
const notice =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+: [IW] |[IW]\d{4} \d\d:\d\d:\d\d|WARNING: All log messages before absl::|To enable the following instructions: )/;

/** Leaves out whole lines that are notices; what is no whole line yet waits for its end. */
export class NoticeFilter {
  #rest = '';

  /** What of the text is to be shown now. */
  take(text: string): string {
    const lines = (this.#rest + text).split(/(?<=\n)/);
    const last = lines.at(-1)!;
    // A line that could still become a notice waits; any other is shown at once.
    this.#rest = !last.endsWith('\n') && /^(\d|[IWT]|$)/.test(last) ? lines.pop()! : '';
    return lines.filter((line) => !notice.test(line)).join('');
  }

  /** What still waits, at the end of a cell. */
  flush(): string {
    const rest = this.#rest;
    this.#rest = '';
    return notice.test(rest) ? '' : rest;
  }
}
