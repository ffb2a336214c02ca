/** Only what Biome does not do: floating promises (needs types) and the direction of imports between rooms. */
import tseslint from 'typescript-eslint';

const rooms = ['activations', 'core', 'datasets', 'display', 'errata', 'grading', 'kernel', 'optimizers', 'plots', 'quality', 'smoothing', 'training', 'transfer'];

/** Which rooms each room may import; `room/file` names a single file. `display` and `kernel/api` are for types and the kernel's hook. */
const mayImport = {
  core: [],
  errata: ['core'],
  grading: ['core'],
  kernel: [],
  activations: ['core'],
  smoothing: ['core'],
  plots: ['core'],
  display: ['core', 'plots', 'kernel/api'],
  datasets: ['core', 'smoothing', 'display'],
  quality: ['core', 'plots', 'display'],
  optimizers: ['core', 'activations', 'smoothing', 'datasets', 'quality', 'plots'],
  training: ['core', 'activations', 'smoothing', 'datasets', 'quality', 'plots', 'display', 'optimizers'],
  transfer: ['core', 'activations', 'smoothing', 'datasets', 'quality', 'plots', 'display', 'optimizers', 'training'],
};

function layer(room) {
  const banned = rooms.filter((other) => other !== room && !mayImport[room].includes(other));
  const patterns = banned.map((other) => ({
    // gitignore syntax: a file that is allowed by name is taken out again
    group: [`**/${other}/**`, ...mayImport[room].filter((name) => name.startsWith(`${other}/`)).map((name) => `!**/${name}.js`)],
    message: `${room} may not import ${other} (see the direction of imports in the README).`,
  }));
  if (room !== 'core') patterns.push({ group: ['@tensorflow/*'], allowTypeImports: true, message: 'tf comes from core, so that there is one in the process.' });
  if (room === 'plots') patterns.push({ group: ['**/core/tf.js', '**/core/index.js'], message: 'plots takes plain arrays and never sees a tensor: import core/check.js alone.' });
  return {
    files: [`kernel-helpers/src/${room}/**/*.ts`],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

export default [
  { ignores: ['**/dist/**', 'node_modules/**', '.venv/**', '.lab/**', 'scripts/**', '**/*.js', '**/*.mjs'] },
  {
    files: ['kernel-helpers/src/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it'], package: 'mocha' }, { from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' }] }] },
  },
  ...rooms.map(layer),
];
