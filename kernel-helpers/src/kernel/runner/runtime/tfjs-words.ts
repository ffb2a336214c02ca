/**
 * What TensorFlow.js says of shapes, in one line: the shape that is there, the shape that is wanted, and the way out.
 * Only the notebook's text changes; the error that a cell catches keeps its message.
 */

type Rule = readonly [pattern: RegExp, say: (...parts: string[]) => string];

/** A shape as tfjs prints it, in its many forms: `[null,3]`, `[*,3]`, `5,3`, or `,3` for one whose batch is open. */
const axes = (shape: string): string[] =>
  shape
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((n) => (/^\d+$/.test(n) ? n : '*'));
const text = (shape: readonly string[]): string => `[${shape.join(', ')}]`;
const rest = (shape: readonly string[]): string => text(shape.slice(1));
const product = (shape: readonly string[]): number => shape.slice(1).reduce((size, n) => size * Number(n), 1);

/** An input that does not fit the model. */
function input(got: readonly string[], wanted: readonly string[]): string {
  const said = `The input has shape ${text(got)}, but the model takes ${text(wanted)}: `;
  // tfjs makes a column of one axis before it compares.
  if (got.length === 2 && got[1] === '1' && got[0] === wanted[1])
    return `${said}a single example needs an axis for the batch, x.expandDims(0).`;
  if (product(got) === product(wanted)) return `${said}reshape the data, x.reshape(${text(['-1', ...wanted.slice(1)])}).`;
  return `${said}change the data, or give the first layer inputShape: ${rest(got)}.`;
}

/** Targets that do not fit what the model gives. */
function target(got: readonly string[], wanted: readonly string[]): string {
  const said = `The targets have shape ${text(got)}, but the model gives ${text(wanted)}: `;
  const classes = wanted.at(-1);
  if (got.at(-1) === '1') {
    return `${said}numbers of classes want tf.oneHot(labels, ${classes}), or the loss 'sparseCategoricalCrossentropy'.`;
  }
  return `${said}change the targets, or give the last layer ${got.length === 2 ? `units: ${got[1]}` : `the shape ${rest(got)}`}.`;
}

/** Too many axes, or too few; tfjs tells only how many the model has. */
function rank(what: string, got: readonly string[], wanted: number): string {
  const isTarget = what === 'target';
  const said = `${isTarget ? 'The targets have' : 'The input has'} shape ${text(got)}, but the model ${isTarget ? 'gives' : 'takes'} ${wanted} axes with the batch: `;
  if (isTarget) return `${said}reshape the targets, or change the last layers.`;
  if (got.length < wanted) return `${said}x.expandDims(0) adds the batch of a single example, x.expandDims(-1) the channel of grey images.`;
  if (wanted > 2) return `${said}x.squeeze() drops axes of size 1, x.reshape joins others.`;
  return `${said}x.reshape([-1, ${product(got)}]) makes rows, or begin with tf.layers.flatten({ inputShape: ${rest(got)} }).`;
}

function layer(name: string, wanted: string, found: string): string {
  const way = Number(found) < Number(wanted) ? 'tf.layers.reshape({ targetShape: […] })' : 'tf.layers.flatten()';
  return `Layer ${name} takes ${wanted} axes with the batch, but gets ${found}: put ${way} before it.`;
}

function axis(name: string, at: string, value: string, shape: string): string {
  const got = axes(shape);
  const wanted = got.with(Number(at), value);
  return `Layer ${name} takes shape ${text(['*', ...wanted.slice(1)])}, but gets ${text(got)}: change the data, or the inputShape of the first layer.`;
}

const rules: readonly Rule[] = [
  [/^Invalid TF_Status: \d+\s*(?:Message: )?(\S.*)$/s, (words = '') => `TensorFlow: ${words}`],
  [
    /^(input|target)\d* expected a batch of elements where each example has shape \[[\d,]*\] \(i\.e\.,tensor shape (\[[*\d,]*\])\).*\(tensor shape (\[[\d,]*\])\)$/,
    (what = '', wanted = '', got = '') => (what === 'target' ? target : input)(axes(got), axes(wanted)),
  ],
  [
    /^Error when checking (\w*) ?: expected \S+ to have (\d+) dimension\(s\)[.,] but got array with shape (\[?[\d,]+\]?)$/,
    (what = '', wanted = '', got = '') => rank(what, axes(got), Number(wanted)),
  ],
  [
    /^Error when checking (\w*) ?: expected \S+ to have shape (\[.*\]) but got array with shape (\[.*\])\.$/,
    (what = '', wanted = '', got = '') => (what === 'target' ? target : input)(axes(got), axes(wanted)),
  ],
  [
    /^A target Tensor with shape ([\d,]+) was passed for an output of shape ([\d,]*), while using a loss function/,
    (got = '', wanted = '') => target(axes(got), axes(wanted)),
  ],
  [
    /^You are passing a target array of shape ([\d,]+) while using a loss 'categorical_crossentropy'/,
    (got = '') => target(axes(got), ['*', 'classes']),
  ],
  [
    /^Input Tensors should have the same number of samples as target Tensors\. Found (\d+) input sample\(s\) and (\d+) target/,
    (inputs = '', targets = '') =>
      `The input has ${inputs} examples, but there are ${targets} targets: each example needs its target, so cut both alike.`,
  ],
  [/^(The model needs to be compiled before being used\.)$/, (words = '') => `${words} Call model.compile({ optimizer, loss }) first.`],
  [/^Input \d+ is incompatible with layer (\S+): expected (?:min_|max_)?ndim=(\d+), found ndim=(\d+)\.?$/, layer],
  [/^Input \d+ is incompatible with layer (\S+): expected axis (-?\d+) of input shape to have value (\d+) but got shape ([\d,]+)\.$/, axis],
];

/** The message as a notebook shows it. */
export function inWords(message: string): string {
  for (const [pattern, say] of rules) {
    const found = pattern.exec(message);
    if (found) return say(...found.slice(1));
  }
  return message;
}
