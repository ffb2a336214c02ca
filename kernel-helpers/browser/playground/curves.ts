/** The losses over the epochs, as a small chart of two lines. */
import type { PlaneHistory } from '../../src/playground/plane-history.js';
import { colorOf } from '../../src/plots/palette.js';
import { ink } from '../../src/plots/theme.js';
import { svgElement } from './element.js';

const [width, height] = [460, 190];
const [left, right, top, bottom] = [44, 12, 24, 28];

/** A number for a label: at most three digits that count. */
export const short = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–');

const text = (x: number, y: number, words: string, anchor = 'start', fill: string = ink.muted) =>
  svgElement('text', { x, y, 'text-anchor': anchor, fill, 'font-size': 13 }, words);

/** An empty picture on a light card. */
export const card = (h = height): SVGElement => svgElement('svg', { viewBox: `0 0 ${width} ${h}`, role: 'img' });

/** Draws the curves. */
export function drawCurves(svg: SVGElement, { epoch, train, test }: PlaneHistory): void {
  const last = Math.max(1, epoch.at(-1) ?? 0);
  const finite = [...train, ...test].filter(Number.isFinite);
  const highest = Math.max(
    0.1,
    finite.reduce((a, b) => Math.max(a, b), 0),
  );
  const x = (e: number) => left + (e / last) * (width - left - right);
  const y = (loss: number) => height - bottom - (Math.min(loss, highest) / highest) * (height - top - bottom);
  // A screen shows no more points than this.
  const stride = Math.max(1, Math.ceil(epoch.length / 250));
  const path = (losses: readonly number[]) =>
    epoch
      .map((e, i) => [e, losses[i]!] as const)
      .filter(([, loss], i) => Number.isFinite(loss) && (i % stride === 0 || i === epoch.length - 1))
      .map(([e, loss], i) => `${i ? 'L' : 'M'}${x(e).toFixed(1)} ${y(loss).toFixed(1)}`)
      .join('');
  const line = (name: 'train' | 'test', losses: readonly number[], dash: string) =>
    svgElement('path', { d: path(losses), fill: 'none', stroke: colorOf(name), 'stroke-width': 2, 'stroke-dasharray': dash });
  svg.replaceChildren(
    ...[0, highest].map((loss) => svgElement('path', { d: `M${left} ${y(loss)}H${width - right}`, stroke: ink.grid })),
    text(left - 4, y(0) + 4, '0', 'end'),
    text(left - 4, y(highest) + 4, short(highest), 'end'),
    text(left, height - 9, '0'),
    text(width - right, height - 9, `epoch ${last}`, 'end'),
    text(left, 14, 'Loss:', 'start', ink.text),
    text(left + 40, 14, '— training', 'start', colorOf('train')),
    text(left + 130, 14, '- - test', 'start', colorOf('test')),
    line('train', train, ''),
    line('test', test, '5 3'),
  );
  svg.setAttribute('aria-label', `Loss over ${last} epochs: training ${short(train.at(-1)!)}, test ${short(test.at(-1)!)}`);
}
