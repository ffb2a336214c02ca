/**
 * A training step of a compiled model as one operation.
 *
 * tfjs runs a step kernel by kernel: about a hundred calls from JavaScript, one after the other. The first steps of a model are recorded
 * (`recording.ts`). When two of them in a row are the same computation, it becomes a function of TensorFlow (`graph.ts`, `function.ts`),
 * which optimizes the graph and runs its parts in parallel, as Keras's compiled step does. Dropout masks are drawn before each run
 * (`drawn.ts`) and are inputs of the function. All other models train as before: those with a
 * layer that has a state or draws its random numbers by itself, with a loss function of the user's own, or with an optimizer without a training kernel.
 */
import type { Tensor, Variable } from '@tensorflow/tfjs-node-gpu';
import type { Acceleration, NativeBackend, TensorMetadata, Tf } from '../types.js';
import { isPureModel, type PlainModel } from './compiled-model.js';
import { type Draw, observeDraws } from './drawn.js';
import { drawDropoutApart } from './dropout-layer.js';
import { canMakeFunctions, GraphFunction } from './function.js';
import { type FusedOptimizer, type FusedStep, fusedStep } from './fused-step.js';
import { buildGraph, type Graph } from './graph.js';
import { resourceType } from './graph-def.js';
import { Recording, record } from './recording.js';

/** Takes inputs, targets and sample weights (null where there are none); returns the loss and the metrics. */
type Data = readonly (Tensor | null | undefined)[];
type Step = (data: Data) => Tensor[];

/** Members of tfjs's LayersModel that its types do not show. */
interface Trainable extends PlainModel {
  readonly optimizer_: FusedOptimizer;
  readonly lossFunctions: unknown[];
  readonly metricsTensors: unknown[];
  readonly collectedTrainableWeights: { read(): Variable }[];
  readonly weights: { read(): Variable }[];
  makeTrainFunction(): Step;
}

/** A function and what it takes besides data, weights and the optimizer's part. */
interface Ready {
  readonly step: GraphFunction;
  /** How the random tensors of a step are drawn, in this order. */
  readonly draws: readonly Draw[];
}

/** What is known of the steps of one model on data of one shape. */
interface Plan {
  tries: number;
  last?: Graph | undefined;
  ready?: Ready;
  /** Why the last recording gave no graph. */
  obstacle?: string;
}

/** A model's plans; they are dropped when the model is compiled again. */
interface Plans {
  readonly optimizer: object;
  readonly lossFunctions: object;
  readonly metricsTensors: object;
  readonly pure: boolean;
  readonly byShape: Map<string, Plan>;
}

/** After this many recordings that do not agree, a step stays as it is. The first one sets up the optimizer's sums and never agrees. */
const mostTries = 5;
/** At most this many shapes of batches get a function; the last batch of an epoch is often smaller. */
const mostShapes = 4;

class CompiledSteps {
  readonly #tf: Tf;
  readonly #backend: NativeBackend;
  readonly #plans = new WeakMap<object, Plans>();

  constructor(tf: Tf, backend: NativeBackend) {
    this.#tf = tf;
    this.#backend = backend;
  }

