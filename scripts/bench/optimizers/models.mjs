/** What both JavaScript sides share: the model, the data, and the loops that are timed. */

/** Ten updates of a million weights with a fixed gradient. */
export function updates(tf, optimizer) {
  const weights = tf.tidy(() => tf.variable(tf.randomNormal([1000, 1000], 0, 1, 'float32', 1)));
  const gradient = tf.randomNormal([1000, 1000], 0, 1, 'float32', 2);
  return {
    step() {
      for (let i = 0; i < 10; i++) optimizer.applyGradients([{ name: weights.name, tensor: gradient }]);
      // A value that is read makes the step be over.
      tf.tidy(() => tf.slice(weights, [0, 0], [1, 1]).dataSync());
    },
    facts: () => ({ mean: tf.tidy(() => tf.mean(weights).dataSync()[0]) }),
  };
}

/** Ten training steps of an MLP 784-1024-190-10 (1,000,520 parameters). */
export function steps(tf, optimizer) {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 1024, activation: 'relu', inputShape: [784] }),
      tf.layers.dense({ units: 190, activation: 'relu' }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const xs = tf.randomUniform([64, 784], 0, 1, 'float32', 1);
  const ys = tf.tidy(() => tf.oneHot(tf.randomUniform([64], 0, 10, 'int32', 2), 10).toFloat());
  let loss;
  return {
    async step() {
      for (let i = 0; i < 10; i++) loss = await model.trainOnBatch(xs, ys);
    },
    facts: () => ({ loss, parameters: model.countParams() }),
  };
}
