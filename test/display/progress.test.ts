import assert from 'node:assert/strict';
import { showProgress, withProgress } from '../../kernel-helpers/src/display/index.js';
import { duration } from '../../kernel-helpers/src/display/progress.js';
import { throttle } from '../../kernel-helpers/src/display/throttle.js';
import { inKernel } from '../support/fake-kernel.js';

describe('showProgress', () => {
  it('draws at most once a period, in one place, and once more at the end', async () => {
    let time = 0;
    const { shown } = await inKernel(() => {
      const bar = showProgress(1000, { every: 100, now: () => time });
      for (let i = 0; i < 1000; i++) {
        time += 1;
        bar.step();
      }
      bar.end();
      bar.end();
      bar.step();
    });
    assert.equal(shown.length, 1 + 10 + 1);
    assert.equal(new Set(shown.map(({ displayId }) => displayId)).size, 1);
    assert.equal(shown.filter(({ update }) => !update).length, 1);
  });

  it('tells rate and time left from what is done', async () => {
    let time = 0;
    const { shown } = await inKernel(() => {
      const bar = showProgress(400, { label: 'Features', unit: 'images', every: 0, now: () => time });
      time = 2000;
      bar.update(100, 'loss 0.5');
      time = 8000;
      bar.update(400);
      bar.end();
    });
    assert.equal(shown[1]!.data['text/plain'], 'Features:  25 % 100/400 images · 50/s · 6.0 s left · loss 0.5');
    assert.equal(shown.at(-1)!.data['text/plain'], 'Features: 100 % 400/400 images · 50/s · in 8.0 s · loss 0.5');
    assert.match(String(shown[1]!.data['text/html']), /<progress value="100" max="400" aria-label="Features"/);
  });

  it('counts where the total is not known', async () => {
    let time = 0;
    const { shown } = await inKernel(() => {
      const bar = showProgress(Number.POSITIVE_INFINITY, { every: 0, now: () => time });
      time = 1000;
      bar.update(5);
    });
    assert.equal(shown[1]!.data['text/plain'], '5 steps · 5/s · 1.0 s');
  });

  it('shows nothing of work that is over before the time `after`, and the bar of work that is not', async () => {
    let time = 0;
    const run = (steps: number) =>
      inKernel(() => {
        const bar = showProgress(steps, { every: 0, after: 1000, now: () => time });
        for (let i = 0; i < steps; i++) {
          time += 300;
          bar.step();
        }
        bar.end();
      });
    assert.equal((await run(3)).shown.length, 0);
    assert.equal((await run(5)).shown.length, 2 + 1);
    assert.throws(() => showProgress(1, { after: -1 }), /RangeError: after must be in \[0, ∞\), got -1/);
  });

  it('escapes label and note', async () => {
    const { shown } = await inKernel(() => showProgress(1, { label: '<b>', every: 0 }).end('<i>'));
    assert.ok(!/<b>|<i>/.test(String(shown.at(-1)!.data['text/html'])));
  });

  it('refuses a total of nothing', () => {
    assert.throws(() => showProgress(0), /RangeError: total must be in \(0, ∞\), got 0/);
  });
});

describe('duration', () => {
  it('takes the unit that fits', () => {
    assert.deepEqual([0.04, 9.96, 59.4, 65, 3599.7, 7384].map(duration), ['0.0 s', '10.0 s', '59 s', '1:05 min', '1:00 h', '2:03 h']);
  });
});

describe('throttle', () => {
  it('lets the first call through, then one a period', () => {
    let time = 5;
    const clock = throttle(10, () => time);
    const seen = Array.from({ length: 31 }, () => {
      const due = clock.due();
      time++;
      return due;
    });
    assert.deepEqual(
      seen.flatMap((due, i) => (due ? [i] : [])),
      [0, 10, 20, 30],
    );
  });
});

describe('withProgress', () => {
  it('gives every item once and shows one bar that ends with the loop', async () => {
    const seen: string[] = [];
    const { shown } = await inKernel(() => {
      for (const item of withProgress(['a', 'b', 'c'], { every: 0 })) seen.push(item);
    });
    assert.deepEqual(seen, ['a', 'b', 'c']);
    assert.match(String(shown.at(-1)!.data['text/plain']), /^100 % 3\/3 rounds .* in /);
    assert.equal(new Set(shown.map(({ displayId }) => displayId)).size, 1);
  });

  it('ends the bar where the loop is left, and shows none for an empty list', async () => {
    const { shown } = await inKernel(() => {
      for (const item of withProgress([1, 2, 3], { every: 0 })) if (item === 2) break;
    });
    assert.match(String(shown.at(-1)!.data['text/plain']), /^ 33 % 1\/3 rounds .* in /);
    assert.equal((await inKernel(() => [...withProgress([])])).shown.length, 0);
  });
});
