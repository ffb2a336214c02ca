import assert from 'node:assert/strict';
import { formulaHtml } from '../../kernel-helpers/src/core/formula-text.js';

describe('formulas in a line of text', () => {
  it('get their indices low and their exponents high', () => {
    assert.equal(
      formulaHtml('v_t = (β v_{t−1} + (1 − β) θ_t) / (1 − β^t)'),
      'v<sub>t</sub> = (β v<sub>t−1</sub> + (1 − β) θ<sub>t</sub>) / (1 − β<sup>t</sup>)',
    );
    assert.equal(formulaHtml('ŷ_j, e^z and x^2, n_in'), 'ŷ<sub>j</sub>, e<sup>z</sup> and x<sup>2</sup>, n<sub>in</sub>');
    assert.equal(formulaHtml('½·0.96^(t/250), 10^6, (a + b)^2'), '½·0.96<sup>t/250</sup>, 10<sup>6</sup>, (a + b)<sup>2</sup>');
  });

  it('break no number at its sign', () =>
    assert.equal(formulaHtml('ε = 1e-8 (code 1e-07), state-of-the-art'), 'ε = 1e−8 (code 1e−07), state-of-the-art'));

  it('leave the names of code alone', () => {
    for (const text of ['block5_conv3', 'include_top=False', 'conv_base.trainable', 'val_loss', '12_regularization_strength'])
      assert.equal(formulaHtml(text), text);
  });

  it('cannot bring markup', () => {
    assert.equal(formulaHtml('<b>x</b>_{<i>}'), '&lt;b&gt;x&lt;/b&gt;_{&lt;i&gt;}');
    assert.equal(formulaHtml('x_{<i>}'), 'x<sub>&lt;i&gt;</sub>');
  });
});
