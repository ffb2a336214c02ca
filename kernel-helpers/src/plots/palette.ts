/**
 * Colors: eight that differ enough for normal sight and for the three kinds of color blindness (smallest distance 0.11 in OKLab, by Machado's
 * simulation), each with a contrast of at least 3 : 1 on white. From the ninth name on, lines have one of eight more colors, which differ for
 * normal sight, and a dash pattern, which everybody sees.
 */

import { fnv1a } from '../core/fnv1a.js';

/** The eight categorical colors. */
export const palette: readonly string[] = ['#0b45a8', '#c93e00', '#1e7f60', '#7b2867', '#d5810f', '#338dff', '#1d3523', '#878baf'];

/** Colors of the ninth to the sixteenth name, always with a dash. */
const dashed: readonly string[] = ['#8a3ffc', '#c2359a', '#5a9216', '#6b0f12', '#8a5a2b', '#00004d', '#00909c', '#f0457b'];

const solid: readonly number[] = [1, 0];
const dashes: readonly (readonly number[])[] = [solid, [6, 3], [2, 3]];

/** The names in a fixed order: the n-th has the n-th color, and a dash from the ninth on. Those most often compared come first. */
const families: readonly (readonly string[])[] = [
  ['Adam', 'SGD', 'RMSprop', 'Momentum', 'Adagrad', 'Nesterov', 'Adadelta', 'Ftrl', 'AdamW', 'AMSGrad', 'Nadam', 'Adamax', 'Lion'],
  [
    'relu',
    'serlu',
    'tanh',
    'elu',
    'selu',
    'sigmoid',
    'softplus',
    'leakyRelu',
    'swish',
    'gelu',
    'mish',
    'softsign',
    'hardSigmoid',
    'linear',
    'softmax',
  ],
  ['train', 'validation', 'test'],
  ['scratch', 'frozen', 'fineTuned'],
  ['none', 'block 5', 'blocks 4-5', 'blocks 3-5'],
];

/** Removes differences of spelling: Keras's snake case, capitals, blanks. */
const canonical = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

const aliases: Readonly<Record<string, string>> = {
  loss: 'train',
  training: 'train',
  accuracy: 'train',
  acc: 'train',
  valloss: 'validation',
  valacc: 'validation',
  valaccuracy: 'validation',
  val: 'validation',
  silu: 'swish',
  rectified: 'relu',
};

/** Averages of a series: each kind has its place, so that the notebooks on smoothing draw it alike. */
const averages: Readonly<Record<string, number>> = {
  'daily mean': 7,
  reported: 7,
  '7-day mean': 5,
  '30-day mean': 5,
  EWA: 3,
  'EWA, β = 6/7': 3,
  raw: 3,
  'raw EWA': 3,
  corrected: 2,
  'corrected EWA': 2,
  average: 2,
};

const fixed = new Map<string, number>([
  ...families.flatMap((names) => names.map((name, i) => [canonical(name), i] as const)),
  ...Object.entries(averages).map(([name, i]) => [canonical(name), i] as const),
]);

/** Place of a name in the order of colors: fixed for the lab's own names, else from the letters (FNV-1a), the same in every notebook. */
function place(name: string): number {
  const key = canonical(name);
  const known = fixed.get(aliases[key] ?? key);
  if (known !== undefined) return known;
  return fnv1a(Array.from(key, (letter) => letter.codePointAt(0) ?? 0)) % palette.length;
}

/** How a series is drawn: its color, and the dash of its line (`[1, 0]` is solid). */
export interface SeriesStyle {
  readonly color: string;
  readonly dash: readonly number[];
}

const colors = [...palette, ...dashed, ...palette];

const style = (at: number): SeriesStyle => ({
  color: colors[at % colors.length]!,
  dash: dashes[Math.floor(at / palette.length) % dashes.length]!,
});

/**
 * The color of an optimizer, an activation, or any other name: the same in every notebook.
 * @param name for example `'Adam'`, `'leakyRelu'`, `'validation'`, or a name of your own
 * @returns a color `#rrggbb`
 * @example colorOf('Adam') // '#0b45a8'
 */
export function colorOf(name: string): string {
  return style(place(name)).color;
}

/**
 * Styles for the names of one chart. The lab's own names (of one family: optimizers, activations) have the color of `colorOf`; another
 * name that would
 * look like one of the chart takes the next free color (or dash), so that up to 24 names all look different.
 */
export function stylesOf(names: readonly string[]): { get(name: string): SeriesStyle } {
  const room = palette.length * dashes.length;
  const taken = new Set<number>();
  const out = new Map<string, SeriesStyle>();
  const own = (name: string) => fixed.has(aliases[canonical(name)] ?? canonical(name));
  for (const name of [...names.filter(own), ...names.filter((name) => !own(name))]) {
    if (out.has(name)) continue;
    let at = place(name);
    for (let tries = 0; taken.has(at) && tries < room; tries++) at = (at + 1) % room;
    taken.add(at);
    out.set(name, style(at));
  }
  return { get: (name) => out.get(name) ?? style(place(name)) };
}
