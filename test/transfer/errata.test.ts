import assert from 'node:assert/strict';
import { errata } from '../../kernel-helpers/src/errata/index.js';
import {
  freeze,
  joinHead,
  makeHead,
  meanInterval,
  trainableTable,
  unfreezeFrom,
  vgg16,
  vgg16Study,
} from '../../kernel-helpers/src/transfer/index.js';

describe('errata of section 6', () => {
  const section = errata.filter((erratum) => erratum.section === 6);

  it('all five are there, each with what is right, why, and where it is shown', () => {
    assert.equal(section.length, 5);
    for (const { slide, right, why, notebook } of section) {
      assert.ok(slide && right && why);
      assert.match(notebook, /^1[12]-(transfer-learning|fine-tuning)$/);
    }
  });

  it('what it says of augmentation is what the stored study says', async () => {
    const { figures = {} } = section.find(({ slide }) => slide.includes('highly effective'))!;
    const { augmentation } = await vgg16Study();
    const of = (way: string) => augmentation.filter((row) => row.way === way).sort((a, b) => a.draw - b.draw);
    const [stored, changed] = [of('stored features'), of('end to end, augmented')].map((rows) => rows.map((row) => row.testAccuracy));
    const difference = stored!.map((accuracy, i) => changed![i]! - accuracy);
    for (const [name, values] of Object.entries({ storedFeatures: stored!, augmented: changed!, difference })) {
      const { mean, half } = meanInterval(values);
      assert.deepEqual(
        [mean, half].map((x) => Number(x.toFixed(3))),
        figures[name],
        name,
      );
    }
  });

  it('their figures are those of the network itself', async () => {
    const figures = Object.assign({}, ...section.map((erratum) => erratum.figures)) as Record<string, number | number[]>;
    const base = await vgg16({ weights: null, start: 'zeros', includeTop: false, inputShape: figures.inputShape as number[] });
    freeze(base);
    const head = makeHead(base.outputs[0]!.shape.slice(1) as number[], { scale: 0 });
    const model = joinHead(base, head);
    const frozen = trainableTable(model);
    assert.equal(base.countParams(), figures.baseParameters);
    assert.equal(model.getLayer('flatten').outputShape.at(-1), figures.flatten);
    assert.deepEqual([frozen.total, frozen.trainable], [figures.total, figures.trainableFrozen]);
    assert.deepEqual(
      head.layers.slice(-2).map((layer) => layer.countParams()),
      figures.dense,
    );
    unfreezeFrom(base, 'block5_conv1');
    const open = trainableTable(model);
    assert.deepEqual([open.trainable, open.trainable - frozen.trainable], [figures.trainableWithBlock5, figures.block5]);
    model.dispose();
    head.dispose();
  });
});
