/**
 * A training step of a compiled model as one operation.
 *
 * tfjs runs a step kernel by kernel: some hundred calls from JavaScript, one after the other. The first steps of a model are noted
 * (`graph/recording.ts`); where two of them in a row are the same computation, it becomes a function of TensorFlow, which optimizes the
 * graph and runs what it can side by side, as Keras's compiled step does. Anything out of the ordinary trains as before: a layer that draws
 * random numbers or has a state, a loss that is the user's own, an optimizer without a training kernel.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-node-gpu';
import type { Lever, NativeBackend, TensorMetadata, Tf } from '../acceleration.js';
import { same } from '../kernels/same.js';
import { isPureModel, type PlainModel } from './compiled-model.js';
import { buildGraph, type Graph } from './graph/build.js';
import { canMakeFunctions, GraphFunction } from './graph/function.js';
import { Recording, record } from './graph/recording.js';

/** The method by which an optimizer takes part; see `FusedStep`. */
export const fusedStep: unique symbol = Symbol('lecture-lab.fused-step');

/** An optimizer's part in a compiled step: each variable is updated by one training kernel on resource variables. */
export interface FusedStep {
  /** For each variable the handles of its resource variables, the weight's own first. */
  readonly handles: readonly (readonly number[])[];
  /** TensorFlow's numbers of the kernels' scalar inputs in the coming step. */
  readonly scalars: readonly number[];
  /** Lets go of tfjs's hold on the variables' memory, so that the kernels work in place. */
  release(): void;
  /** Gives the variables their new values; without them (after an error) those that the resource variables have. */
  adopt(values?: readonly TensorMetadata[]): void;
}

interface FusedOptimizer {
  /** The part in the coming step of these variables; `undefined` where the optimizer has to do it by itself. */
  [fusedStep]?(variables: readonly Variable[]): FusedStep | undefined;
}

/** Inputs, targets and weights of the examples, which are null where there are none; back come the loss and the metrics. */
type Data = readonly (Tensor | null | undefined)[];
type Step = (data: Data) => Tensor[];

/** What tfjs's LayersModel is made of; its types hide it, its class does not. */
interface Trainable extends PlainModel {
  readonly optimizer_: FusedOptimizer;
  readonly lossFunctions: unknown[];
  readonly metricsTensors: unknown[];
  readonly collectedTrainableWeights: { read(): Variable }[];
  readonly weights: { read(): Variable }[];
  makeTrainFunction(): Step;
}

/** What is known of the steps of one model on data of one shape. */
interface Plan {
  tries: number;
  last?: Graph | undefined;
  ready?: GraphFunction;
  /** Why the last note was no graph. */
  obstacle?: string;
}

/** A model's plans; void as soon as it is compiled anew. */
interface Plans {
  readonly optimizer: object;
  readonly lossFunctions: object;
  readonly metricsTensors: object;
  readonly pure: boolean;
  readonly byShape: Map<string, Plan>;
}

/** After so many notes that do not agree a step stays as it is. The first one sets up the optimizer's sums and never agrees. */
const mostTries = 5;
/** So many shapes of batches (an epoch's last is smaller) are worth a function. */
const mostShapes = 4;

class CompiledSteps {
  readonly #plans = new WeakMap<object, Plans>();

  constructor(
    private readonly tf: Tf,
    private readonly backend: NativeBackend,
  ) {}

  step(model: Trainable, data: Data, stock: Step): Tensor[] {
    const plans = this.#plansOf(model);
    const { gradientDepth, profiling } = this.tf.engine().state as unknown as { gradientDepth: number; profiling: boolean };
    if (!plans.pure || gradientDepth > 0 || profiling) return stock(data);
    // The flags count as they are now: a weight may have been frozen since the model was compiled.
    const trained = model.collectedTrainableWeights.map((weight) => weight.read()).filter(({ trainable }) => trainable);
    if (trained.length === 0) return stock(data);
    const key = [...data.map((tensor) => (tensor ? `${tensor.dtype}[${tensor.shape}]` : '-')), ...trained.map(({ id }) => id)].join(' ');
    let plan = plans.byShape.get(key);
    if (!plan) {
      plan = { tries: plans.byShape.size < mostShapes ? 0 : mostTries };
      plans.byShape.set(key, plan);
    }
    if (!plan.ready && plan.tries >= mostTries) return stock(data);
    const part = model.optimizer_[fusedStep]!(trained);
    if (plan.ready && part) return this.#run(plan.ready, model, data, part);
    return this.#note(plan, model, data, trained, part, stock);
  }

