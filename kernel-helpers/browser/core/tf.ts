/** TensorFlow.js in a browser tab: WebGPU or WebAssembly (SIMD where the browser has it), and pure JavaScript for the kernels that it lacks. */
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
import { cardName, type Gpu, graphicsCard, isOfCard, startBest } from './backend.js';
import { registerCheckedKernels } from './checked-kernels.js';
import { registerMissingKernels } from './missing-kernels.js';
import { trial } from './trial.js';

/** How many threads TensorFlow.js would take: half of the processors, up to 8. Shared memory is there only on a page with special headers. */
const wantedThreads = (): number => (globalThis.crossOriginIsolated ? Math.min(Math.floor(navigator.hardwareConcurrency / 2), 8) : 1);

/** Starts WebAssembly; for one thread by the binary that has none, which is the faster one then. */
async function startWasm(threads: number): Promise<string> {
  const env = core.env();
  if (threads <= 1) env.set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setThreadsCount(Math.max(threads, 1));
  if (!(await core.setBackend('wasm'))) throw new Error('this browser refuses WebAssembly');
  registerMissingKernels();
  registerCheckedKernels();
  const [simd, shared] = await Promise.all([env.getAsync('WASM_HAS_SIMD_SUPPORT'), env.getAsync('WASM_HAS_MULTITHREAD_SUPPORT')]);
  const count = simd && shared ? getThreadsCount() : 1;
  return `${simd ? 'with' : 'without'} SIMD, ${count} ${count === 1 ? 'thread' : 'threads'}`;
}

async function chooseBackend(): Promise<BackendInfo> {
  setWasmPaths(`${place().base}wasm/`);
  const counts = [...new Set([wantedThreads(), 1])];
  const wasm = await startBest(counts.map((threads) => ({ name: 'wasm', start: () => startWasm(threads) })));
  if (wasm.name === 'cpu') {
    await core.setBackend('cpu');
    console.warn(`WebAssembly did not load (${wasm.reason}); using pure JavaScript, in which convolutional networks are very slow.`);
    return wasm;
  }
  const card = await graphicsCard(navigator as { gpu?: Gpu });
  if (!card) return wasm;
  const start = async (): Promise<string> => {
    await import('@tensorflow/tfjs-backend-webgpu');
    if (!(await core.setBackend('webgpu'))) throw new Error('the card refuses');
    quietReads();
    trial();
    return cardName(card);
  };
  const best = await startBest([{ name: 'webgpu', start }]);
  if (best.name === 'webgpu') return best;
  await core.setBackend('wasm');
  core.removeBackend('webgpu');
  return { name: 'wasm', detail: `${wasm.detail}; the graphics card ${best.reason}` };
}

/** A notebook reads values where it needs them; that this is slow is no news for its reader. */
function quietReads(): void {
  // Patch: tfjs-webgpu-read
  (core.backend() as unknown as { hasReadSyncWarned: boolean }).hasReadSyncWarned = true;
}

/**
 * The notebook goes on with WebAssembly where the card cannot. TensorFlow.js brings each tensor over when it is used next.
 * @param why ends a sentence about the card
 */
function leaveCard(why: string): void {
  backendInfo = { name: 'wasm', detail: `the graphics card ${why}` };
  void core.setBackend('wasm'); // it runs already: the choice is made before this returns
  console.log(`The graphics card ${why}: from here on WebAssembly computes.`);
}

/** An interrupt also ends work that spends its time in TensorFlow.js; and the card is left where it lacks a kernel. */
function checkAtEachKernel(): void {
  const engine = core.engine();
  const run = engine.runKernel.bind(engine);
  // Patch: tfjs-run-kernel
  engine.runKernel = ((...args: Parameters<typeof run>) => {
    (globalThis as { [checkName]?: () => void })[checkName]?.();
    if (core.getBackend() !== 'webgpu') return run(...args);
    if (!core.getKernel(args[0], 'webgpu')) leaveCard(`has no ${args[0]}`);
    try {
      return run(...args);
    } catch (error) {
      // The card's memory is used up; mistakes of the cell are none of its business.
      if (!isOfCard(error)) throw error;
      leaveCard('is out of memory');
      return run(...args);
    }
  }) as typeof engine.runKernel;
}

export let backendInfo: BackendInfo = await chooseBackend();
checkAtEachKernel();

export const tf = { ...core, ...layers, ...converter, data, version: { 'tfjs-core': core.version_core } } as unknown as typeof nodeTf;

/** The faster kernels are TensorFlow's own: there are none here. */
export const accelerate = (_on: boolean): void => undefined;
export const accelerations = (): [] => [];
