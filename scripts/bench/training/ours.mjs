import { tf, tfOptimizer, vgg16 } from 'kernel-helpers';

// With the accelerations off this file measures tfjs as it comes, its own optimizers included.
const stock = process.env.LECTURE_LAB_ACCELERATE === '0';

const adam = () => (stock ? tf.train.adam(1e-3) : tfOptimizer('Adam', { learningRate: 1e-3 }));
const rmsprop = () => (stock ? tf.train.rmsprop(1e-5) : tfOptimizer('RMSprop', { learningRate: 1e-5 }));

const models = {
  MLP: () => {
    const layers = [
      tf.layers.dense({ units: 1024, activation: 'relu', inputShape: [784] }),
      tf.layers.dense({ units: 256, activation: 'relu' }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ];
    return { model: tf.sequential({ layers }), input: [64, 784], classes: 10, optimizer: adam(), steps: 10 };
  },
  small: () => {
    const layers = [
      tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: 'relu' }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ];
    return { model: tf.sequential({ layers }), input: [64, 28, 28, 1], classes: 10, optimizer: adam(), steps: 5 };
  },
  VGG16: async () => {
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [150, 150, 3] });
    const flat = tf.layers.flatten().apply(base.outputs[0]);
    const hidden = tf.layers.dense({ units: 256, activation: 'relu' }).apply(flat);
    const output = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(hidden);
    return {
      model: tf.model({ inputs: base.inputs, outputs: output }),
      input: [16, 150, 150, 3],
      classes: 1,
      optimizer: rmsprop(),
      steps: 1,
    };
  },
};

export async function prepare(name) {
  const { model, input, classes, optimizer, steps } = await models[name.split(' ')[0]]();
  model.compile({ optimizer, loss: classes === 1 ? 'binaryCrossentropy' : 'categoricalCrossentropy' });
  const xs = tf.randomUniform(input, 0, 1, 'float32', 1);
  const ys = tf.tidy(() =>
    classes === 1
      ? tf.randomUniform([input[0], 1], 0, 2, 'int32', 2).toFloat()
      : tf.oneHot(tf.randomUniform([input[0]], 0, classes, 'int32', 2), classes).toFloat(),
  );
  let loss;
  return {
    async step() {
      // trainOnBatch reads the loss, so that a step is over when it returns; Keras's does the same.
      for (let i = 0; i < steps; i++) loss = await model.trainOnBatch(xs, ys);
    },
    facts: () => ({ loss, parameters: model.countParams() }),
  };
}
