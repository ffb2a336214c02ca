import type { Binding, NativeBackend, TensorMetadata } from '../types.js';
import type { Graph } from './graph.js';

/** Whether the binding can make functions: one that was built before this project could has no such calls. */
export const canMakeFunctions = ({ binding }: NativeBackend): boolean => binding.addFunction !== undefined;

let serial = 0;
/** Removes a function from TensorFlow when its owner is garbage-collected. */
const registry = new FinalizationRegistry<{ binding: Binding; name: string }>(({ binding, name }) => binding.removeFunction?.(name));

/** A graph as one operation of TensorFlow: optimized when it first runs, then run whole. */
export class GraphFunction {
  readonly #backend: NativeBackend;
  readonly #name: string;
  readonly #outputs: number;
  /** The names of what `run` takes, in this order. */
  readonly feeds: readonly string[];

  constructor(backend: NativeBackend, graph: Graph) {
    serial += 1;
    this.#backend = backend;
    this.#name = `lecture_lab_${process.pid}_${serial}`;
    this.#outputs = graph.outputs.length;
    this.feeds = graph.feeds;
    const { binding } = backend;
    binding.addFunction!(this.#name, graph.bytes, graph.feeds, graph.outputs, graph.effects);
    registry.register(this, { binding, name: this.#name });
  }

  /** @param inputs TensorFlow's numbers of the tensors for `feeds` */
  run(inputs: readonly number[]): TensorMetadata[] {
    return this.#backend.binding.executeOp(this.#name, [], inputs, this.#outputs);
  }
}
