import assert from 'node:assert/strict';
import { errata, errataKinds, errataMarkdown, ofKind, slideMistakes } from '../../kernel-helpers/src/errata/index.js';
import { conventions } from '../../kernel-helpers/src/optimizers/index.js';

const kind = (words: string) => errata.find(({ slide }) => slide.includes(words))?.kind;

describe('the kinds of errata', () => {
  it('cover every entry once', () => {
    const kinds = Object.keys(errataKinds) as (keyof typeof errataKinds)[];
    assert.equal(
      kinds.map((one) => ofKind(errata, one).length).reduce((a, b) => a + b),
      errata.length,
    );
    for (const one of kinds) assert.ok(ofKind(errata, one).length > 0, one);
  });

  it('count as mistakes only what a calculation or a source contradicts', () => {
    assert.ok(slideMistakes.length < errata.length);
    assert.ok(slideMistakes.every((erratum) => erratum.kind === 'wrong'));
    assert.equal(kind('.92/2.00'), 'wrong');
    assert.equal(kind('> 10%'), 'wrong');
  });

  it('do not blame the author for the text copy, for a newer Keras, or for another framework', () => {
    assert.equal(kind('prints it as 1'), 'scan');
    assert.equal(kind('12_regularization_strength'), 'scan');
    assert.equal(kind('0.2 0.5'), 'scan');
    assert.equal(kind('lr=0.001'), 'dated');
    assert.equal(kind('model3.add(conv_base)'), 'otherFramework');
    assert.equal(kind('AdaGrad is described'), 'missing');
  });

  it('each have a table of their own, mistakes first', () => {
    const titles = [...errataMarkdown(errata).matchAll(/^\*\*(.+?)\*\* \((\d+)\)/gm)].map(([, title, count]) => `${title} ${count}`);
    assert.deepEqual(
      titles,
      Object.entries(errataKinds).map(([one, { title }]) => `${title} ${errata.filter((erratum) => erratum.kind === one).length}`),
    );
    assert.equal(titles[0], `To correct ${slideMistakes.length}`);
  });

  it('and the conventions of the optimizers write decimals with a digit before the point', () => {
    const texts = [...errata, ...conventions].flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'));
    assert.ok(texts.length > 200, `${texts.length}`);
    assert.deepEqual(
      texts.filter((text) => /(?<![\w.)\]}])\.\d/.test(text)),
      [],
    );
  });
});
