import type { tf } from '../core/index.js';
import { leafLayers } from './layers.js';

/** One layer, as {@link trainableTable} shows it. */
export interface TrainableRow {
  readonly layer: string;
  readonly kind: string;
  /** Output shape, `null` for the batch. */
  readonly shape: readonly (number | null)[];
  readonly parameters: number;
  readonly trainable: boolean;
}

/** What {@link trainableTable} returns. */
export interface TrainableTable {
  readonly rows: readonly TrainableRow[];
  readonly total: number;
  readonly trainable: number;
  readonly frozen: number;
  /** The table as text, numbers right-aligned. */
  toString(): string;
}

/**
 * Each layer with its output shape, parameters, and whether training would change it; and the sums.
 * A layer counts as trainable only if it has weights and its own flag and those of the models around it are set.
 */
export function trainableTable(model: tf.LayersModel): TrainableTable {
  const train = new Set(model.trainableWeights);
  const rows = leafLayers(model).map((layer): TrainableRow => {
    const shape = layer.outputShape as (number | null)[];
    const parameters = layer.weights.reduce((sum, weight) => sum + weight.shape.reduce((a: number, b) => a * (b ?? 1), 1), 0);
    return {
      layer: layer.name,
      kind: layer.getClassName(),
      shape,
      parameters,
      trainable: layer.weights.some((weight) => train.has(weight)),
    };
  });
  const sum = (list: readonly TrainableRow[]): number => list.reduce((total, row) => total + row.parameters, 0);
  const total = sum(rows);
  const trainable = sum(rows.filter((row) => row.trainable));
  return { rows, total, trainable, frozen: total - trainable, toString: () => format(rows, total, trainable) };
}

const whole = new Intl.NumberFormat('en-US');

function format(rows: readonly TrainableRow[], total: number, trainable: number): string {
  const cells = rows.map((row) => [
    row.layer,
    row.kind,
    row.shape.slice(1).join('×'),
    whole.format(row.parameters),
    row.parameters === 0 ? '' : row.trainable ? 'trained' : 'frozen',
  ]);
  const lines = [['layer', 'kind', 'output', 'parameters', ''], ...cells];
  const width = (c: number): number => Math.max(...lines.map((line) => (line[c] ?? '').length));
  const widths = [0, 1, 2, 3, 4].map(width);
  const text = lines.map((line) =>
    line
      .map((cell, c) => (c === 2 || c === 3 ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  text.push(`total ${whole.format(total)} · trained ${whole.format(trainable)} · frozen ${whole.format(total - trainable)}`);
  return text.join('\n');
}