  #plansOf(model: Trainable): Plans {
    const known = this.#plans.get(model);
    const { optimizer_: optimizer, lossFunctions, metricsTensors } = model;
    if (known && known.optimizer === optimizer && known.lossFunctions === lossFunctions && known.metricsTensors === metricsTensors)
      return known;
    const pure = fusedStep in optimizer && isPureModel(model);
    const plans = { optimizer, lossFunctions, metricsTensors, pure, byShape: new Map<string, Plan>() };
    this.#plans.set(model, plans);
    return plans;
  }

  /** An ordinary step, noted. */
  #note(plan: Plan, model: Trainable, data: Data, trained: Variable[], part: FusedStep | undefined, stock: Step): Tensor[] {
    if (!part) return stock(data); // the optimizer is not ready: its first step
    plan.tries += 1;
    const recording = new Recording();
    for (const [name, tensor] of this.#tensors(model, data)) recording.feed(this.#idOf(tensor), name, this.#dataOf(tensor).dtype);
    const held = trained.map((variable, i) => ({ handle: handleName(i, 0), value: this.#idOf(variable) }));
    part.handles.forEach((handles, i) => {
      handles.forEach((id, k) => {
        recording.feed(id, handleName(i, k), resource);
      });
    });
    part.scalars.forEach((id, k) => {
      recording.feed(id, scalarName(k), this.backend.binding.TF_FLOAT);
    });
    const results = record(this.backend, recording, () => stock(data));
    const wanted = [...results, ...trained].map((tensor) => this.#dataOf(tensor).id);
    const graph = buildGraph(recording, this.backend, held, wanted);
    if (typeof graph === 'string') {
      plan.last = undefined;
      plan.obstacle = graph;
    } else if (plan.last && Buffer.compare(plan.last.bytes, graph.bytes) === 0) {
      plan.last = undefined;
      try {
        plan.ready = new GraphFunction(this.backend, graph);
      } catch (error) {
        plan.obstacle = String(error);
        plan.tries = mostTries;
      }
    } else {
      plan.last = graph;
    }
    return results;
  }

  #run(ready: GraphFunction, model: Trainable, data: Data, part: FusedStep): Tensor[] {
    const ids = new Map<string, number>();
    for (const [name, tensor] of this.#tensors(model, data)) ids.set(name, this.#idOf(tensor));
    part.handles.forEach((handles, i) => {
      handles.forEach((id, k) => {
        ids.set(handleName(i, k), id);
      });
    });
    part.scalars.forEach((id, k) => {
      ids.set(scalarName(k), id);
    });
    const inputs = ready.feeds.map((name) => ids.get(name)!);
    part.release();
    let values: TensorMetadata[];
    try {
      values = ready.run(inputs);
    } catch (error) {
      part.adopt();
      throw error;
    }
    const count = values.length - part.handles.length;
    part.adopt(values.slice(count));
    // As in the ordinary step: the metrics survive a surrounding tidy, the loss is its caller's to keep.
    return values.slice(0, count).map((value, k) => {
      const tensor = this.backend.createOutputTensor(value);
      return k === 0 ? tensor : this.tf.keep(tensor);
    });
  }

  /** Everything of tfjs that a step may read, under the names that graphs use. */
  *#tensors(model: Trainable, data: Data): Generator<[string, Tensor]> {
    for (const [k, tensor] of data.entries()) if (tensor) yield [`data${k}`, tensor];
    // Those that are trained are read from their handles instead.
    for (const [k, weight] of model.weights.entries()) yield [`weight${k}`, weight.read()];
  }

  #dataOf(tensor: Tensor) {
    return this.backend.tensorMap.get(tensor.dataId);
  }

  #idOf(tensor: Tensor): number {
    return this.backend.getInputTensorIds([tensor])[0]!;
  }
}

const resource = 20;
const handleName = (variable: number, slot: number) => `variable${variable}_${slot}`;
const scalarName = (position: number) => `scalar${position}`;

export const compiledStepLever: Lever = {
  name: 'compiledStep',
  what: 'a training step as one function of TensorFlow',
  works(tf, backend) {
    if (!canMakeFunctions(backend)) throw new Error('the binding was built before it; run npm run setup');
    const a = tf.tensor1d([1, 2, 3]);
    const recording = new Recording();
    recording.feed(backend.getInputTensorIds([a])[0]!, 'a', backend.binding.TF_FLOAT);
    const twice = record(backend, recording, () => tf.add(a, tf.mul(a, 3)));
    const graph = buildGraph(recording, backend, [], backend.getInputTensorIds([twice]));
    if (typeof graph === 'string') return false;
    const made = new GraphFunction(backend, graph);
    const b = tf.tensor1d([10, 20]);
    return same(backend.createOutputTensor(made.run(backend.getInputTensorIds([b]))[0]!), tf.tensor1d([40, 80]));
  },
  install(tf, backend, usable) {
    // Patch: tfjs-compiled-step
    const prototype = tf.LayersModel.prototype as unknown as Trainable;
    const stock = prototype.makeTrainFunction;
    const steps = new CompiledSteps(tf, backend);
    let installed = true;
    prototype.makeTrainFunction = function (this: Trainable) {
      const step = stock.call(this);
      return (data) => (installed && usable() ? steps.step(this, data, step) : step(data));
    };
    return () => {
      installed = false; // also for the functions that were made meanwhile
      prototype.makeTrainFunction = stock;
    };
  },
};
