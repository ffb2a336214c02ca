import assert from 'node:assert/strict';
import { loadPhotograph, photographNames } from '../../kernel-helpers/src/datasets/index.js';

describe('photographs', () => {
  it('are five, each of the asked size in RGB, and no two alike', async () => {
    const all = await Promise.all(photographNames.map((name) => loadPhotograph(name, { size: [40, 60] })));
    assert.equal(all.length, 5);
    for (const { data, width, height, channels, title } of all) {
      assert.deepEqual([width, height, channels, data.length], [60, 40, 3, 40 * 60 * 3]);
      assert.match(title, /\(.+, .*1[89]\d\d.*\)/, 'it names photographer and time');
      assert.ok(new Set(data).size > 50, 'a photograph has many shades');
    }
    assert.equal(new Set(all.map(({ data }) => Buffer.from(data).toString('base64'))).size, 5);
  });

  it('a part is that part: the right half of the whole is the half that was asked for', async () => {
    const whole = await loadPhotograph('boats', { size: [819, 1024] });
    const half = await loadPhotograph('boats', { size: [819, 512], part: { top: 0, left: 0.5, height: 1, width: 0.5 } });
    const row = (pixels: Uint8Array, width: number, y: number, from: number, count: number) =>
      pixels.slice((y * width + from) * 3, (y * width + from + count) * 3);
    for (const y of [0, 400, 818]) assert.deepEqual(row(half.data, 512, y, 0, 512), row(whole.data, 1024, y, 512, 512));
  });

  it('another name, a size of none and a part outside are one-line errors', async () => {
    await assert.rejects(loadPhotograph('dog' as never), /RangeError: name must be one of .*got 'dog'/);
    await assert.rejects(loadPhotograph('cat', { size: 0 }), /RangeError: size must be .*got 0/);
    await assert.rejects(loadPhotograph('cat', { part: { top: 0.5, left: 0, height: 0.6, width: 1 } }), /RangeError: part\.height must be/);
  });
});
