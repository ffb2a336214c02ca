import assert from 'node:assert/strict';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { type OptimizerName, optimizer, optimizerNames, tfOptimizer } from '../../kernel-helpers/src/optimizers/index.js';
import { microscopeChart } from '../../kernel-helpers/src/plots/index.js';
import { fit, optimizerMicroscope } from '../../kernel-helpers/src/training/index.js';
import { free, model, problem, quiet } from './models.js';

const data = problem(160);

function compiled(name: OptimizerName): tf.LayersModel {
  const net = model();
  net.optimizer.dispose();
  net.compile({ optimizer: tfOptimizer(name, { learningRate: 0.01 }), loss: 'categoricalCrossentropy' });
  return net;
}

describe('the optimizer microscope', () => {
  for (const name of optimizerNames) {
    it(`${name}: gradients, sums and steps are those of the rule, from the weight before`, async () => {
      const net = compiled(name);
      const { trace, end } = optimizerMicroscope(net, { at: [[0, 1]] });
      await fit(net, data, { ...quiet, epochs: 2 });
      end();
      const rule = optimizer(name, { learningRate: 0.01 });
      let params = [trace.values[0]![0]!];
      let state = rule.init(params);
      assert.equal(trace.gradients.length, 11);
      trace.gradients.slice(1).forEach((grads, t) => {
        ({ params, state } = rule.update(grads, state, params));
        const [seen] = trace.values[t + 1]!;
        assert.ok(Math.abs(params[0]! - seen!) < 2e-5, `step ${t + 1}: ${params[0]} against ${seen}`);
        for (const [slot, rows] of Object.entries(trace.slots)) {
          const expected = state.slots[slot]![0]!;
          assert.ok(Math.abs(rows[t + 1]![0]! - expected) < 1e-4 * (1 + Math.abs(expected)), `${slot} in step ${t + 1}`);
        }
        assert.equal(trace.moves[t + 1]![0], seen! - trace.values[t]![0]!);
      });
      free(net);
    });
  }
  it('leaks no tensor, sees nothing after its end, and draws', async () => {
    const net = compiled('Adam');
    await fit(net, data, { ...quiet, epochs: 1 });
    const before = tf.memory().numTensors;
    const { trace, end } = optimizerMicroscope(net, {
      at: [
        [0, 1],
        [3, 7],
      ],
      names: ['first', 'last'],
    });
    await fit(net, data, { ...quiet, epochs: 1 });
    end();
    await fit(net, data, { ...quiet, epochs: 1 });
    assert.equal(trace.values.length, 6);
    assert.ok(tf.memory().numTensors - before <= 2, 'only the copies of the sums that the optimizer keeps to show');
    assert.equal((microscopeChart(trace, { title: 'Adam' }) as unknown as { vconcat: object[] }).vconcat.length, 4);
    free(net);
  });
  it('refuses a weight and a position that are not there, and other optimizers', () => {
    const net = compiled('SGD');
    assert.throws(() => optimizerMicroscope(net, { weight: 4, at: [[0]] }), /^RangeError: weight must be in \[0, 3\], got 4$/);
    assert.throws(() => optimizerMicroscope(net, { at: [[4, 0]] }), /^RangeError: at\[0\]\[0\] must be in \[0, 3\], got 4$/);
    assert.throws(() => optimizerMicroscope(net, { at: [[1]] }), /^RangeError: at\[0\] must have 2 indices, got 1$/);
    assert.throws(() => optimizerMicroscope(net, { at: [] }), /at must have at least 1 position/);
    free(net);
    const other = model();
    assert.throws(() => optimizerMicroscope(other, { at: [[0, 0]] }), /^TypeError: model must be compiled with an optimizer of the lab/);
    free(other);
  });
});
