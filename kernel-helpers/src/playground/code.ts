/** The code of a setting, to copy into a cell: the lab's own network, and the same network in TensorFlow.js. */
import type { PlaneSetting } from './setting.js';

const literal = (value: unknown): string => {
  if (typeof value === 'string') return `'${value}'`;
  return Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : String(value);
};

/** The setting as the argument of a call, several parts a line. */
function settingLiteral(setting: PlaneSetting): string {
  const parts = Object.entries(setting).map(([key, value]) => `${key}: ${literal(value)}`);
  const lines: string[] = [];
  for (const part of parts) {
    const line = lines.at(-1);
    if (line !== undefined && `${line}, ${part}`.length < 96) lines[lines.length - 1] = `${line}, ${part}`;
    else lines.push(part);
  }
  return `{\n${lines.map((line) => `  ${line},`).join('\n')}\n}`;
}

/**
 * A cell that trains the network of this setting and gives the playground's numbers exactly.
 * @param steps how many steps it makes
 */
export function labCode(setting: PlaneSetting, steps: number): string {
  return `import { lineChart, planeNetwork, showChart } from 'kernel-helpers';

const net = planeNetwork(${settingLiteral(setting)});
net.advance(${steps});
console.log(\`step \${net.step}: loss \${net.loss('train')} (training), \${net.loss('test')} (test)\`);
showChart(lineChart({ train: net.history.train, test: net.history.test }, {
  title: 'Loss of the playground’s network',
  x: net.history.epoch, xLabel: 'epoch', yLabel: 'cross-entropy' }));
`;
}

/** A dense layer of TensorFlow.js, and its dropout. */
function layerLines(setting: PlaneSetting, units: number, l: number): string[] {
  const last = l === setting.hidden.length;
  const activation = last ? `'sigmoid'` : `layerActivation('${setting.activation}')`;
  const { penalty, strength } = setting;
  const options = [
    ...(l === 0 ? [`inputShape: [${setting.features.length}]`] : []),
    `units: ${units}`,
    `activation: ${activation}`,
    ...(penalty === 'none'
      ? []
      : [`kernelRegularizer: tf.regularizers.${penalty.toLowerCase()}({ ${penalty.toLowerCase()}: ${strength} })`]),
  ];
  const dense = `model.add(tf.layers.dense({ ${options.join(', ')} }));`;
  return setting.dropout > 0 && !last ? [dense, `model.add(seededDropout({ rate: ${setting.dropout}, seed: ${l + 1} }));`] : [dense];
}

/**
 * A cell that trains the same network in TensorFlow.js, from the same start weights on the same mini-batches. Its numbers have 32 bits, so they
 * agree to some digits; with dropout the masks are others.
 */
export function tensorFlowCode(setting: PlaneSetting, steps: number): string {
  const hidden = setting.hidden.length > 0;
  const names = [
    'planeNetwork',
    'tf',
    'tfOptimizer',
    ...(hidden ? ['layerActivation'] : []),
    ...(hidden && setting.dropout > 0 ? ['seededDropout'] : []),
  ];
  return `import { ${names.sort().join(', ')} } from 'kernel-helpers';

// Data, start weights and the order of the mini-batches come from the playground's network.
const net = planeNetwork(${settingLiteral(setting)});
const model = tf.sequential();
${[...setting.hidden, 1].flatMap((units, l) => layerLines(setting, units, l)).join('\n')}
model.compile({ optimizer: tfOptimizer('${setting.optimizer}', { learningRate: ${setting.learningRate} }), loss: 'binaryCrossentropy' });
const start = net.startWeights().map((w) => tf.tensor(w));
model.setWeights(start);
for (const { inputs, labels } of net.batches(${steps})) {
  const batch = [tf.tensor2d(inputs), tf.tensor2d(labels)];
  await model.trainOnBatch(batch[0], batch[1]);
  tf.dispose(batch);
}
const loss = tf.tidy(() => {
  const { inputs, labels } = net.inputs('train');
  const outputs = model.predict(tf.tensor2d(inputs)) as tf.Tensor;
  return tf.metrics.binaryCrossentropy(tf.tensor2d(labels), outputs).mean().arraySync();
});
console.log(\`TensorFlow.js after ${steps} steps: training loss \${loss}\`);
tf.dispose(start);
`;
}
