import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { ErrorTable, hardestExamples, imageUrls, saveErrorTable } from '../../kernel-helpers/src/quality/index.js';

describe('hardest examples', () => {
  const probs = [
    [0.9, 0.1],
    [0.4, 0.6],
    [1, 0],
  ];

  it('come by loss −ln p(label), a probability of 0 counting as 1e-12', () => {
    const hard = hardestExamples([0, 0, 1], probs);
    assert.deepEqual(
      hard.map((h) => h.index),
      [2, 1, 0],
    );
    assert.ok(Math.abs(hard[1]!.loss + Math.log(0.4)) < 1e-12);
    assert.ok(Math.abs(hard[0]!.loss + Math.log(1e-12)) < 1e-9);
    assert.deepEqual([hard[0]!.predicted, hard[0]!.confidence], [0, 1]);
    assert.deepEqual(
      hardestExamples([0, 0, 1], probs, { wrongOnly: true, top: 1 }).map((h) => h.index),
      [2],
    );
  });

  it('refuses probabilities that do not sum to one', () => {
    assert.throws(() => hardestExamples([0], [[0.5, 0.4]]), /^RangeError: probs\[0\] must sum to 1, got 0\.9$/);
  });
});

describe('error table', () => {
  const pixel = 'data:image/png;base64,iVBORw0KGgo=';
  const table = () =>
    new ErrorTable({
      examples: [
        { id: 12, label: '4', predicted: '9', confidence: 0.8, image: pixel },
        { id: 40, label: '7', predicted: '1' },
        { id: 'x', label: '5', predicted: '<3>' },
        { id: 3, label: '2', predicted: '7' },
      ],
      tags: ['blurry', 'mislabelled', 'too big'],
      errorRate: 0.08,
    });

  it('totals follow every edit: count, share, error left, ceiling', () => {
    const t = table();
    t.tag(12, 'blurry', 'mislabelled').tag('x', 'blurry').tag(3, 'mislabelled').untag(3, 'mislabelled');
    const [blurry, mislabelled, big] = t.totals();
    assert.deepEqual([blurry!.count, blurry!.share], [2, 0.5]);
    assert.ok(Math.abs(blurry!.errorAfter - 0.04) < 1e-15 && Math.abs(blurry!.ceiling - 0.04) < 1e-15);
    assert.deepEqual([mislabelled!.count, big!.count], [1, 0]);
    t.untag('x', 'blurry');
    assert.equal(t.totals()[0]!.count, 1);
  });

  it('ticking twice counts once; with several tags on an example the shares may sum to more than 1', () => {
    const t = table();
    for (const { id } of t.rows) t.tag(id, 'blurry', 'blurry', 'mislabelled');
    assert.ok(t.totals().reduce((sum, total) => sum + total.share, 0) === 2);
  });

  it('tells its listeners of every change until they leave', () => {
    const t = table();
    let calls = 0;
    const stop = t.onChange(() => calls++);
    t.tag(12, 'blurry').comment(12, 'smeared').addTag('cars');
    assert.equal(calls, 3);
    stop();
    t.untag(12, 'blurry');
    assert.equal(calls, 3);
  });

  it('goes through CSV and back, commas, quotes, line breaks and new tags included', async () => {
    const t = table();
    t.addTag('odd, "quoted" tag').tag(12, 'blurry', 'odd, "quoted" tag').comment(40, 'a, b\n"c"');
    const folder = mkdtempSync(path.join(tmpdir(), 'errors-'));
    const file = path.join(folder, 'errors.csv');
    await saveErrorTable(t, file);
    const csv = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    const back = table().readCsv(csv);
    assert.deepEqual(back.rows, t.rows);
    assert.deepEqual(back.totals(), t.totals());
    assert.equal(csv.split('\n')[0], 'id,label,predicted,confidence,blurry,mislabelled,too big,"odd, ""quoted"" tag",comment');
  });

  it('exports HTML with images and totals, and escapes what examples and people wrote', () => {
    const html = table().tag(12, 'blurry').comment(3, '<script>alert(1)</script>').toHtml();
    assert.ok(html.includes(`<img src="${pixel}" alt="example 12: 4 taken for 9"`));
    assert.ok(html.includes('25.0 %') && html.includes('error left of 8.0 %'));
    assert.ok(!html.includes('<script>') && !html.includes('<3>'));
    assert.match(html, /<th scope="col" style="text-align:left">comment</);
    assert.match(html, /<td style="text-align:left">&lt;script&gt;/);
  });

  it('is saved as CSV and as a page, and refuses other endings', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'errors-'));
    try {
      const t = table().tag(12, 'blurry');
      await saveErrorTable(t, path.join(folder, 'a.csv'));
      assert.deepEqual(table().readCsv(readFileSync(path.join(folder, 'a.csv'), 'utf8')).rows, t.rows);
      await saveErrorTable(t, path.join(folder, 'a.html'));
      assert.ok(readFileSync(path.join(folder, 'a.html'), 'utf8').includes(t.toHtml()));
      await assert.rejects(saveErrorTable(t, path.join(folder, 'a.txt')), /file must end with \.csv or \.html/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses tags of unknown examples, unknown tags, double ids and foreign images', () => {
    assert.throws(() => table().tag(99, 'blurry'), /^RangeError: id must be an example of the table \(12, 40, x, 3\), got 99$/);
    assert.throws(() => table().comment(99, ''), /got 99/);
    assert.throws(
      () => table().tag(12, 'blury'),
      /^RangeError: tag must be one of 'blurry', 'mislabelled', 'too big', got 'blury'; did you mean 'blurry'\?$/,
    );
    assert.throws(() => table().addTag('blurry'), /tag must be new, got 'blurry' a second time/);
    assert.throws(() => table().addTag('id'), /got 'id'/);
    assert.throws(() => table().readCsv('id,label,predicted,confidence,blurry,comment\n99,1,2,,x,\n'), /got 99/);
    assert.throws(() => table().readCsv('a,b\n'), /csv must have the columns id, label/);
    const one = { id: 1, label: 'a', predicted: 'b' };
    assert.throws(() => new ErrorTable({ examples: [one, one], tags: [], errorRate: 0 }), /unique ids, got 1 twice/);
    assert.throws(() => new ErrorTable({ examples: [], tags: [], errorRate: 0 }), /at least 1 example/);
    assert.throws(() => new ErrorTable({ examples: [one], tags: [], errorRate: 1.2 }), /errorRate must be in \[0, 1\], got 1\.2/);
    const foreign = { ...one, image: 'https://example.org/a.png' };
    assert.throws(() => new ErrorTable({ examples: [foreign], tags: [], errorRate: 0 }), /must be a data:image/);
  });
});

describe('pictures of examples', () => {
  it('are PNG of the right size and values, ink dark on request', async () => {
    const [plain] = await imageUrls([[0, 0.5, 1, 1, 0, 0]], { width: 3, height: 2 });
    const decode = async (url: string) =>
      Array.from(
        await sharp(Buffer.from(url.split(',')[1]!, 'base64'))
          .toColourspace('b-w')
          .raw()
          .toBuffer(),
      );
    assert.deepEqual(await decode(plain!), [0, 128, 255, 255, 0, 0]);
    const [inverted] = await imageUrls([[0, 255, 0, 0, 0, 0]], { width: 3, height: 2, range: 255, invert: true });
    assert.deepEqual(await decode(inverted!), [255, 0, 255, 255, 255, 255]);
  });

  it('refuses rows of another size', async () => {
    await assert.rejects(imageUrls([[0, 1]], { width: 2, height: 2 }), /rows\[0\] must have width · height · channels = 4 values, got 2/);
  });
});
