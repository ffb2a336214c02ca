/**
 * The source of a network's initial weights. It is read once for each weight, while its layer is built, so that a network
 * of half a gigabyte is never in memory twice.
 */
export interface WeightSource {
  /** For error messages and docs: `'random'`, or the file's name. */
  readonly name: string;
  /** The values of one weight in row-major order. @throws Error that names the layer */
  read(layer: string, weight: 'kernel' | 'bias', shape: readonly number[]): Float32Array;
  /** Frees what `read` needed. Called once, also after an error. */
  close(): void;
}

/** The number of values in a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
