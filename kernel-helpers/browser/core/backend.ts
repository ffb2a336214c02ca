/** Which of TensorFlow.js's backends a tab computes with: the graphics card where the browser hands one out, else WebAssembly, else JavaScript. */
import type { BackendInfo } from '../../src/core/tf.js';

/** What is used of WebGPU's types, which TypeScript does not bring. */
export interface Adapter {
  readonly info?: { readonly vendor?: string; readonly architecture?: string; readonly isFallbackAdapter?: boolean };
  readonly isFallbackAdapter?: boolean;
}

export interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<Adapter | null>;
}

/** One way to compute. `start` resolves to the backend's details, and throws where it cannot be. */
export interface Backend {
  readonly name: BackendInfo['name'];
  start(): Promise<string>;
}

/** The graphics card; undefined where there is none. One that is imitated by software is slower than WebAssembly, and counts as none. */
export async function graphicsCard({ gpu }: { readonly gpu?: Gpu }): Promise<Adapter | undefined> {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return undefined;
  return (adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter) ? undefined : adapter;
}

/** A card's name as its driver gives it. Browsers may hide it. */
export const cardName = ({ info }: Adapter): string => [info?.vendor, info?.architecture].filter(Boolean).join(' ') || 'graphics card';

/** Whether an error is the card's, such as one without memory. */
export const isOfCard = (error: unknown): boolean =>
  error instanceof Error && /createBuffer|'GPU\w+'|device (?:is|was) lost/i.test(error.message);

/**
 * Starts the first backend that can be.
 * @param backends the best first, without the last resort
 * @returns what computes; pure JavaScript, with the last reason, where none could be started
 */
export async function startBest(backends: readonly Backend[]): Promise<BackendInfo> {
  let reason = 'no other backend was asked for';
  for (const { name, start } of backends) {
    try {
      return { name, detail: await start() };
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  return { name: 'cpu', reason };
}
