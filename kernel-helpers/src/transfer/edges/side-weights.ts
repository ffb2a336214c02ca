import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { tf } from '../../core/index.js';
import { type Hdf5, openHdf5 } from '../weights/hdf5.js';

/** Weights of the side outputs, blocks 1 to 5, and of the fusion: 1×1 convolutions to one map. */
export interface SideWeights {
  readonly kernels: readonly tf.Tensor4D[];
  readonly biases: readonly tf.Tensor1D[];
  readonly fuse: readonly [tf.Tensor4D, tf.Tensor1D];
}

/**
 * Reads the detector's own layers.
 * @param base gives the number of maps of each block
 * @throws Error that names file and layer for one that is missing, has another shape, or holds NaN or infinity
 */
export async function readSides(file: string, base: tf.LayersModel): Promise<SideWeights> {
  const maps = base.layers.filter((layer) => layer.getClassName() === 'MaxPooling2D').map((layer) => Number(layer.outputShape.at(-1)));
  const label = path.basename(file);
  const hdf5 = await openHdf5(await readFile(file), label);
  try {
    // All are read and checked before the first becomes a tensor.
    const sides = maps.map((inputs, b) => readConvolution(hdf5, `dsn${b + 1}`, inputs));
    const fuse = readConvolution(hdf5, 'fuse', maps.length);
    const kernel = ({ values, inputs }: Convolution): tf.Tensor4D => tf.tensor4d(values, [1, 1, inputs, 1]);
    return {
      kernels: sides.map(kernel),
      biases: sides.map(({ bias }) => tf.tensor1d(bias)),
      fuse: [kernel(fuse), tf.tensor1d(fuse.bias)],
    };
  } finally {
    hdf5.close();
  }
}

interface Convolution {
  readonly inputs: number;
  readonly values: Float32Array;
  readonly bias: Float32Array;
}

function readConvolution(file: Hdf5, name: string, inputs: number): Convolution {
  const values = file.floats(`/${name}/vars/0`, [1, 1, inputs, 1], `layer '${name}' (kernel)`);
  return { inputs, values, bias: file.floats(`/${name}/vars/1`, [1], `layer '${name}' (bias)`) };
}
