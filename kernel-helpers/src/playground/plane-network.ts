/** The network of the playground: data, weights, optimizer and order of the points follow from its setting alone. */
import { activation } from '../activations/registry.js';
import { checkInteger } from '../core/index.js';
import { optimizer } from '../optimizers/registry.js';
import type { Walk } from '../optimizers/types.js';
import { BatchGradients } from './batch-gradients.js';
import { batchesOf } from './batches.js';
import { DenseNetwork, shapedWeights, startParameters } from './dense-network.js';
import { inputsOf, type Point } from './features.js';
import { logistic, logisticLoss } from './logistic-loss.js';
import { deadNeurons, neuronAnswers } from './neuron-answers.js';
import type { PlaneData } from './plane-data.js';
import { emptyHistory, type PlaneHistory } from './plane-history.js';
import { type PlaneSets, planeSets, rowsOf, streamsOf } from './plane-sets.js';
import { type PlaneSetting, planeSetting } from './setting.js';

/** A network that is trained step by step; made by `planeNetwork`. */
export class PlaneNetwork {
  readonly setting: PlaneSetting;
  readonly train: PlaneData;
  readonly test: PlaneData;
  readonly history: PlaneHistory = emptyHistory();
  /** Steps in an epoch. */
  readonly stepsPerEpoch: number;
  readonly #network: DenseNetwork;
  readonly #walk: Walk;
  readonly #gradients: BatchGradients;
  readonly #sets: PlaneSets;
  readonly #start: readonly number[];

  constructor(given: Partial<PlaneSetting>) {
    const setting = planeSetting(given);
    const streams = streamsOf(setting.seed);
    this.setting = setting;
    this.#sets = planeSets(setting, streams);
    [this.train, this.test] = [this.#sets.train, this.#sets.test];
    this.stepsPerEpoch = Math.ceil(setting.points / setting.batchSize);
    this.#network = new DenseNetwork(setting.features.length, setting.hidden, activation(setting.activation));
    this.#start = startParameters(this.#network.places, setting, streams.weights);
    this.#walk = optimizer(setting.optimizer, { learningRate: setting.learningRate }).walk(this.#start);
    this.#gradients = new BatchGradients(this.#network, setting, this.#sets.train, streams);
    this.#note();
  }

  /** Steps made so far. */
  get step(): number {
    return this.#walk.step;
  }

  /** Whole epochs made so far. */
  get epoch(): number {
    return Math.floor(this.step / this.stepsPerEpoch);
  }

  /** Makes so many steps of the optimizer, each on one mini-batch. @throws RangeError */
  advance(steps = 1): this {
    for (let left = checkInteger('steps', steps, { min: 0 }); left > 0; left--) {
      this.#walk.advance(this.#gradients.next(this.#walk.params));
      if (this.step % this.stepsPerEpoch === 0) this.#note();
    }
    return this;
  }

  /** Mean cross-entropy over a whole set, without penalty and dropout. */
  loss(set: 'train' | 'test'): number {
    return this.#over(set, logisticLoss);
  }

  /** Share of the points of a set whose class is right. */
  accuracy(set: 'train' | 'test'): number {
    return this.#over(set, (logit, label) => (logit > 0 === label > 0.5 ? 1 : 0));
  }

  /** The probability of class 1 at each point. */
  predict(points: readonly Point[]): number[] {
    const inputs = inputsOf(this.setting.features, points);
    return points.map((_, row) => logistic(this.#network.forward(this.#walk.params, inputs, row)));
  }

  /** What each neuron answers at each point: `[layer][neuron][point]`, the probability last. */
  responses(points: readonly Point[]): Float64Array[][] {
    return neuronAnswers(this.#network, this.#walk.params, inputsOf(this.setting.features, points), points.length);
  }

  /** Norm of the last step's gradient in each layer, penalty included; 0 before the first step. */
  gradientNorms(): number[] {
    return this.#gradients.norms();
  }

  /** How many neurons of each hidden layer pass no gradient at any training point (slope 0 everywhere). */
  deadNeurons(): number[] {
    const { derivative } = activation(this.setting.activation);
    return deadNeurons(this.#network, this.#walk.params, this.#sets.train, derivative);
  }

  /** Weights and biases of each layer now, as `model.setWeights` takes them: weights [inputs][units], biases [units], … */
  weights(): (number[][] | number[])[] {
    return shapedWeights(this.#network.places, this.#walk.params);
  }

  /** The same before the first step. */
  startWeights(): (number[][] | number[])[] {
    return shapedWeights(this.#network.places, this.#start);
  }

  /** The first batches of the training, in order: inputs [points][features] and labels [points][1]. They do not depend on the steps made. */
  *batches(steps: number): Generator<{ inputs: number[][]; labels: number[][] }> {
    const order = batchesOf(this.setting.points, this.setting.batchSize, streamsOf(this.setting.seed).order);
    for (let left = checkInteger('steps', steps, { min: 0 }); left > 0; left--) yield rowsOf(this.#sets.train, order.next().value);
  }

  /** A whole set as a network of TensorFlow takes it: inputs [points][features] and labels [points][1]. */
  inputs(set: 'train' | 'test'): { inputs: number[][]; labels: number[][] } {
    return rowsOf(this.#sets[set]);
  }

  #over(set: 'train' | 'test', f: (logit: number, label: number) => number): number {
    const { inputs, labels } = this.#sets[set];
    let sum = 0;
    for (let row = 0; row < labels.length; row++) sum += f(this.#network.forward(this.#walk.params, inputs, row), labels[row]!);
    return sum / labels.length;
  }

  #note(): void {
    this.history.epoch.push(this.epoch);
    this.history.train.push(this.loss('train'));
    this.history.test.push(this.loss('test'));
  }
}

/**
 * A small network on two classes in the plane, with which a reader of the playground goes on in code: the same setting gives the same
 * numbers, digit by digit. It is computed with plain numbers of 64 bits.
 *
 * @param setting what differs from the default: `data`, `noise`, `points`, `features`, `hidden`, `activation`, `initializer`, `optimizer`,
 *   `learningRate`, `batchSize`, `penalty`, `strength`, `dropout`, `seed`
 * @returns the network before its first step
 * @throws RangeError or TypeError that names the part of the setting, its range and the value
 * @example
 * const net = planeNetwork({ data: 'spirals', hidden: [8, 8], optimizer: 'Adam' });
 * net.advance(500);
 * console.log(net.step, net.loss('train'), net.loss('test'));
 */
export function planeNetwork(setting: Partial<PlaneSetting> = {}): PlaneNetwork {
  return new PlaneNetwork(setting);
}
