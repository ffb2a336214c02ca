import { zip } from '../core/data.js';
import { checkInteger, seededRandom } from '../core/index.js';
import { type InitializerName, weightDrawer } from './initializers.js';
import { activation as byName } from './registry.js';
import { type SignalStatistics, signalStatistics } from './signal-statistics.js';
import type { Activation } from './types.js';

/** What is sent through the network, and how. */
export interface PropagateOptions {
  /** Name of an activation, or one itself. */
  activation: string | Pick<Activation, 'value' | 'derivative'>;
  /** Number of fully connected layers, 1 to 1000; default 30. */
  layers?: number;
  /** Units in every layer, 2 to 1024; default 100. */
  units?: number;
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
  /** Share of all (sample, unit) pairs where |g′(z)| < .001: no gradient passes. */
  deadShare: number;
  /** Share of units for which that holds for every sample: they cannot learn from this data. */
  deadUnits: number;
}

/**
 * Sends N(0, 1) through a deep network h ← g(W h) and a gradient of N(0, 1) back through it: Wᵀ(dy ⊙ g′(z)).
 *
 * Plain float64 arrays, no tensors, so that gradients as small as 1e-300 are still told from 0. Nothing is trained.
 * @throws RangeError for an unknown activation or initializer, or sizes out of range
 */
export function propagate(options: PropagateOptions): LayerSignal[] {
  const g = typeof options.activation === 'string' ? byName(options.activation) : options.activation;
  const layers = checkInteger('layers', options.layers ?? 30, { min: 1, max: 1000 });
  const units = checkInteger('units', options.units ?? 100, { min: 2, max: 1024 });
  const samples = checkInteger('samples', options.samples ?? 200, { min: 2, max: 10000 });
  const stream = seededRandom(options.seed ?? 1);
  const draw = weightDrawer(options.initializer ?? 'glorotNormal', units, units, stream);

  let h: Float64Array = Float64Array.from({ length: samples * units }, () => stream.normal());
  const passes: { signal: LayerSignal; w: Float64Array; slope: Float64Array }[] = [];
  for (let layer = 1; layer <= layers; layer++) {
    const w = Float64Array.from({ length: units * units }, draw);
    const z = multiply(h, w, samples, units);
    h = z.map(g.value);
    const slope = z.map(g.derivative);
    const signal = { layer, forward: signalStatistics(h), backward: signalStatistics([]), ...dead(slope, units) };
    passes.push({ signal, w, slope });
  }
  let dy: Float64Array = Float64Array.from({ length: samples * units }, () => stream.normal());
  for (const { signal, w, slope } of passes.toReversed()) {
    signal.backward = signalStatistics(dy);
    const dz = Float64Array.from(zip(dy, slope), ([d, s]) => d * s);
    dy = multiply(dz, transpose(w, units), samples, units);
  }
  return passes.map(({ signal }) => signal);
}

/** h (samples × units) times w (units × units), row by row so that memory is read in order. */
function multiply(h: Float64Array, w: Float64Array, samples: number, units: number): Float64Array {
  const out = new Float64Array(samples * units);
  for (let s = 0; s < samples; s++) {
    const row = out.subarray(s * units, (s + 1) * units);
    for (let k = 0; k < units; k++) {
      const x = h[s * units + k]!;
      if (x === 0) continue;
      const from = k * units;
      for (let j = 0; j < units; j++) row[j]! += x * w[from + j]!;
    }
  }
  return out;
}

function transpose(w: Float64Array, n: number): Float64Array {
  return w.map((_, i) => w[(i % n) * n + Math.floor(i / n)]!);
}

const isDead = (slope: number) => Math.abs(slope) < 1e-3;

function dead(slope: Float64Array, units: number): { deadShare: number; deadUnits: number } {
  const alive = new Uint8Array(units);
  let count = 0;
  slope.forEach((d, i) => {
    if (isDead(d)) count++;
    else alive[i % units] = 1;
  });
  return { deadShare: count / slope.length, deadUnits: alive.filter((a) => a === 0).length / units };
}
