/** Which room of `kernel-helpers/src` may import which, as overrides of Oxlint's rule no-restricted-imports. */

/**
 * `room/file` names a single file. `display` and `kernel/shared/api` are for types and the kernel's hook.
 * @type {Record<string, string[]>}
 */
const mayImport = {
  accelerate: [],
  core: ['accelerate'],
  errata: ['core'],
  exercises: ['core', 'display'],
  grader: ['core', 'kernel/index', 'kernel/front/compiler/index', 'kernel/shared/typescript'],
  kernel: [],
  activations: ['core'],
  classification: ['core', 'activations'],
  smoothing: ['core'],
  plots: ['core'],
  display: ['core', 'plots', 'kernel/shared/api'],
  datasets: ['core', 'smoothing', 'display', 'kernel/shared/alive'],
  quality: ['core', 'classification', 'plots', 'display'],
  optimizers: ['core', 'accelerate', 'activations', 'classification', 'smoothing', 'datasets', 'quality', 'plots'],
  playground: ['core', 'activations', 'optimizers', 'plots', 'display'],
  training: ['core', 'accelerate', 'activations', 'classification', 'smoothing', 'datasets', 'quality', 'plots', 'display', 'optimizers'],
  transfer: ['core', 'activations', 'classification', 'smoothing', 'datasets', 'quality', 'plots', 'display', 'optimizers', 'training'],
};

/** Inside the kernel: its two processes meet only in `shared`, and the compiler does not know what is built on it. @type {[folder: string, banned: string[], message: string][]} */
const kernelLayers = [
  ['kernel/shared', ['front', 'runner'], 'shared is what both processes of the kernel import: it may import neither.'],
  ['kernel/front', ['runner'], 'front and runner are two processes: they meet only in kernel/shared.'],
  ['kernel/runner', ['front'], 'front and runner are two processes: they meet only in kernel/shared.'],
  // A later entry replaces an earlier one for its files.
  ['kernel/front/compiler', ['runner', 'completion', 'session', 'messages'], 'The compiler is below completion, session and messages.'],
];

/** @typedef {{ group?: string[], regex?: string, message: string, allowTypeImports?: boolean }} Pattern */

/** Groups are in the style of .gitignore: a later `!` allows again. Oxlint's regular expressions have no look-ahead that could. @param {string} room @returns {Pattern[]} */
function patternsOf(room) {
  const allowed = mayImport[room] ?? [];
  const patterns = Object.keys(mayImport)
    .filter((other) => other !== room && !allowed.includes(other))
    .map((other) => {
      const files = allowed.filter((name) => name.startsWith(`${other}/`));
      const group = [`**/${other}/**`, ...files.flatMap((name) => [`!**/${name}.js`, `!**/${name}.cjs`])];
      return /** @type {Pattern} */ ({ group, message: `${room} may not import ${other} (see the direction of imports in the README).` });
    });
  if (room !== 'core')
    patterns.push({
      group: ['@tensorflow/**'],
      allowTypeImports: true,
      message: 'tf comes from core, so that there is one in the process.',
    });
  patterns.push({
    regex: '^typescript$',
    allowTypeImports: true,
    message: 'TypeScript comes from kernel/shared/typescript, which loads it in half the time.',
  });
  if (room === 'plots')
    patterns.push({
      group: ['**/core/tf.js', '**/core/index.js'],
      message: 'plots takes plain arrays and never sees a tensor: import core/check.js alone.',
    });
  return patterns;
}

/** `**` in front, since Oxlint takes these paths from the folder of its configuration. @param {string} folder @param {Pattern[]} patterns */
const layer = (folder, patterns) => ({
  files: [`**/kernel-helpers/src/${folder}/**/*.ts`],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

/** The overrides of Oxlint's configuration, one for each room and each layer of the kernel. */
export const overrides = [
  ...Object.keys(mayImport).map((room) => layer(room, patternsOf(room))),
  ...kernelLayers.map(([folder, banned, message]) =>
    layer(folder, [...patternsOf('kernel'), { group: banned.map((name) => `**/${name}/**`), message }]),
  ),
];
