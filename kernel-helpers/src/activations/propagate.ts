import { zip } from '../core/data.js';
import { checkInteger, formatValue, type RandomStream, seededRandom } from '../core/index.js';
import { type InitializerName, weightDrawer } from './initializers.js';
import { activation as byName } from './registry.js';
import { type SignalStatistics, signalStatistics } from './signal-statistics.js';
import type { Activation } from './types.js';

/** What is sent through the network, and how. */
export interface PropagateOptions {
  /** Name of an activation, or an activation. */
  activation: string | Pick<Activation, 'value' | 'derivative'>;
  /** Number of fully connected layers, 1 to 1000; default 30, or one less than the length of a list of `units`. */
  layers?: number;
  /** Units in the input and in every layer, 2 to 1024, default 100; or a list of all widths, the input's first: `[400, 50, 400]` has 2 layers. */
  units?: number | readonly number[];
  /** Samples of N(0, 1) sent in, 2 to 10,000; default 200. */
  samples?: number;
  /** Default `'glorotNormal'`. */
  initializer?: InitializerName;
  /** Default 1. */
  seed?: number;
}

/** One layer, counted from 1. */
export interface LayerSignal {
  layer: number;
  /** The layer's outputs g(z), going forward. */
  forward: SignalStatistics;
  /** The gradient of the loss by the layer's outputs, going backward from N(0, 1) at the last layer. */
  backward: SignalStatistics;
  /** Share of all (sample, unit) pairs where |g′(z)| < 0.001: the unit is inactive for that sample and passes no gradient. */
  inactiveShare: number;
  /** Share of units for which that is so for every sample. These units are dead: they cannot learn from this data. */
  deadUnits: number;
}

/** A layer's weights (inputs × units) and slopes g′(z) (samples × units), kept for the way back. */
interface Passed {
  signal: LayerSignal;
  weights: Float64Array;
  slope: Float64Array;
  inputs: number;
  units: number;
}

/**
 * Sends N(0, 1) through a deep network h ← g(W h) and a gradient of N(0, 1) back through it: Wᵀ(dy ⊙ g′(z)).
 *
 * It uses float64 arrays, no tensors, so that gradients as small as 1e-300 still differ from 0. Nothing is trained.
 * @throws RangeError for an unknown activation or initializer, sizes out of range, or a list of units that does not fit `layers`
 */
export function propagate(options: PropagateOptions): LayerSignal[] {
  const g = typeof options.activation === 'string' ? byName(options.activation) : options.activation;
  const widths = widthsOf(options);
  const samples = checkInteger('samples', options.samples ?? 200, { min: 2, max: 10000 });
  const stream = seededRandom(options.seed ?? 1);
  const noise = (count: number) => Float64Array.from({ length: count }, () => stream.normal());

  const [first = 0] = widths;
  let h: Float64Array = noise(samples * first);
  const passes: Passed[] = [];
  for (const [layer, [inputs, units]] of [...zip(widths, widths.slice(1))].entries()) {
    const weights = draw(options.initializer ?? 'glorotNormal', inputs, units, stream);
    const z = multiply(h, weights, { samples, inputs, units });
    h = z.map(g.value);
    const slope = z.map(g.derivative);
    const signal = { layer: layer + 1, forward: signalStatistics(h), backward: signalStatistics([]), ...dead(slope, units) };
    passes.push({ signal, weights, slope, inputs, units });
  }
  let dy: Float64Array = noise(h.length);
  for (const { signal, weights, slope, inputs, units } of passes.toReversed()) {
    signal.backward = signalStatistics(dy);
    const dz = Float64Array.from(zip(dy, slope), ([d, s]) => d * s);
    dy = multiply(dz, transpose(weights, inputs, units), { samples, inputs: units, units: inputs });
  }
  return passes.map(({ signal }) => signal);
}

function widthsOf({ units = 100, layers }: PropagateOptions): readonly number[] {
  if (typeof units === 'number') {
    checkInteger('units', units, { min: 2, max: 1024 });
    return new Array<number>(checkInteger('layers', layers ?? 30, { min: 1, max: 1000 }) + 1).fill(units);
  }
  const wanted = layers === undefined ? 'at least 2 widths' : `${layers + 1} widths, one more than layers`;
  if (units.length < 2 || units.length > 1001 || (layers !== undefined && units.length !== layers + 1)) {
    throw new RangeError(`units must have ${wanted}, got ${formatValue(units)}`);
  }
  for (const [i, width] of units.entries()) checkInteger(`units[${i}]`, width, { min: 2, max: 1024 });
  return units;
}

function draw(initializer: InitializerName, inputs: number, units: number, stream: RandomStream): Float64Array {
  return Float64Array.from({ length: inputs * units }, weightDrawer(initializer, inputs, units, stream));
}

interface Sizes {
  samples: number;
  inputs: number;
  units: number;
}

/** h (samples × inputs) times w (inputs × units), row by row so that memory is read in order. */
function multiply(h: Float64Array, w: Float64Array, { samples, inputs, units }: Sizes): Float64Array {
  const out = new Float64Array(samples * units);
  for (let s = 0; s < samples; s++) {
    const row = out.subarray(s * units, (s + 1) * units);
    for (let k = 0; k < inputs; k++) {
      const x = h[s * inputs + k]!;
      if (x === 0) continue;
      const from = k * units;
      for (let j = 0; j < units; j++) row[j]! += x * w[from + j]!; // w: inputs × units
    }
  }
  return out;
}

/** inputs × units to units × inputs. */
function transpose(w: Float64Array, inputs: number, units: number): Float64Array {
  return w.map((_, i) => w[(i % inputs) * units + Math.floor(i / inputs)]!);
}

const isInactive = (slope: number) => Math.abs(slope) < 1e-3;

function dead(slope: Float64Array, units: number): { inactiveShare: number; deadUnits: number } {
  const alive = new Uint8Array(units);
  let count = 0;
  slope.forEach((d, i) => {
    if (isInactive(d)) count++;
    else alive[i % units] = 1;
  });
  return { inactiveShare: count / slope.length, deadUnits: alive.filter((a) => a === 0).length / units };
}
