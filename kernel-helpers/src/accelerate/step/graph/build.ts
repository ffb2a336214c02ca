/** From a recording to a graph: numbers become names, resource variables are read and written in the recorded order. */
import type { NativeBackend } from '../../acceleration.js';
import { encodeGraph, type GraphNode } from './graph-def.js';
import type { Recording } from './recording.js';

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

const resource = 20; // TensorFlow's DT_RESOURCE

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
  const { binding } = backend;
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const nodes: GraphNode[] = [];
  const nameOf = new Map<number, string>(); // by number of a tensor
  const feeds: string[] = [];
  const effects: string[] = [];
  const order = new AccessOrder();

  const addFeed = (name: string, dtype: number): string => {
    if (!feeds.includes(name)) {
      feeds.push(name);
      nodes.push({ name, op: 'Placeholder', inputs: [], attributes: [type('dtype', dtype)] });
    }
    return name;
  };
  for (const { handle, value } of held) {
    const name = `${handle}_before`;
    addFeed(handle, resource);
    nodes.push({ name, op: 'ReadVariableOp', inputs: [handle], attributes: [type('dtype', binding.TF_FLOAT)] });
    nameOf.set(value, name);
    order.read(handle, name);
  }
  const resolve = (id: number): string | undefined => {
    const known = nameOf.get(id);
    if (known) return known;
    const feed = recording.feeds.get(id);
    const constant = recording.constants.get(id);
    if (feed) nameOf.set(id, addFeed(feed.name, feed.dtype));
    else if (constant) {
      const name = `constant${nodes.length}`;
      nodes.push({ name, op: 'Const', inputs: [], attributes: [type('dtype', constant.dtype)], value: constant });
      nameOf.set(id, name);
    }
    return nameOf.get(id);
  };

  for (const { op, attributes, inputs, outputs } of recording.ops) {
    const from = inputs.map(resolve);
    if (from.some((input) => input === undefined)) return `${op} takes a tensor of unknown origin`;
    const sources = from as string[];
    const handles = sources.filter((source, k) => recording.feeds.get(inputs[k]!)?.dtype === resource && feeds.includes(source));
    const name = `op${nodes.length}`;
    const writes = op.startsWith('ResourceApply');
    if (handles.length > 0 && !writes && op !== 'ReadVariableOp') return `${op} changes variables`;
    const before = handles.flatMap((handle) => (writes ? order.write(handle, name) : order.read(handle, name)));
    if (writes) effects.push(name);
    for (const source of sources) order.use(source, name);
    const control = [...new Set(before)].map((node) => `^${node}`);
    nodes.push({ name, op, inputs: [...sources, ...control], attributes });
    outputs.forEach((id, k) => {
      nameOf.set(id, k === 0 ? name : `${name}:${k}`);
    });
  }
  const outputs = wanted.map((id) => nameOf.get(id));
  if (outputs.some((output) => output === undefined || feeds.includes(output))) return 'it returns what it was given';
  return { bytes: encodeGraph(withoutIdleWorkspaces(nodes), backend), feeds, outputs: outputs as string[], effects };
}

/** While a step is recorded each max-pooling notes its maxima for a gradient; under a frozen base none asks for them. */
function withoutIdleWorkspaces(nodes: readonly GraphNode[]): GraphNode[] {
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return nodes.map((node) => {
    if (node.op !== '_MklNativeMaxPool' || read.has(`${node.name}:1`)) return node;
    return { ...node, attributes: node.attributes.map((a) => (a.name === 'workspace_enabled' ? { ...a, value: false } : a)) };
  });
}

/**
 * Who reads and writes each resource variable. A write waits for the write and the reads before it, and also for everyone who uses what was
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
