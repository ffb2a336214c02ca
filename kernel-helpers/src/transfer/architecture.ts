/**
 * VGG16 as a list of layers: names, shapes and parameter counts by arithmetic alone, so that they can be printed
 * (138 million parameters with the top) without memory for them.
 */
import { checkInteger, formatValue } from '../core/index.js';

/** Filters of the five blocks: one number for each block, or one for each convolution. */
export type Widths = readonly (number | readonly number[])[];

/** What decides the layout of a VGG16. */
export interface Vgg16Layout {
  /** With the three dense layers (`true`, Keras's default) or the convolutional base alone. */
  includeTop?: boolean;
  /** Height, width and channels. Default `[224, 224, 3]`; at least 32×32 without the top. */
  inputShape?: readonly number[];
  /** Filters of each block, for a narrower network of the same layout. Default `[64, 128, 256, 512, 512]`. */
  widths?: Widths;
  /** Units of `fc1` and `fc2`. Default 4096. */
  denseUnits?: number;
  /** Outputs of the top's softmax. Default 1000. */
  classes?: number;
}

/** One layer of the plan. */
export interface LayerPlan {
  /** Keras's name: `block1_conv1` … `block5_pool`, `flatten`, `fc1`, `fc2`, `predictions`. */
  readonly name: string;
  readonly kind: 'InputLayer' | 'Conv2D' | 'MaxPooling2D' | 'Flatten' | 'Dense';
  /** With the batch's `null` first, as Keras prints it. */
  readonly outputShape: readonly (number | null)[];
  /** Shapes of kernel and bias, where the layer has weights. */
  readonly weights: readonly { readonly name: 'kernel' | 'bias'; readonly shape: readonly number[] }[];
  readonly parameters: number;
}

const convolutions = [2, 2, 3, 3, 3] as const;
const standardWidths: Widths = [64, 128, 256, 512, 512];

/**
 * The layers of VGG16 in order, with Keras's names, output shapes and parameter counts.
 *
 * A convolution has 3·3·in·out + out parameters, a dense layer in·out + out.
 * @throws RangeError for widths that do not fit the layout, or an image that five poolings would shrink to nothing
 * @see Simonyan & Zisserman (2014), table 1, column D
 */
export function vgg16Layers(layout: Vgg16Layout = {}): LayerPlan[] {
  const { includeTop = true, inputShape = [224, 224, 3], widths = standardWidths, denseUnits = 4096, classes = 1000 } = layout;
  let [height, width, channels] = checkInputShape(inputShape);
  const filters = checkWidths(widths);
  checkInteger('denseUnits', denseUnits, { min: 1 });
  checkInteger('classes', classes, { min: 1 });
  const plan: LayerPlan[] = [
    { name: 'input_layer', kind: 'InputLayer', outputShape: [null, height, width, channels], weights: [], parameters: 0 },
  ];
  filters.forEach((block, b) => {
    block.forEach((out, c) => {
      plan.push(weighted(`block${b + 1}_conv${c + 1}`, 'Conv2D', [null, height, width, out], [3, 3, channels, out]));
      channels = out;
    });
    [height, width] = [Math.floor(height / 2), Math.floor(width / 2)];
    plan.push({
      name: `block${b + 1}_pool`,
      kind: 'MaxPooling2D',
      outputShape: [null, height, width, channels],
      weights: [],
      parameters: 0,
    });
  });
  if (!includeTop) return plan;
  let units = height * width * channels;
  plan.push({ name: 'flatten', kind: 'Flatten', outputShape: [null, units], weights: [], parameters: 0 });
  for (const [name, out] of [['fc1', denseUnits] as const, ['fc2', denseUnits] as const, ['predictions', classes] as const]) {
    plan.push(weighted(name, 'Dense', [null, out], [units, out]));
    units = out;
  }
  return plan;
}

function weighted(name: string, kind: 'Conv2D' | 'Dense', outputShape: (number | null)[], kernel: number[]): LayerPlan {
  const out = kernel.at(-1) ?? 0;
  const weights = [
    { name: 'kernel' as const, shape: kernel },
    { name: 'bias' as const, shape: [out] },
  ];
  return { name, kind, outputShape, weights, parameters: kernel.reduce((a, b) => a * b) + out };
}

function checkInputShape(shape: readonly number[]): [number, number, number] {
  if (!Array.isArray(shape) || shape.length !== 3) {
    throw new RangeError(`inputShape must be [height, width, channels], got ${formatValue(shape)}`);
  }
  return [
    checkInteger('inputShape[0] (height)', shape[0], { min: 32 }),
    checkInteger('inputShape[1] (width)', shape[1], { min: 32 }),
    checkInteger('inputShape[2] (channels)', shape[2], { min: 1 }),
  ];
}

function checkWidths(widths: Widths): number[][] {
  if (!Array.isArray(widths) || widths.length !== 5) {
    throw new RangeError(`widths must name the filters of 5 blocks, got ${formatValue(widths)}`);
  }
  return convolutions.map((count, b) => {
    const given: unknown = widths[b];
    const block: unknown[] = Array.isArray(given) ? given : Array.from({ length: count }, () => given);
    if (block.length !== count)
      throw new RangeError(`widths[${b}] must hold ${count} numbers, one for each convolution, got ${block.length}`);
    return block.map((filters) => checkInteger(`widths[${b}]`, filters, { min: 1 }));
  });
}
