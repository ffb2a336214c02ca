import { strict as assert } from 'node:assert';
import { activations } from '../../kernel-helpers/src/activations/index.js';
import { activationTournament } from '../../kernel-helpers/src/training/index.js';

describe('the stored tournament of activations', () => {
  it('holds every activation of the lab, the best mean first, with the mean of its own seeds', async () => {
    const { activations: rows, training } = await activationTournament();
    assert.deepEqual(rows.map(({ name }) => name).sort(), Object.keys(activations).sort());
    for (const { accuracies, mean, low, high } of rows) {
      assert.equal(accuracies.length, training.finalSeeds);
      assert.ok(Math.abs(accuracies.reduce((a, b) => a + b, 0) / accuracies.length - mean) < 1e-4); // figures are stored with four digits
      assert.ok(low < mean && mean < high);
    }
    assert.deepEqual(
      rows.map(({ mean }) => mean),
      rows.map(({ mean }) => mean).sort((a, b) => b - a),
    );
  });
});
