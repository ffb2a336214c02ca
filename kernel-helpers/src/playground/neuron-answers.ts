/** What each neuron of a network answers at many points. */
import type { DenseNetwork } from './dense-network.js';
import { logistic } from './logistic-loss.js';

/** What each neuron answers at each point: `[layer][neuron][point]`, the probability of class 1 last. */
export function neuronAnswers(network: DenseNetwork, params: ArrayLike<number>, inputs: Float64Array, count: number): Float64Array[][] {
  const layers = network.places.map(({ units }) => Array.from({ length: units }, () => new Float64Array(count)));
  for (let row = 0; row < count; row++) {
    network.forward(params, inputs, row);
    for (const [l, neurons] of layers.entries()) for (const [j, answers] of neurons.entries()) answers[row] = network.outputs[l]![j]!;
  }
  const output = layers.at(-1)![0]!;
  for (const [row, logit] of output.entries()) output[row] = logistic(logit);
  return layers;
}

/** How many neurons of each hidden layer have slope 0 at every one of the points. */
export function deadNeurons(
  network: DenseNetwork,
  params: ArrayLike<number>,
  { inputs, labels }: { inputs: Float64Array; labels: ArrayLike<number> },
  derivative: (z: number) => number,
): number[] {
  const alive = network.places.slice(0, -1).map(({ units }) => new Array<boolean>(units).fill(false));
  for (let row = 0; row < labels.length; row++) {
    network.forward(params, inputs, row);
    for (const [l, units] of alive.entries()) for (const j of units.keys()) units[j] ||= derivative(network.sums[l]![j]!) !== 0;
  }
  return alive.map((units) => units.filter((passes) => !passes).length);
}
