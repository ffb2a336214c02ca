/** What the README's recipes for an optimizer and an activation demand, beyond what their own tests see. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { activationNames } from '../../kernel-helpers/src/activations/index.js';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { conventions, optimizerNames } from '../../kernel-helpers/src/optimizers/index.js';
import { reference } from '../support/reference.js';

const palette = readFileSync(path.join(projectRoot, 'kernel-helpers/src/plots/palette.ts'), 'utf8');
/** Names that Keras has as a parameter of another optimizer. */
const inKeras: Readonly<Record<string, string>> = { Momentum: 'SGD', Nesterov: 'SGD', AMSGrad: 'Adam' };

describe('the recipes of the README', () => {
  it('every optimizer has a row in the table of conventions', () => {
    const rows = new Set<string>(conventions.map(({ optimizer }) => optimizer));
    assert.deepEqual(
      optimizerNames.filter((name) => !rows.has(name)),
      [],
    );
  });

  it('every optimizer has a trajectory from Keras', () => {
    const { cases } = reference<{ cases: { optimizer: string }[] }>('optimizers-more');
    const known = new Set(cases.map(({ optimizer }) => optimizer));
    assert.deepEqual(
      optimizerNames.filter((name) => !known.has(inKeras[name] ?? name)),
      [],
    );
  });

  it('every optimizer and every activation has a colour of its own in the palette', () => {
    assert.deepEqual(
      [...optimizerNames, ...activationNames()].filter((name) => !palette.includes(`'${name}'`)),
      [],
    );
  });
});
