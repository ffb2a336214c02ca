/** The gradient's norm in each layer, as bars on a logarithmic axis. */
import { palette } from '../../src/plots/palette.js';
import { ink } from '../../src/plots/theme.js';
import { short } from './curves.js';
import { svgElement } from './element.js';

const width = 460;
const row = 20;
/** The axis: from 1e-8 to 1e2. */
const [low, high] = [-8, 2];
const [left, right] = [62, 70];

export const normsHeight = (layers: number): number => 44 + layers * row;

/** Two digits, and a power of ten where the number is small. */
const sized = (norm: number): string => (norm === 0 ? '0' : norm < 0.001 ? norm.toExponential(1) : String(Number(norm.toPrecision(2))));

/** Draws the bars. @param norms of the hidden layers, the output last; 0 has no bar */
export function drawNorms(svg: SVGElement, norms: readonly number[]): void {
  const names = norms.map((_, l) => (l === norms.length - 1 ? 'output' : `layer ${l + 1}`));
  const x = (exponent: number) => left + ((exponent - low) / (high - low)) * (width - left - right);
  const text = (at: number, y: number, words: string, anchor = 'start', fill: string = ink.muted) =>
    svgElement('text', { x: at, y, 'text-anchor': anchor, fill, 'font-size': 13 }, words);
  const bottom = 22 + norms.length * row;
  const bars = norms.flatMap((norm, l) => {
    const y = 22 + l * row;
    const end = Math.max(low, Math.min(high, Math.log10(norm)));
    const bar =
      norm > 0
        ? [svgElement('rect', { x: x(low), y: y + 3, width: Math.max(1, x(end) - x(low)), height: row - 6, fill: palette[0]! })]
        : [];
    return [text(left - 6, y + 14, names[l]!, 'end', ink.text), ...bar, text(width - 2, y + 14, sized(norm), 'end')];
  });
  svg.setAttribute('viewBox', `0 0 ${width} ${normsHeight(norms.length)}`);
  svg.replaceChildren(
    text(4, 14, 'Norm of the gradient, by layer', 'start', ink.text),
    ...[-8, -4, 0].map((exponent) => svgElement('path', { d: `M${x(exponent)} 20V${bottom}`, stroke: ink.grid })),
    ...[-8, -4, 0].map((exponent) => text(x(exponent), bottom + 15, exponent === 0 ? '1' : `1e${exponent}`, 'middle')),
    ...bars,
  );
  svg.setAttribute('aria-label', `Norm of the gradient: ${names.map((name, l) => `${name} ${short(norms[l]!)}`).join(', ')}`);
}
