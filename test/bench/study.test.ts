import assert from 'node:assert/strict';
import { report, serialPart } from '../../scripts/bench/study/bench.mjs';

describe('the bench of studies', () => {
  it("finds Amdahl's serial part again from the speed-up that it causes", () => {
    for (const n of [2, 4, 64])
      for (const s of [0, 0.1, 0.5, 1]) assert.ok(Math.abs(serialPart(1 / (s + (1 - s) / n), n) - s) < 1e-12, `${s} on ${n}`);
  });
  it('reports medians, speed-ups and that part', () => {
    const timings = [
      { processes: 1, seconds: [10, 12, 11] },
      { processes: 2, seconds: [6, 5.5, 5] },
    ];
    assert.match(report(timings), /1 +11\.0 s +1\.00 *\n2 +5\.5 s +2\.00 +0\.00/);
  });
});
