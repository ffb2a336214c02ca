import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { tfOptimizer } from '../../kernel-helpers/src/optimizers/index.js';
import { addHead, compileClassifier, vgg16 } from '../../kernel-helpers/src/transfer/index.js';

describe('a hundred steps of training VGG16', () => {
  it('leave tensors and resident size as they were after the first twenty', async () => {
    // The layout of VGG16 with an eighth of its filters: a step takes some hundredths of a second and over 20 MB.
    const widths = [8, 16, 32, 64, 64] as const;
    const base = await vgg16({ weights: null, includeTop: false, inputShape: [64, 64, 3], widths: [...widths] });
    const model = addHead(base);
    compileClassifier(model, tfOptimizer('RMSprop', { learningRate: 1e-5 }));
    const xs = tf.randomUniform([16, 64, 64, 3], -128, 128, 'float32', 1);
    const ys = tf.tidy(() => tf.randomUniform([16, 1], 0, 2, 'int32', 2).toFloat());
    const tensors: number[] = [];
    const resident: number[] = [];
    for (let step = 1; step <= 100; step++) {
      await model.trainOnBatch(xs, ys);
      tensors.push(tf.memory().numTensors);
      if (step % 20 === 0) resident.push(process.memoryUsage.rss() / 1e6);
    }
    assert.equal(new Set(tensors).size, 1, String(tensors));
    // A leak of one batch's activations a step would be over a gigabyte.
    const growth = resident.at(-1)! - resident[0]!;
    assert.ok(growth < 60, `resident size every twenty steps: ${resident.map(Math.round)} MB`);
    tf.dispose([xs, ys]);
    model.optimizer.dispose();
    model.dispose();
  });
});
