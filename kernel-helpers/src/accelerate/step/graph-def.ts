/** TensorFlow's format of a graph (`GraphDef`), written with the message classes that tfjs-node brings for its saved models. */
import { createRequire } from 'node:module';
import type { NativeBackend, OpAttribute } from '../types.js';

/** The values of a tensor as the binding takes them. */
export interface Constant {
  readonly shape: readonly number[];
  /** TensorFlow's number of the type. */
  readonly dtype: number;
  readonly values: Float32Array | Int32Array | Uint8Array;
}

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** `node:0` for an output of another node, `^node` to come after it. */
  readonly inputs: readonly string[];
  readonly attributes: readonly OpAttribute[];
  /** The value of a node `Const`. */
  readonly value?: Constant;
}

interface Message {
  serializeBinary(): Uint8Array;
}
/** The part of the generated classes that is used here; they come without types. */
interface Attr extends Message {
  setList(list: ListValue): void;
  setS(bytes: Uint8Array): void;
  setI(value: number): void;
  setF(value: number): void;
  setB(value: boolean): void;
  setType(type: number): void;
  setShape(shape: Message): void;
  setTensor(tensor: Message): void;
}
interface ListValue extends Message {
  setSList(values: Uint8Array[]): void;
  setIList(values: number[]): void;
  setFList(values: number[]): void;
  setBList(values: boolean[]): void;
  setTypeList(values: number[]): void;
}
interface Messages {
  AttrValue: { new (): Attr; ListValue: new () => ListValue };
  TensorShape: { new (): Message & { addDim(dim: Message): void }; Dim: new () => Message & { setSize(size: number): void } };
  Tensor: new () => Message & {
    setDtype(dtype: number): void;
    setTensorShape(shape: Message): void;
    setTensorContent(bytes: Uint8Array): void;
  };
  NodeDef: new () => Message & {
    setName(name: string): void;
    setOp(op: string): void;
    setInputList(inputs: string[]): void;
    getAttrMap(): { set(name: string, value: Attr): void };
  };
  GraphDef: new () => Message & { addNode(node: Message): void; setVersions(versions: Message): void };
  VersionDef: new () => Message & { setProducer(version: number): void };
}

let messages: Messages | undefined;
const load = (): Messages => {
  messages ??= createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js') as Messages;
  return messages;
};

/** TensorFlow's number of the type of a variable's handle (DT_RESOURCE), which the binding does not name. */
export const resourceType = 20;

/** The version of the format that this file writes: that of TensorFlow 2.9 and later, all of which read it. */
const producer = 1087;

/** Writes a graph. The same nodes in the same order give the same bytes. */
export function encodeGraph(nodes: readonly GraphNode[], backend: NativeBackend): Uint8Array {
  const { GraphDef, NodeDef, VersionDef } = load();
  const graph = new GraphDef();
  const versions = new VersionDef();
  versions.setProducer(producer);
  graph.setVersions(versions);
  for (const { name, op, inputs, attributes, value } of nodes) {
    const node = new NodeDef();
    node.setName(name);
    node.setOp(op);
    node.setInputList([...inputs]);
    for (const attribute of attributes) node.getAttrMap().set(attribute.name, attributeValue(attribute, backend));
    if (value) node.getAttrMap().set('value', constantValue(value));
    graph.addNode(node);
  }
  return graph.serializeBinary();
}

function attributeValue({ name, type, value }: OpAttribute, { binding }: NativeBackend): Attr {
  const { AttrValue } = load();
  const attr = new AttrValue();
  const list = Array.isArray(value) ? new AttrValue.ListValue() : undefined;
  const bytes = (text: unknown) => new TextEncoder().encode(String(text));
  if (type === binding.TF_ATTR_SHAPE) attr.setShape(shapeOf(value as number[]));
  else if (type === binding.TF_ATTR_STRING) list ? list.setSList((value as string[]).map(bytes)) : attr.setS(bytes(value));
  else if (type === binding.TF_ATTR_INT) list ? list.setIList(value as number[]) : attr.setI(value as number);
  else if (type === binding.TF_ATTR_FLOAT) list ? list.setFList(value as number[]) : attr.setF(value as number);
  else if (type === binding.TF_ATTR_BOOL) list ? list.setBList(value as boolean[]) : attr.setB(value as boolean);
  else if (type === binding.TF_ATTR_TYPE) list ? list.setTypeList(value as number[]) : attr.setType(value as number);
  else throw new Error(`attribute '${name}' is of a type that graphs here do not have`);
  if (list && type !== binding.TF_ATTR_SHAPE) attr.setList(list);
  return attr;
}

function constantValue({ shape, dtype, values }: Constant): Attr {
  const { AttrValue, Tensor } = load();
  const tensor = new Tensor();
  tensor.setDtype(dtype);
  tensor.setTensorShape(shapeOf(shape));
  tensor.setTensorContent(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const attr = new AttrValue();
  attr.setTensor(tensor);
  return attr;
}

function shapeOf(sizes: readonly number[]): Message {
  const { TensorShape } = load();
  const shape = new TensorShape();
  for (const size of sizes) {
    const dim = new TensorShape.Dim();
    dim.setSize(size);
    shape.addDim(dim);
  }
  return shape;
}
