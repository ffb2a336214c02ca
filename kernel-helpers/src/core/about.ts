import { availableParallelism } from 'node:os';
import { backendInfo, tf } from './tf.js';

/** One thing that the lab says about itself. */
export interface AboutRow {
  readonly what: string;
  readonly value: string;
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

function computesOn(): string {
  const { name, reason, detail } = backendInfo;
  if (name === 'cpu') return `JavaScript only (${reason})`;
  if (name === 'wasm') return `WebAssembly, ${detail}`;
  if (name === 'webgpu') return `WebGPU, ${detail}`;
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } };
  return `native TensorFlow${binding?.TF_Version ? ` ${binding.TF_Version}` : ''}`;
}

/** A browser's name and version as it gives them: the last words that are no other browser's. */
function browser(agent: string): string {
  const found = /(?:Edg|Firefox|Chrome|Version)\/[\d.]+/.exec(agent)?.[0] ?? agent;
  return found.replace('Edg/', 'Edge ').replace('Version/', 'Safari ').replace('/', ' ');
}

/**
 * What the lab runs on, as rows for `showTable`: backend, versions, processors, memory and tensors at this moment. In a browser tab it is what
 * `npm run doctor` is on an installed lab.
 * @example showTable(about());
 */
export function about(): AboutRow[] {
  const { heapUsed } = process.memoryUsage();
  const { numTensors, numBytes } = tf.memory();
  const inTab = process.platform === ('browser' as NodeJS.Platform);
  return [
    { what: 'computes on', value: computesOn() },
    { what: 'runs in', value: inTab ? `${browser(navigator.userAgent)}, in a tab` : `Node ${process.version} on ${process.platform}` },
    { what: 'TensorFlow.js', value: tf.version['tfjs-core'] },
    { what: 'processors', value: `${availableParallelism()}` },
    { what: 'memory of the cells', value: heapUsed > 0 ? mebibytes(heapUsed) : 'the browser does not tell' },
    { what: 'tensors', value: `${numTensors} (${mebibytes(numBytes)})` },
  ];
}
