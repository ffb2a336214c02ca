/** TensorFlow.js in a browser tab: WebAssembly (SIMD where the browser has it), and pure JavaScript for the kernels that it lacks. */
import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-backend-cpu';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as converter from '@tensorflow/tfjs-converter';
import * as data from '@tensorflow/tfjs-data';
import * as layers from '@tensorflow/tfjs-layers';
import type { BackendInfo, tf as nodeTf } from '../../src/core/tf.js';
import { checkName } from '../kernel/interrupt-name.js';
import { place } from '../place.js';
import { registerMissingKernels } from './missing-kernels.js';

async function chooseBackend(): Promise<BackendInfo> {
  setWasmPaths(`${place().base}wasm/`);
  // Threads need shared memory, which only a page with special headers has.
  if (!globalThis.crossOriginIsolated) setThreadsCount(1);
  try {
    if (!(await core.setBackend('wasm'))) throw new Error('this browser refuses WebAssembly');
    registerMissingKernels();
    const env = core.env();
    const [simd, threads] = await Promise.all([env.getAsync('WASM_HAS_SIMD_SUPPORT'), env.getAsync('WASM_HAS_MULTITHREAD_SUPPORT')]);
    const count = threads && globalThis.crossOriginIsolated ? getThreadsCount() : 1;
    return { name: 'wasm', detail: `${simd ? 'with' : 'without'} SIMD, ${count} ${count === 1 ? 'thread' : 'threads'}` };
  } catch (error) {
    await core.setBackend('cpu');
    const reason = error instanceof Error ? error.message : String(error);
    console.warn(`WebAssembly did not load (${reason}); using pure JavaScript, in which convolutional networks are very slow.`);
    return { name: 'cpu', reason };
  }
}

/** An interrupt also ends work that spends its time in TensorFlow.js. */
function checkAtEachKernel(): void {
  const engine = core.engine();
  const run = engine.runKernel.bind(engine);
  // Patch: tfjs-run-kernel
  engine.runKernel = ((...args: Parameters<typeof run>) => {
    (globalThis as { [checkName]?: () => void })[checkName]?.();
    return run(...args);
  }) as typeof engine.runKernel;
}

export const backendInfo: BackendInfo = await chooseBackend();
checkAtEachKernel();

export const tf = { ...core, ...layers, ...converter, data, version: { 'tfjs-core': core.version_core } } as unknown as typeof nodeTf;

/** The faster kernels are TensorFlow's own: there are none here. */
export const accelerate = (_on: boolean): void => undefined;
export const accelerations = (): [] => [];