  step(model: Trainable, data: Data, stock: Step): Tensor[] {
    const plans = this.#plansOf(model);
    const { gradientDepth, profiling } = this.#tf.engine().state as unknown as { gradientDepth: number; profiling: boolean };
    if (!plans.pure || gradientDepth > 0 || profiling) return stock(data);
    // Reads the flags as they are now: a weight may have been frozen since the model was compiled.
    const trained = model.collectedTrainableWeights.map((weight) => weight.read()).filter(({ trainable }) => trainable);
    if (trained.length === 0) return stock(data);
    const key = [...data.map((tensor) => (tensor ? `${tensor.dtype}[${tensor.shape}]` : '-')), ...trained.map(({ id }) => id)].join(' ');
    let plan = plans.byShape.get(key);
    if (!plan) {
      plan = { tries: plans.byShape.size < mostShapes ? 0 : mostTries };
      plans.byShape.set(key, plan);
    }
    if (!plan.ready && plan.tries >= mostTries) return stock(data);
    const part = model.optimizer_[fusedStep]?.(trained);
    if (plan.ready && part) return this.#run(plan.ready, model, data, part);
    return this.#record(plan, model, data, trained, part, stock);
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

  /** An ordinary step, recorded. */
  #record(plan: Plan, model: Trainable, data: Data, trained: Variable[], part: FusedStep | undefined, stock: Step): Tensor[] {
    if (!part) return stock(data); // the optimizer is not ready before its first step
    plan.tries += 1;
    const recording = new Recording();
    for (const [name, tensor] of this.#tensors(model, data)) recording.feed(this.#idOf(tensor), name, this.#dataOf(tensor).dtype);
    const held = trained.map((variable, i) => ({ handle: handleName(i, 0), value: this.#idOf(variable) }));
    for (const [name, id, dtype] of this.#feedsOf(part)) recording.feed(id, name, dtype);
    const draws: Draw[] = [];
    const see = (draw: Draw) =>
      recording.outside(() => {
        const tensor = draw();
        recording.feed(this.#idOf(tensor), drawName(draws.length), this.#dataOf(tensor).dtype);
        draws.push(draw);
        return tensor;
      });
    const { after } = part;
    if (after) after.held = true;
    let results: Tensor[];
    try {
      results = record(this.#backend, recording, () => observeDraws(see, () => stock(data)));
    } finally {
      if (after) after.held = false;
    }
    const wanted = [...results, ...trained].map((tensor) => this.#dataOf(tensor).id);
    const graph = buildGraph(recording, this.#backend, held, wanted);
    this.#learn(plan, graph, draws);
    return this.#finish(results, part);
  }

  /** Two recordings in a row that agree make a function. */
  #learn(plan: Plan, graph: Graph | string, draws: readonly Draw[]): void {
    const { last } = plan;
    plan.last = undefined;
    if (typeof graph === 'string') {
      plan.obstacle = graph;
      return;
    }
    if (!last || Buffer.compare(last.bytes, graph.bytes) !== 0) {
      plan.last = graph;
      return;
    }
    try {
      plan.ready = { step: new GraphFunction(this.#backend, graph), draws };
    } catch (error) {
      plan.obstacle = String(error);
      plan.tries = mostTries;
    }
  }

  #run({ step, draws }: Ready, model: Trainable, data: Data, part: FusedStep): Tensor[] {
    const random = draws.map((draw) => draw());
    const ids = new Map<string, number>();
    for (const [name, tensor] of this.#tensors(model, data)) ids.set(name, this.#idOf(tensor));
    for (const [name, id] of this.#feedsOf(part)) ids.set(name, id);
    for (const [k, tensor] of random.entries()) ids.set(drawName(k), this.#idOf(tensor));
    const inputs = step.feeds.map((name) => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`the compiled step has no input '${name}'`);
      return id;
    });
    part.release();
    let values: TensorMetadata[];
    try {
      values = step.run(inputs);
    } catch (error) {
      part.adopt();
      throw error;
    } finally {
      this.#tf.dispose(random);
    }
    const count = values.length - part.handles.length;
    part.adopt(values.slice(count));
    // As in the ordinary step: the metrics survive a surrounding tidy, and the caller keeps the loss.
    const results = values.slice(0, count).map((value, k) => {
      const tensor = this.#backend.createOutputTensor(value);
      return k === 0 ? tensor : this.#tf.keep(tensor);
    });
    return this.#finish(results, part);
  }

  /** Calls what the user wants after each step. */
  #finish(results: Tensor[], { after }: FusedStep): Tensor[] {
    try {
      if (after) this.#tf.tidy(() => after.call());
      return results;
    } catch (error) {
      this.#tf.dispose(results);
      throw error;
    }
  }

  /** Everything of tfjs that a step may read, under the names that graphs use. */
  *#tensors(model: Trainable, data: Data): Generator<[string, Tensor]> {
    for (const [k, tensor] of data.entries()) if (tensor) yield [`data${k}`, tensor];
    // Those that are trained are read from their handles instead.
    // The order of a model's weights changes with what is frozen; the number of a weight does not.
    for (const weight of model.weights) yield [`weight${weight.read().id}`, weight.read()];
  }

  /** The handles and scalars of the optimizer, under the names that graphs use. */
  *#feedsOf(part: FusedStep): Generator<[name: string, id: number, dtype: number]> {
    for (const [i, handles] of part.handles.entries()) {
      for (const [k, id] of handles.entries()) yield [handleName(i, k), id, resourceType];
    }
    for (const [k, id] of part.scalars.entries()) yield [scalarName(k), id, this.#backend.binding.TF_FLOAT];
  }

  #dataOf(tensor: Tensor) {
    return this.#backend.tensorMap.get(tensor.dataId);
  }

  #idOf(tensor: Tensor): number {
    const [id] = this.#backend.getInputTensorIds([tensor]) as [number];
    return id;
  }
}

const handleName = (variable: number, slot: number) => `variable${variable}_${slot}`;
const drawName = (position: number) => `drawn${position}`;
const scalarName = (position: number) => `scalar${position}`;

export const compiledStepAcceleration: Acceleration = {
  name: 'compiledStep',
  what: 'a training step as one function of TensorFlow',
  trial(tf, backend) {
    if (!canMakeFunctions(backend)) throw new Error('the binding was built before it; run npm run setup');
    const a = tf.tensor1d([1, 2, 3]);
    const recording = new Recording();
    const [id] = backend.getInputTensorIds([a]) as [number];
    recording.feed(id, 'a', backend.binding.TF_FLOAT);
    const twice = record(backend, recording, () => tf.add(a, tf.mul(a, 3)));
    const graph = buildGraph(recording, backend, [], backend.getInputTensorIds([twice]));
    if (typeof graph === 'string') throw new Error(graph);
    const made = new GraphFunction(backend, graph);
    const b = tf.tensor1d([10, 20]);
    const [result] = made.run(backend.getInputTensorIds([b])) as [TensorMetadata];
    return [[backend.createOutputTensor(result), tf.tensor1d([40, 80])]];
  },
  install(tf, backend, usable) {
    // Patch: tfjs-compiled-step
    const prototype = tf.LayersModel.prototype as unknown as Trainable;
    const stock = prototype.makeTrainFunction;
    const steps = new CompiledSteps(tf, backend);
    const takeOut = drawDropoutApart(tf, usable);
    let installed = true;
    prototype.makeTrainFunction = function (this: Trainable) {
      const step = stock.call(this);
      return (data) => (installed && usable() ? steps.step(this, data, step) : step(data));
    };
    return () => {
      installed = false; // also for the functions that were made meanwhile
      prototype.makeTrainFunction = stock;
      takeOut();
    };
  },
};
