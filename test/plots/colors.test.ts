import assert from 'node:assert/strict';
import { colorOf, palette, sequentialColors, stylesOf, theme } from '../../kernel-helpers/src/plots/index.js';

type Rgb = [number, number, number];

/** Linear light of an sRGB colour, 0–1. */
const linear = (hex: string): Rgb =>
  [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrastOnWhite = (hex: string) => 1.05 / (luminance(linear(hex)) + 0.05);

/** Machado, Oliveira and Fernandes (2009), full severity, on linear light. */
const sight: Readonly<Record<string, readonly number[]>> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function seen(hex: string, m: readonly number[]): Rgb {
  const c = linear(hex);
  return [0, 3, 6].map((k) => Math.min(1, Math.max(0, m[k]! * c[0] + m[k + 1]! * c[1] + m[k + 2]! * c[2]))) as Rgb;
}

/** Ottosson's OKLab. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const optimizers = [
  'SGD',
  'RMSprop',
  'Adam',
  'AdamW',
  'Adagrad',
  'Adadelta',
  'Adamax',
  'Nadam',
  'Ftrl',
  'Lion',
  'Momentum',
  'Nesterov',
  'AMSGrad',
];
const activations = 'sigmoid tanh relu leakyRelu softplus elu selu serlu swish gelu mish softsign hardSigmoid'.split(' ');

describe('palette', () => {
  for (const [name, matrix] of Object.entries(sight)) {
    it(`keeps any two colours apart for ${name} sight`, () => {
      const lab = palette.map((hex) => oklab(seen(hex, matrix)));
      for (let i = 0; i < lab.length; i++) {
        for (let j = 0; j < i; j++) {
          const distance = Math.hypot(...lab[i]!.map((v, k) => v - lab[j]![k]!));
          assert.ok(distance > 0.085, `${palette[i]} and ${palette[j]}: ${distance.toFixed(3)}`);
        }
      }
    });
  }

  it('has a contrast of 3 : 1 on the card (the most a line needs), text 7 : 1', () => {
    for (const hex of palette) assert.ok(contrastOnWhite(hex) >= 3, `${hex}: ${contrastOnWhite(hex).toFixed(2)}`);
    const axis = theme.axis as { labelColor: string; titleColor: string };
    for (const hex of [axis.labelColor, axis.titleColor]) assert.ok(contrastOnWhite(hex) >= 7, hex);
    assert.equal(theme.background, '#ffffff');
  });

  it('darkens steadily along the sequential scale, so that it reads in grey', () => {
    const light = sequentialColors.map((hex) => oklab(linear(hex))[0]);
    for (let i = 1; i < light.length; i++) assert.ok(light[i - 1]! - light[i]! > 0.04);
  });
});

describe('colorOf', () => {
  it('gives every optimizer, and every activation, a look of its own', () => {
    for (const family of [optimizers, activations]) {
      const looks = family.map((name) => stylesOf(family).get(name)).map(({ color, dash }) => `${color} ${dash}`);
      assert.equal(new Set(looks).size, family.length);
    }
  });

  it('is the same alone and among others, and in any spelling', () => {
    for (const family of [optimizers, activations]) {
      for (const name of family) assert.equal(stylesOf(['mine', ...family, 'yours']).get(name).color, colorOf(name));
    }
    assert.equal(colorOf('leaky_relu'), colorOf('leakyRelu'));
    assert.equal(colorOf('ADAM'), colorOf('Adam'));
    assert.equal(colorOf('val_loss'), colorOf('validation'));
  });

  it('is stable for names of the learner, which still do not clash in one chart', () => {
    assert.equal(colorOf('my optimizer'), colorOf('my optimizer'));
    const many = Array.from({ length: 20 }, (_, i) => `variant ${i}`);
    const all = ['Adam', ...many];
    const looks = all.map((name) => stylesOf(all).get(name)).map(({ color, dash }) => `${color} ${dash}`);
    assert.equal(new Set(looks).size, 21);
    assert.equal(stylesOf(['Adam', ...many]).get('Adam').color, colorOf('Adam'));
  });
});
