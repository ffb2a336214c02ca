/** From a recording to a graph: numbers become names, resource variables are read and written in the recorded order. */
import type { NativeBackend, OpAttribute } from '../types.js';
import { encodeGraph, type GraphNode, resourceType } from './graph-def.js';
import type { RecordedOp, Recording } from './recording.js';

/** A resource variable and the tensor that holds its value when the recorded computation begins. */
export interface HeldVariable {
  /** Name of the feed that is the variable's handle. */
  readonly handle: string;
  /** Number of the tensor. */
  readonly value: number;
}

/** A graph, ready to become a function. */
export interface Graph {
  readonly bytes: Uint8Array;
  /** The feeds it takes, in this order. */
  readonly feeds: readonly string[];
  /** `node:0` of each wanted output. */
  readonly outputs: readonly string[];
  /** Nodes that change variables. */
  readonly effects: readonly string[];
}

/**
 * @param held variables whose value the graph reads from their handle, and not from a tensor given to it
 * @param wanted numbers of the outputs
 * @returns the graph, or in one line why there is none
 */
export function buildGraph(
  recording: Recording,
  backend: NativeBackend,
  held: readonly HeldVariable[],
  wanted: readonly number[],
): Graph | string {
  if (recording.obstacle) return recording.obstacle;
  const builder = new GraphBuilder(recording, backend);
  for (const variable of held) builder.readVariable(variable);
  for (const op of recording.ops) {
    const obstacle = builder.add(op);
    if (obstacle) return obstacle;
  }
  return builder.finish(wanted) ?? 'it returns what it was given';
}

class GraphBuilder {
  readonly #recording: Recording;
  readonly #backend: NativeBackend;
  readonly #nodes: GraphNode[] = [];
  /** Names by the number of a tensor. */
  readonly #nameOf = new Map<number, string>();
  readonly #feeds: string[] = [];
  readonly #effects: string[] = [];
  readonly #order = new AccessOrder();

  constructor(recording: Recording, backend: NativeBackend) {
    this.#recording = recording;
    this.#backend = backend;
  }

  #type(name: string, value: number): OpAttribute {
    return { name, type: this.#backend.binding.TF_ATTR_TYPE, value };
  }

  #addFeed(name: string, dtype: number): string {
    if (!this.#feeds.includes(name)) {
      this.#feeds.push(name);
      this.#nodes.push({ name, op: 'Placeholder', inputs: [], attributes: [this.#type('dtype', dtype)] });
    }
    return name;
  }

  readVariable({ handle, value }: HeldVariable): void {
    const name = `${handle}_before`;
    this.#addFeed(handle, resourceType);
    const attributes = [this.#type('dtype', this.#backend.binding.TF_FLOAT)];
    this.#nodes.push({ name, op: 'ReadVariableOp', inputs: [handle], attributes });
    this.#nameOf.set(value, name);
    this.#order.read(handle, name);
  }

  /** The name of a tensor: of an operation's output, of a feed, or of a constant. */
  #resolve(id: number): string | undefined {
    const known = this.#nameOf.get(id);
    if (known) return known;
    const feed = this.#recording.feeds.get(id);
    const constant = this.#recording.constants.get(id);
    if (feed) this.#nameOf.set(id, this.#addFeed(feed.name, feed.dtype));
    else if (constant) {
      const name = `constant${this.#nodes.length}`;
      this.#nodes.push({ name, op: 'Const', inputs: [], attributes: [this.#type('dtype', constant.dtype)], value: constant });
      this.#nameOf.set(id, name);
    }
    return this.#nameOf.get(id);
  }

  /** Adds an operation. @returns in one line why it cannot be part of a graph, if it cannot */
  add({ op, attributes, inputs, outputs }: RecordedOp): string | undefined {
    const sources: string[] = [];
    const handles: string[] = [];
    for (const id of inputs) {
      const source = this.#resolve(id);
      if (source === undefined) return `${op} takes a tensor of unknown origin`;
      sources.push(source);
      if (this.#recording.feeds.get(id)?.dtype === resourceType) handles.push(source);
    }
    const name = `op${this.#nodes.length}`;
    const writes = op.startsWith('ResourceApply');
    if (handles.length > 0 && !writes && op !== 'ReadVariableOp') return `${op} changes variables`;
    const before = handles.flatMap((handle) => (writes ? this.#order.write(handle, name) : this.#order.read(handle, name)));
    if (writes) this.#effects.push(name);
    for (const source of sources) this.#order.use(source, name);
    const control = [...new Set(before)].map((node) => `^${node}`);
    this.#nodes.push({ name, op, inputs: [...sources, ...control], attributes });
    for (const [k, id] of outputs.entries()) this.#nameOf.set(id, k === 0 ? name : `${name}:${k}`);
    return undefined;
  }

  /** @param wanted numbers of the outputs @returns the graph; `undefined` where an output is one of the inputs */
  finish(wanted: readonly number[]): Graph | undefined {
    const outputs: string[] = [];
    for (const id of wanted) {
      const output = this.#nameOf.get(id);
      if (output === undefined || this.#feeds.includes(output)) return undefined;
      outputs.push(output);
    }
    const bytes = encodeGraph(withoutIdleWorkspaces(this.#nodes), this.#backend);
    return { bytes, feeds: this.#feeds, outputs, effects: this.#effects };
  }
}

/** While a step is recorded, each max-pooling keeps the places of its maxima for a gradient. Under a frozen base nothing reads them. */
function withoutIdleWorkspaces(nodes: readonly GraphNode[]): GraphNode[] {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return nodes.map((node) => {
    if (node.op !== '_MklNativeMaxPool' || read.has(`${node.name}:1`)) return node;
    return { ...node, attributes: node.attributes.map((a) => (a.name === 'workspace_enabled' ? { ...a, value: false } : a)) };
  });
}

/**
 * Who reads and writes each resource variable. A write waits for the write and the reads before it, and also for every operation that uses what was
 * read: as long as a value is in use, TensorFlow would have to copy the variable to change it.
 */
class AccessOrder {
  readonly #writer = new Map<string, string>();
  readonly #readers = new Map<string, string[]>();
  readonly #users = new Map<string, string[]>();

  read(handle: string, node: string): string[] {
    append(this.#readers, handle, node);
    const writer = this.#writer.get(handle);
    return writer ? [writer] : [];
  }

  write(handle: string, node: string): string[] {
    const readers = this.#readers.get(handle) ?? [];
    const writer = this.#writer.get(handle);
    const before = [...readers, ...readers.flatMap((reader) => this.#users.get(reader) ?? []), ...(writer ? [writer] : [])];
    this.#writer.set(handle, node);
    this.#readers.delete(handle);
    return before;
  }

  use(source: string, node: string): void {
    append(this.#users, source, node);
  }
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
