import assert from 'node:assert/strict';
import { penguinSpecies, penguins } from '../../kernel-helpers/src/datasets/index.js';

describe('penguins', () => {
  const all = penguins();

  it('are the 342 with all measurements, by species as published', () => {
    assert.equal(all.length, 342);
    assert.deepEqual(
      penguinSpecies.map((species) => all.filter((penguin) => penguin.species === species).length),
      [151, 68, 123],
    );
  });

  it('start with the first of the file, and have plausible sizes in mm and g', () => {
    assert.deepEqual(all[0], { species: 'Adelie', billLength: 39.1, billDepth: 18.7, flipperLength: 181, bodyMass: 3750 });
    for (const { billLength, billDepth, flipperLength, bodyMass } of all) {
      assert.ok(billLength > 30 && billLength < 60 && billDepth > 13 && billDepth < 22);
      assert.ok(flipperLength > 170 && flipperLength < 235 && bodyMass > 2600 && bodyMass < 6400);
    }
  });
});
