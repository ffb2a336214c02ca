/** Only what Biome and Oxlint do not do: the direction of imports between rooms. */
import tseslint from 'typescript-eslint';

const rooms = ['accelerate', 'activations', 'classification', 'core', 'datasets', 'display', 'errata', 'exercises', 'grader', 'kernel', 'optimizers', 'playground', 'plots', 'quality', 'smoothing', 'training', 'transfer'];

/** Which rooms each room may import; `room/file` names a single file. `display` and `kernel/shared/api` are for types and the kernel's hook. */
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

function patternsOf(room) {
  const banned = rooms.filter((other) => other !== room && !mayImport[room].includes(other));
  const patterns = banned.map((other) => {
    // A single file that is allowed by name: `kernel/shared/api`.
    const allowed = mayImport[room].filter((name) => name.startsWith(`${other}/`)).map((name) => `(?!${name.slice(other.length + 1)}\\.c?js$)`);
    return { regex: `(^|/)${other}/${allowed.join('')}`, message: `${room} may not import ${other} (see the direction of imports in the README).` };
  });
  if (room !== 'core') patterns.push({ group: ['@tensorflow/*'], allowTypeImports: true, message: 'tf comes from core, so that there is one in the process.' });
  patterns.push({ regex: '^typescript$', allowTypeImports: true, message: 'TypeScript comes from kernel/shared/typescript, which loads it in half the time.' });
  if (room === 'plots') patterns.push({ group: ['**/core/tf.js', '**/core/index.js'], message: 'plots takes plain arrays and never sees a tensor: import core/check.js alone.' });
  return patterns;
}

const layer = (folder, patterns) => ({
  files: [`kernel-helpers/src/${folder}/**/*.ts`],
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

/** Inside the kernel: its two processes meet only in `shared`, and the compiler does not know what is built on it. */
const kernelLayers = [
  ['kernel/shared', ['front', 'runner'], 'shared is what both processes of the kernel import: it may import neither.'],
  ['kernel/front', ['runner'], 'front and runner are two processes: they meet only in kernel/shared.'],
  ['kernel/runner', ['front'], 'front and runner are two processes: they meet only in kernel/shared.'],
  // A later entry replaces an earlier one for its files.
  ['kernel/front/compiler', ['runner', 'completion', 'session', 'messages'], 'The compiler is below completion, session and messages.'],
].map(([folder, banned, message]) => layer(folder, [...patternsOf('kernel'), { regex: `(^|/)(${banned.join('|')})/`, message }]));

export default [
  { ignores: ['**/dist/**', 'node_modules/**', '.venv/**', '.lab/**', 'scripts/**', 'test/**', '**/*.js', '**/*.mjs'] },
  {
    files: ['kernel-helpers/src/**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': tseslint.plugin },
  },
  ...rooms.map((room) => layer(room, patternsOf(room))),
  ...kernelLayers,
];
