/** What the kernel is told of a training run, for the panel "Session". Outside a notebook nobody is told. */
import type { tf } from '../core/index.js';
import { noteRun, type RunEnding, type RunSettings } from '../display/kernel.js';
import { NaNLossError, TrainingInterrupted } from './history.js';

export interface RunRecord {
  epoch(epoch: number, logs: Readonly<Record<string, number>>): void;
  end(how: RunEnding): void;
}

type Options = Pick<RunSettings, 'title' | 'epochs' | 'batchSize'>;

export function recordRun(model: tf.LayersModel, options: Options): RunRecord {
  const run = crypto.randomUUID();
  const begun = performance.now();
  noteRun(() => ({ type: 'begin', run, at: new Date().toISOString(), settings: { ...settingsOf(model), ...options } }));
  return {
    epoch: (epoch, logs) => noteRun(() => ({ type: 'epoch', run, epoch, logs })),
    end: (how) => noteRun(() => ({ type: 'end', run, how, seconds: (performance.now() - begun) / 1000 })),
  };
}

/** How a run ended that threw. */
export function endingOf(error: unknown): RunEnding {
  if (error instanceof TrainingInterrupted) return 'interrupted';
  return error instanceof NaNLossError ? 'NaN' : 'failed';
}

function settingsOf(model: tf.LayersModel): Omit<RunSettings, keyof Options> {
  const { optimizer, loss } = model as { optimizer?: { name?: string; learningRate?: number; getClassName?(): string }; loss?: unknown };
  const rate = optimizer?.learningRate;
  return {
    optimizer: optimizer?.name ?? optimizer?.getClassName?.() ?? '',
    learningRate: typeof rate === 'number' ? rate : null,
    loss: typeof loss === 'string' ? loss : 'own function',
    layers: model.layers.slice(0, 50).map(layerText),
    parameters: model.countParams(),
  };
}

/** `dense 32 relu`, `dropout 0.5`. */
function layerText(layer: tf.layers.Layer): string {
  const { units, filters, activation, rate } = layer.getConfig();
  const words = [units ?? filters, activation === 'linear' ? undefined : activation, rate];
  return [layer.getClassName(), ...words.filter((word) => typeof word === 'number' || typeof word === 'string')].join(' ');
}
