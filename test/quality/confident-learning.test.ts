import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { confidentJoint, findLabelIssues, labelQualityScores } from '../../kernel-helpers/src/quality/index.js';
import { roundRow } from '../../kernel-helpers/src/quality/labels/round-row.js';

const reference = JSON.parse(readFileSync(new URL('../reference/data-quality.json', import.meta.url), 'utf8')).labels;
const more = JSON.parse(readFileSync(new URL('./reference.json', import.meta.url), 'utf8'));
const { given, probabilities } = reference as { given: number[]; probabilities: number[][] };

describe('confident learning', () => {
  it("equals cleanlab's confident joint on the reference", () => {
    assert.deepEqual(confidentJoint(given, probabilities), reference.confidentJoint);
  });

  it("equals cleanlab's label issues on the reference, by both methods", () => {
    assert.deepEqual(findLabelIssues(given, probabilities, { method: 'pruneByNoiseRate' }), reference.pruneByNoiseRate);
    assert.deepEqual(findLabelIssues(given, probabilities), reference.pruneByNoiseRate);
    assert.deepEqual(findLabelIssues(given, probabilities, { method: 'confidentLearning' }), reference.confidentLearning);
  });

  it('equals cleanlab on harder cases: few confident examples, classes without one, half of the labels wrong', () => {
    for (const { labels, probs, confidentJoint: joint, pruneByNoiseRate, confidentLearning } of more.cases) {
      assert.deepEqual(confidentJoint(labels, probs), joint);
      assert.deepEqual(findLabelIssues(labels, probs), pruneByNoiseRate);
      assert.deepEqual(findLabelIssues(labels, probs, { method: 'confidentLearning' }), confidentLearning);
    }
    assert.ok(more.cases.length >= 10);
  });

  it('is the same for float32 probabilities, whose rows miss 1 by rounding', () => {
    const float32 = probabilities.map((row) => Float32Array.from(row));
    assert.deepEqual(confidentJoint(given, float32), reference.confidentJoint);
    assert.deepEqual(findLabelIssues(Int32Array.from(given), float32), reference.pruneByNoiseRate);
  });

  it('the joint keeps the number of examples of each given class', () => {
    confidentJoint(given, probabilities).forEach((row, k) => {
      assert.equal(
        row.reduce((a, b) => a + b, 0),
        given.filter((label) => label === k).length,
      );
    });
  });

  it('finds a hand-made mistake: a confident 1 that is labelled 0', () => {
    const labels = [0, 0, 0, 1, 1, 1, 0];
    const probs = [0.9, 0.8, 0.85, 0.1, 0.2, 0.15, 0.05].map((p) => [p, 1 - p]);
    assert.deepEqual(findLabelIssues(labels, probs, { method: 'confidentLearning' }), [6]);
    assert.deepEqual(findLabelIssues(labels, probs), [6]);
  });

  it('flags nothing where model and labels agree', () => {
    const labels = [0, 1, 2, 0, 1, 2];
    const probs = labels.map((k) => [0, 1, 2].map((j) => (j === k ? 0.8 : 0.1)));
    for (const method of ['pruneByNoiseRate', 'confidentLearning'] as const)
      assert.deepEqual(findLabelIssues(labels, probs, { method }), []);
  });

  it('refuses what it cannot judge', () => {
    const two = [
      [0.5, 0.5],
      [0.4, 0.6],
    ];
    assert.throws(() => confidentJoint([0, 2], two), /^RangeError: labels\[1\] must be a class index in \[0, 1\], got 2$/);
    assert.throws(() => confidentJoint([0, 1.5], two), /labels\[1\] must be a class index in \[0, 1\], got 1\.5/);
    assert.throws(() => confidentJoint([0, -1], two), /labels\[1\] must be a class index in \[0, 1\], got -1/);
    assert.throws(() => confidentJoint([0, 1], [two[0]!, [0.5, 0.6]]), /^RangeError: probs\[1\] must sum to 1, got 1\.1$/);
    assert.throws(() => confidentJoint([0, 1], [two[0]!, [-0.5, 1.5]]), /probs\[1\]\[0\] must be in \[0, 1\], got -0\.5/);
    assert.throws(() => confidentJoint([0, 1], [two[0]!, [Number.NaN, 1]]), /probs\[1\]\[0\] must be a finite number, got NaN/);
    assert.throws(() => confidentJoint([0, 0], two), /^RangeError: labels must have an example of every class, got none of class 1$/);
    assert.throws(() => confidentJoint([0, 1, 1], two), /labels must have the length of probs \(2\), got 3/);
    assert.throws(() => findLabelIssues([0, 1], two, { method: 'both' as never }), /method must be one of/);
  });
});

describe('rounding a row', () => {
  it('keeps the sum: what rounding moved the most is moved back', () => {
    assert.deepEqual(roundRow([1.4, 1.4, 1.2]), [2, 1, 1]);
    assert.deepEqual(roundRow([0.6, 0.7, 0.7]), [0, 1, 1]);
    assert.deepEqual(roundRow([2.5, 0.5]), [3, 0]);
    assert.deepEqual(roundRow([1.5, 1.5, 1]), [1, 2, 1]);
    assert.deepEqual(roundRow([3, 4]), [3, 4]);
  });
});

describe('label quality scores', () => {
  it("equal cleanlab's on the reference", () => {
    for (const method of ['selfConfidence', 'normalizedMargin', 'confidenceWeightedEntropy'] as const) {
      const scores = labelQualityScores(given, probabilities, { method });
      assert.equal(more.scores[method].length, scores.length);
      scores.forEach((score, i) => {
        assert.ok(Math.abs(score - more.scores[method][i]) < 1e-12, `${method} ${i}`);
      });
    }
  });

  it('hand-made: self-confidence and normalised margin', () => {
    const probs = [
      [0.7, 0.2, 0.1],
      [0.1, 0.3, 0.6],
    ];
    assert.deepEqual(Array.from(labelQualityScores([0, 1], probs)), [0.7, 0.3]);
    const margins = labelQualityScores([0, 1], probs, { method: 'normalizedMargin' });
    assert.ok(Math.abs(margins[0]! - 0.75) < 1e-12 && Math.abs(margins[1]! - 0.35) < 1e-12);
  });

  it('confidence-weighted entropy is 1 for a sure right label, and falls as the label loses probability', () => {
    const method = 'confidenceWeightedEntropy';
    assert.equal(labelQualityScores([0], [[1, 0]], { method })[0], 1);
    assert.ok(Math.abs(labelQualityScores([0], [[1 - 1e-9, 1e-9]], { method })[0]! - 1) < 1e-6);
    const falling = [0.95, 0.8, 0.6, 0.4, 0.2].map((p) => labelQualityScores([0], [[p, 1 - p]], { method })[0]!);
    for (let i = 1; i < falling.length; i++) assert.ok(falling[i]! < falling[i - 1]!);
  });

  it('score planted mistakes lower than right labels', () => {
    const truth = reference.true as number[];
    for (const method of ['selfConfidence', 'normalizedMargin', 'confidenceWeightedEntropy'] as const) {
      const scores = labelQualityScores(given, probabilities, { method });
      const mean = (wrong: boolean) => {
        const chosen = scores.filter((_, i) => (truth[i] !== given[i]) === wrong);
        return chosen.reduce((a, b) => a + b, 0) / chosen.length;
      };
      assert.ok(mean(true) < mean(false), method);
    }
  });

  it('refuses a single class', () => {
    assert.throws(() => labelQualityScores([0], [[1]]), /probs must have at least 2 classes, got 1/);
  });
});
