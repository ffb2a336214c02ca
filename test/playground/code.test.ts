/** The code that the playground gives away runs, and trains the playground's network. */
import { strict as assert } from 'node:assert';
import ts from 'typescript';
import * as helpers from '../../kernel-helpers/src/index.js';
import { optimizerNames } from '../../kernel-helpers/src/optimizers/index.js';
import { labCode, tensorFlowCode } from '../../kernel-helpers/src/playground/code.js';
import { planeNetwork } from '../../kernel-helpers/src/playground/index.js';
import { type PlaneSetting, planeSetting } from '../../kernel-helpers/src/playground/setting.js';

/** Runs a cell's code, with charts left out; what it prints, and the tensors that it leaves. */
async function run(code: string): Promise<{ printed: string; tensors: number }> {
  const body = code.replace(/^import (\{[^}]*\}) from 'kernel-helpers';/, 'const $1 = helpers;');
  const { outputText } = ts.transpileModule(`return (async () => {\n${body}\n})();`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
    reportDiagnostics: true,
  });
  const printed: string[] = [];
  const before = helpers.tf.memory().numTensors;
  const cell = new Function('helpers', 'console', outputText) as (h: object, c: object) => Promise<void>;
  await cell({ ...helpers, showChart: () => {} }, { log: (line: string) => printed.push(line) });
  return { printed: printed.join('\n'), tensors: helpers.tf.memory().numTensors - before };
}

const settings: Partial<PlaneSetting>[] = [
  {},
  { data: 'spirals', hidden: [8, 8], activation: 'relu', initializer: 'heNormal', features: ['x1', 'x2', 'sinx1'], batchSize: 30 },
  { data: 'xor', hidden: [], penalty: 'L1', strength: 0.01, features: ['x1x2'] },
  { data: 'moons', hidden: [6, 5, 4], activation: 'selu', penalty: 'L2', strength: 0.003, points: 50, noise: 0.3, seed: 9 },
  { data: 'gaussians', hidden: [3], activation: 'hardSigmoid', learningRate: 0.1 },
  { hidden: [5, 5], dropout: 0.3, activation: 'gelu' },
];

describe('the code of a setting', function () {
  this.timeout(120_000);
  for (const given of settings) {
    it(`for a cell of the lab gives the same losses digit by digit: ${JSON.stringify(given)}`, async () => {
      const setting = planeSetting(given);
      const net = planeNetwork(setting).advance(120);
      const { printed } = await run(labCode(setting, 120));
      assert.equal(printed, `step 120: loss ${net.loss('train')} (training), ${net.loss('test')} (test)`);
      assert.ok(Number.isFinite(net.loss('train')));
    });
  }

  const inTensorFlow = async (setting: PlaneSetting, steps: number) => {
    const { printed, tensors } = await run(tensorFlowCode(setting, steps));
    return { loss: Number(/training loss (\S+)$/.exec(printed)?.[1]), tensors };
  };

  for (const given of settings.filter(({ dropout }) => !dropout)) {
    it(`in TensorFlow.js gives the same loss within 32 bits: ${JSON.stringify(given)}`, async () => {
      const setting = planeSetting(given);
      const { loss } = await inTensorFlow(setting, 40);
      const mine = planeNetwork(setting).advance(40).loss('train');
      assert.ok(Math.abs(loss - mine) < 2e-5, `TensorFlow.js ${loss}, playground ${mine}`);
      assert.ok(Math.abs(loss - planeNetwork(setting).loss('train')) > 1e-3, 'it has not moved');
    });
  }

  for (const name of optimizerNames) {
    it(`${name} in TensorFlow.js goes the playground’s way`, async () => {
      const setting = planeSetting({ optimizer: name, learningRate: 0.01, hidden: [4], data: 'moons' });
      const { loss } = await inTensorFlow(setting, 25);
      const mine = planeNetwork(setting).advance(25).loss('train');
      assert.ok(Math.abs(loss - mine) < 2e-5, `TensorFlow.js ${loss}, playground ${mine}`);
    });
  }

  it('in TensorFlow.js leaves no tensor of a mini-batch behind', async () => {
    const setting = planeSetting({ hidden: [3] });
    const [few, many] = [await inTensorFlow(setting, 5), await inTensorFlow(setting, 35)];
    assert.equal(many.tensors, few.tensors);
  });

  it('in TensorFlow.js trains with dropout too, by masks of its own', async () => {
    const setting = planeSetting(settings.at(-1));
    const { loss } = await inTensorFlow(setting, 200);
    assert.ok(loss < planeNetwork(setting).loss('train'));
  });

  it('has short lines and no name that it does not use', () => {
    for (const given of settings) {
      for (const code of [labCode(planeSetting(given), 5), tensorFlowCode(planeSetting(given), 5)]) {
        for (const line of code.split('\n')) assert.ok(line.length <= 150, line);
        const names = /import \{ (.*) \}/.exec(code)![1]!.split(', ');
        for (const name of names) assert.ok(code.split(name).length > 2, name);
      }
    }
  });
});
