/**
 * Colours: eight that stay apart for normal sight and for the three kinds of colour blindness (least distance .11 in OKLab, by Machado's
 * simulation), each with a contrast of at least 3 : 1 on white. Beyond eight names a dash pattern makes the difference.
 */

import { fnv1a } from '../core/fnv1a.js';

/** The eight categorical colours. */
export const palette: readonly string[] = ['#0b45a8', '#c93e00', '#1e7f60', '#7b2867', '#d5810f', '#338dff', '#1d3523', '#878baf'];

const solid: readonly number[] = [1, 0];
const dashes: readonly (readonly number[])[] = [solid, [6, 3], [2, 3]];

/** The names in a fixed order: the n-th has colour n mod 8, and a dash from the ninth on. Those most often compared come first. */
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
];

/** Spellings that mean the same: Keras's snake case, capitals, blanks. */
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

const fixed = new Map<string, number>(families.flatMap((names) => names.map((name, i) => [canonical(name), i] as const)));

/** Place of a name in the order of colours: fixed for the lab's own names, else from the letters (FNV-1a), the same in every notebook. */
function place(name: string): number {
  const key = canonical(name);
  const known = fixed.get(aliases[key] ?? key);
  if (known !== undefined) return known;
  return fnv1a(Array.from(key, (letter) => letter.codePointAt(0) ?? 0)) % palette.length;
}

/** How a series is drawn: its colour, and the dash of its line (`[1, 0]` is solid). */
export interface SeriesStyle {
  readonly color: string;
  readonly dash: readonly number[];
}

const style = (at: number): SeriesStyle => ({
  color: palette[at % palette.length]!,
  dash: dashes[Math.floor(at / palette.length) % dashes.length]!,
});

/**
 * The colour of an optimizer, an activation, or any other name: the same in every notebook.
 * @param name for example `'Adam'`, `'leakyRelu'`, `'validation'`, or a name of your own
 * @returns a colour `#rrggbb`
 * @example colorOf('Adam') // '#0b45a8'
 */
export function colorOf(name: string): string {
  return style(place(name)).color;
}

/**
 * Styles for the names of one chart. The lab's own names (of one family: optimizers, activations) have the colour of `colorOf`; other names that would look like one already there
 * take the next free colour (or dash), so that no two look alike up to 24 names.
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
