/** Progress bars with rate and time left. */
import { checkNumber } from '../core/check.js';
import { escapeHtml } from '../core/escape-html.js';
import type { MimeBundle } from '../kernel/shared/api.js';
import { handle } from './handle.js';
import { runningKernel } from './kernel.js';
import { type Shown, showBundle } from './output.js';
import { throttle } from './throttle.js';

/** A running bar. */
export interface Progress {
  /** Sets how many of the total are done. An optional note, for example the loss, is shown after the numbers. */
  update(done: number, note?: string): void;
  /** Counts one more as done. */
  step(note?: string): void;
  /** The work is over: shows the total time. Without it the bar looks as if the work went on. */
  end(note?: string): void;
}

/** Options of `showProgress`. */
export interface ProgressOptions {
  /** What is being done, in front of the bar. Default: none. */
  label?: string;
  /** What is counted, for example `'images'`; default `'steps'`. */
  unit?: string;
  /** Shortest time between two drawings, ms, default 100. */
  every?: number;
  /** Time without a bar, ms, default 0: work that is over before it shows none. */
  after?: number;
  /** A clock in ms, for tests. Default `performance.now`. */
  now?: () => number;
}

/**
 * Shows a progress bar.
 * @param total number of things to do; above 0. For an unknown total give `Infinity`: count and rate are shown, no bar.
 * @example const bar = showProgress(images.length, { label: 'Features', unit: 'images' }); … bar.step(); … bar.end();
 */
export function showProgress(total: number, options: ProgressOptions = {}): Progress {
  if (total !== Number.POSITIVE_INFINITY) checkNumber('total', total, { above: 0 });
  const { label = '', unit = 'steps', every = 100, after = 0, now = () => performance.now() } = options;
  checkNumber('after', after, { min: 0 });
  const clock = throttle(every, now);
  const begun = now();
  let done = 0;
  let note = '';
  let over = false;
  let shown: Shown<MimeBundle> | undefined;

  const draw = (end: boolean) => {
    const bundle = progressBundle({ done, total, seconds: (now() - begun) / 1000, label, unit, note, end });
    if (shown) shown.update(bundle);
    else shown = showBundle(bundle);
  };
  const move = (to: number, text: string | undefined) => {
    if (over) return;
    done = to;
    if (text !== undefined) note = text;
    drawIfDue();
  };
  const drawIfDue = () => {
    if (runningKernel() && now() - begun >= after && clock.due()) draw(false);
  };
  drawIfDue();
  return handle<Progress>({
    update: move,
    step: (text) => move(done + 1, text),
    end(text) {
      if (over) return;
      if (text !== undefined) note = text;
      over = true;
      if (shown || now() - begun >= after) draw(true);
    },
  });
}

interface ProgressState {
  done: number;
  total: number;
  seconds: number;
  label: string;
  unit: string;
  note: string;
  end: boolean;
}

/** A bar as HTML and as text. Pages and decks leave out what has its class. */
function progressBundle({ done, total, seconds, label, unit, note, end }: ProgressState): MimeBundle {
  const known = Number.isFinite(total);
  const rate = seconds > 0 ? done / seconds : 0;
  const left = known && rate > 0 ? (total - done) / rate : undefined;
  const time = end ? `in ${duration(seconds)}` : left === undefined ? duration(seconds) : `${duration(left)} left`;
  const words = [
    known ? `${count(done)}/${count(total)} ${unit}` : `${count(done)} ${unit}`,
    rate > 0 ? `${count(rate)}/s` : '',
    time,
    note,
  ].filter((word) => word !== '');
  const text = words.join(' · ');
  const bar = known
    ? `<progress value="${Math.min(done, total)}" max="${total}" aria-label="${escapeHtml(label || unit)}" style="width:160px;vertical-align:middle;accent-color:#2467bd"></progress> `
    : '';
  const share = known ? `${String(Math.floor((100 * done) / total)).padStart(3)} % ` : '';
  return {
    'text/html': `<div class="lab-progress" style="font-variant-numeric:tabular-nums">${label ? `${escapeHtml(label)} ` : ''}${bar}${escapeHtml(text)}</div>`,
    'text/plain': `${label ? `${label}: ` : ''}${share}${text}`,
  };
}

/** `3.2 s`, `1:05 min`, `2:03 h`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  const two = (n: number) => String(n).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${two(Math.round(seconds) % 60)} min`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
}

const count = (n: number) => (n >= 100 || Number.isInteger(n) ? Math.round(n).toLocaleString('en-GB') : n.toPrecision(2));
