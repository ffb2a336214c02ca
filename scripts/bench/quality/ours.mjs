import { classReport, confidentJoint, confusionMatrix, findLabelIssues, kMeans, labelQualityScores, winsorize } from 'kernel-helpers';

/** The same numbers on both sides: digits of a sine, uniform in [0, 1). */
const noise = (i, k) => {
  const x = Math.sin(i * 12.9898 + k * 78.233) * 43758.5453;
  return x - Math.floor(x);
};

/** 20,000 labels, one in ten wrong, and probabilities that follow the true class. */
function labelled() {
  const labels = [];
  const probs = [];
  for (let i = 0; i < 20_000; i++) {
    const truth = i % 10;
    labels.push(noise(i, 100) < 0.1 ? Math.floor(noise(i, 101) * 10) : truth);
    const logits = Array.from({ length: 10 }, (_, k) => 3 * noise(i, k) + (k === truth ? 2.5 : 0));
    const powers = logits.map(Math.exp);
    const sum = powers.reduce((a, b) => a + b);
    probs.push(powers.map((p) => p / sum));
  }
  return { labels, probs };
}

const sumOf = (values) => values.reduce((a, b) => a + b, 0);

export async function prepare(name) {
  let result;
  const kinds = {
    confident: () => {
      const { labels, probs } = labelled();
      return { step: () => (result = confidentJoint(labels, probs)), facts: () => ({ diagonal: sumOf(result.map((row, k) => row[k])) }) };
    },
    label: () => {
      const { labels, probs } = labelled();
      return { step: () => (result = findLabelIssues(labels, probs)), facts: () => ({ issues: result.length, sum: sumOf(result) }) };
    },
    quality: () => {
      const { labels, probs } = labelled();
      return {
        step: () => (result = labelQualityScores(labels, probs, { method: 'confidenceWeightedEntropy' })),
        facts: () => ({ sum: sumOf(result) }),
      };
    },
    report: () => {
      const { labels, probs } = labelled();
      const predicted = probs.map((row) => row.indexOf(Math.max(...row)));
      return { step: () => (result = classReport(confusionMatrix(labels, predicted))), facts: () => ({ macroF1: result.macro.f1 }) };
    },
    'k-means,': () => {
      const rows = Array.from({ length: 5000 }, (_, i) =>
        Float64Array.from({ length: 16 }, (_, k) => noise(i, k) + (i % 20) * ((k % 3) - 1)),
      );
      return { step: () => (result = kMeans(rows, { k: 20, restarts: 1 })), facts: () => ({ inertia: result.inertia }) };
    },
    winsorising: () => {
      const values = Float64Array.from({ length: 1_000_000 }, (_, i) => noise(i, 1) ** 3);
      return { step: () => (result = winsorize(values, 0.05)), facts: () => ({ sum: sumOf(result) }) };
    },
  };
  return kinds[name.split(' ')[0]]();
}
