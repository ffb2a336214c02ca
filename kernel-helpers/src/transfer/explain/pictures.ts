import { checkInteger, checkNumber, checkOneOf, tf } from '../../core/index.js';
import type { PixelImage } from '../../display/index.js';
import { type HeatMap, resizeMap } from './heat-map.js';

/** Black over purple and orange to pale yellow: lightness rises evenly, so the order survives print and color blindness. */
const stops = [
  [0, 0, 4],
  [87, 16, 110],
  [188, 55, 84],
  [249, 142, 9],
  [252, 255, 164],
] as const;

/**
 * An image with a heat map laid over it: where the map is high the color is strong, where it is 0 the image is shown in grey.
 * @param image RGB 0…255, row by row
 * @param map from `gradCam` or `occlusionMap`; negative values count as 0, the highest as full color
 * @param options.strength weight of the color where the map is highest, 0…1, default 0.75
 * @param options.label the text under the picture, default none
 */
export function heatOverlay(
  image: { readonly data: ArrayLike<number>; readonly width: number; readonly height: number },
  map: HeatMap,
  options: { strength?: number; label?: string } = {},
): PixelImage {
  const strength = checkNumber('strength', options.strength ?? 0.75, { min: 0, max: 1 });
  const { width, height, data } = image;
  if (data.length !== width * height * 3)
    throw new RangeError(`image.data must hold ${width * height * 3} values (RGB), got ${data.length}`);
  const { values } = resizeMap(map, height, width);
  const top = Math.max(...values, Number.MIN_VALUE);
  const out = new Uint8ClampedArray(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const heat = Math.max(0, values[i]! / top);
    const grey = 0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!;
    const share = strength * Math.sqrt(heat);
    const color = colorAt(heat);
    for (let c = 0; c < 3; c++) out[3 * i + c] = (1 - share) * grey + share * color[c]!;
  }
  return { data: out, width, height, channels: 3, ...(options.label === undefined ? {} : { label: options.label }) };
}

function colorAt(heat: number): number[] {
  const place = Math.min(heat, 1) * (stops.length - 1);
  const low = Math.min(Math.floor(place), stops.length - 2);
  return [0, 1, 2].map((c) => stops[low]![c]! + (place - low) * (stops[low + 1]![c]! - stops[low]![c]!));
}

/**
 * The kernels of a convolution as small pictures: color where it reads three channels (the first layer), else the mean over its inputs.
 * @param count the highest number of pictures, default all
 */
export function filterPictures(model: tf.LayersModel, layerName: string, count = Number.POSITIVE_INFINITY): PixelImage[] {
  const layer = convolution(model, layerName);
  const kernel = layer.getWeights()[0] as tf.Tensor4D;
  const [height, width, inputs, filters] = kernel.shape;
  const values = kernel.dataSync();
  return Array.from({ length: Math.min(filters, count) }, (_, f) => {
    const at = (place: number, input: number) => values[(place * inputs + input) * filters + f]!;
    const places = Array.from({ length: height * width }, (_, place) => place);
    const channels = inputs === 3 ? 3 : 1;
    const mean = (place: number) => Array.from({ length: inputs }, (_, i) => at(place, i)).reduce((a, b) => a + b, 0) / inputs;
    // The network reads blue, green, red; the picture is red, green, blue.
    const data = channels === 3 ? places.flatMap((place) => [at(place, 2), at(place, 1), at(place, 0)]) : places.map(mean);
    return { data: toUnit(data), width, height, channels, label: `${f}` };
  });
}

/**
 * The response of each filter of a layer to an image, as grey pictures: white where it is highest.
 * @param image one preprocessed image, [1, height, width, 3]; stays the caller's
 * @param count the highest number of filters, default 16; those with the highest response come first
 */
export function activationPictures(model: tf.LayersModel, layerName: string, image: tf.Tensor4D, count = 16): PixelImage[] {
  checkInteger('count', count, { min: 1 });
  const names = model.layers.slice(1).map((layer) => layer.name);
  const at = names.indexOf(checkOneOf('layerName', layerName, names));
  const maps = tf.tidy(() => {
    const out = model.layers.slice(1, at + 2).reduce((x: tf.Tensor, layer) => layer.apply(x) as tf.Tensor, image);
    if (out.rank !== 4) throw new RangeError(`layerName must be a layer with maps, got '${layerName}'`);
    const [, height, width, filters] = out.shape as [number, number, number, number];
    return { height, width, filters, values: out.transpose([0, 3, 1, 2]).dataSync() as Float32Array };
  });
  const { height, width, filters, values } = maps;
  const size = height * width;
  return Array.from({ length: filters }, (_, f) => values.slice(f * size, (f + 1) * size))
    .map((data, f) => ({ data, f, sum: data.reduce((a, b) => a + b, 0) }))
    .sort((a, b) => b.sum - a.sum)
    .slice(0, count)
    .map(({ data, f }) => ({ data: toUnit(data), width, height, channels: 1, label: `${f}` }));
}

function convolution(model: tf.LayersModel, name: string): tf.layers.Layer {
  const names = model.layers.filter((layer) => layer.getClassName() === 'Conv2D').map((layer) => layer.name);
  return model.getLayer(checkOneOf('layerName', name, names));
}

/** Stretches values to [0, 1]; equal ones become 0.5. */
function toUnit(values: ArrayLike<number>): Float32Array {
  const out = Float32Array.from(values);
  const [low, high] = [Math.min(...out), Math.max(...out)];
  return out.map((value) => (high > low ? (value - low) / (high - low) : 0.5));
}
