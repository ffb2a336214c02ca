/** Five tasks in TypeScript and in Python: the same answers, the same mistakes, the same tests. */

/**
 * @typedef {object} Side
 * @property {string} right the model solution
 * @property {string} wrong an answer that fails the test
 * @property {string} test the test cell
 */
/** @typedef {{ name: string, points: number, typescript: Side, python: Side }} Task */

/** @type {readonly Task[]} */
export const tasks = [
  {
    name: 'softmax',
    points: 4,
    typescript: {
      right: `function softmax(z: number[]): number[] {
  const top = Math.max(...z);
  const e = z.map((x) => Math.exp(x - top));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((x) => x / sum);
}`,
      wrong: 'function softmax(z: number[]): number[] {\n  return z.map((x) => x / z.length);\n}',
      test: `await checks('softmax', 4, {
  'the slide': () => expectClose(softmax([2, 5, -1, 3]), [0.042, 0.842, 0.002, 0.114], 1e-3),
  'large logits': () => expectClose(softmax([1000, 0]), [1, 0]),
})`,
    },
    python: {
      right: `import math
def softmax(z):
    top = max(z)
    e = [math.exp(x - top) for x in z]
    total = sum(e)
    return [x / total for x in e]`,
      wrong: 'def softmax(z):\n    return [x / len(z) for x in z]',
      test: `for got, expected in [(softmax([2, 5, -1, 3]), [0.042, 0.842, 0.002, 0.114]), (softmax([1000, 0]), [1, 0])]:
    assert all(abs(a - b) < 1e-3 for a, b in zip(got, expected, strict=True))`,
    },
  },
  {
    name: 'mean',
    points: 2,
    typescript: {
      right: 'function mean(x: number[]): number {\n  return x.reduce((a, b) => a + b, 0) / x.length;\n}',
      wrong: 'function mean(x: number[]): number {\n  return 0 * x.length;\n}',
      test: "await checks('mean', 2, { 'of three': () => expectClose(mean([1, 2, 6]), 3), 'of one': () => expectClose(mean([7]), 7) })",
    },
    python: {
      right: 'def mean(x):\n    return sum(x) / len(x)',
      wrong: 'def mean(x):\n    return 0 * len(x)',
      test: 'assert mean([1, 2, 6]) == 3\nassert mean([7]) == 7',
    },
  },
  {
    name: 'smooth',
    points: 3,
    typescript: {
      right: `function smooth(x: number[], beta: number): number[] {
  let v = 0;
  return x.map((value) => {
    v = beta * v + (1 - beta) * value;
    return v;
  });
}`,
      wrong: 'function smooth(x: number[], beta: number): number[] {\n  return x.map((value) => beta * value);\n}',
      test: "await checks('smooth', 3, { 'by hand': () => expectClose(smooth([1, 2, 3], 0.9), [0.1, 0.29, 0.561]) })",
    },
    python: {
      right: `def smooth(x, beta):
    v, out = 0, []
    for value in x:
        v = beta * v + (1 - beta) * value
        out.append(v)
    return out`,
      wrong: 'def smooth(x, beta):\n    return [beta * value for value in x]',
      test: 'assert all(abs(a - b) < 1e-6 for a, b in zip(smooth([1, 2, 3], 0.9), [0.1, 0.29, 0.561], strict=True))',
    },
  },
  {
    name: 'descend',
    points: 3,
    typescript: {
      right: `function descend(slope: (x: number) => number, start: number, rate: number, steps: number): number {
  let x = start;
  for (let i = 0; i < steps; i++) x -= rate * slope(x);
  return x;
}`,
      wrong:
        'function descend(slope: (x: number) => number, start: number, rate: number): number {\n  return start - rate * slope(start);\n}',
      test: "await checks('descend', 3, { 'a parabola': () => expectClose(descend((x: number) => 2 * x, 1, 0.25, 3), 0.125) })",
    },
    python: {
      right: `def descend(slope, start, rate, steps):
    x = start
    for _ in range(steps):
        x -= rate * slope(x)
    return x`,
      wrong: 'def descend(slope, start, rate, steps):\n    return start - rate * slope(start)',
      test: 'assert abs(descend(lambda x: 2 * x, 1, 0.25, 3) - 0.125) < 1e-6',
    },
  },
  {
    name: 'accuracy',
    points: 2,
    typescript: {
      right:
        'function accuracy(labels: number[], guesses: number[]): number {\n  return labels.filter((label, i) => label === guesses[i]).length / labels.length;\n}',
      wrong: 'function accuracy(labels: number[], guesses: number[]): number {\n  return labels.length / guesses.length;\n}',
      test: "await checks('accuracy', 2, { 'three of four': () => expectClose(accuracy([1, 2, 3, 4], [1, 2, 3, 5]), 0.75) })",
    },
    python: {
      right: 'def accuracy(labels, guesses):\n    return sum(a == b for a, b in zip(labels, guesses)) / len(labels)',
      wrong: 'def accuracy(labels, guesses):\n    return len(labels) / len(guesses)',
      test: 'assert accuracy([1, 2, 3, 4], [1, 2, 3, 5]) == 0.75',
    },
  },
];
