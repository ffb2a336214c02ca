import assert from 'node:assert/strict';
import { errata } from '../../kernel-helpers/src/errata/index.js';
import { ErrorTable } from '../../kernel-helpers/src/quality/index.js';
import { dropoutRecipes } from '../../kernel-helpers/src/training/index.js';

const section = errata.filter((erratum) => erratum.section === 7);
const about = (word: string) => section.find(({ slide }) => slide.includes(word))!;

describe('errata of section 7', () => {
  it('lists the five of the lecture', () => {
    assert.equal(section.length, 5);
    for (const word of ['> 10%', 'sum to', 'Vinsor', '0.2 0.5', 'momentum']) assert.ok(about(word), word);
  });

  it("the slide's shares sum to 137 %, and a table where examples carry several tags has just these", () => {
    const { shares, sum } = about('sum to').figures as { shares: number[]; sum: number };
    assert.equal(sum, 137);
    assert.ok(about('sum to').slide.includes('137 %'));
    const examples = Array.from({ length: 100 }, (_, id) => ({ id, label: 'a', predicted: 'b' }));
    const table = new ErrorTable({ examples, tags: shares.map((_, t) => `tag ${t}`), errorRate: 0.1 });
    let at = 0;
    shares.forEach((share, t) => {
      for (let k = 0; k < share; k++) table.tag(at++ % 100, `tag ${t}`);
    });
    assert.deepEqual(
      table.totals().map((total) => Math.round(100 * total.share)),
      shares,
    );
  });

  it("the recipes of the sweep keep to the paper's figures", () => {
    const { paperMomentum, paperMaxNorm } = about('momentum').figures as Record<string, number[]>;
    const { momentum, maxNorm } = dropoutRecipes()['all together']!;
    assert.ok(momentum! >= paperMomentum![0]! && momentum! <= paperMomentum![1]!);
    assert.ok(maxNorm! >= paperMaxNorm![0]! && maxNorm! <= paperMaxNorm![1]!);
  });
});
