// Patch: node-snapshot-modules
/** Modules of Node that cannot be in a snapshot. They are loaded at their first use, which is after the start. */
const late = /^(node:)?(child_process|crypto|inspector|module)$/;
/** Not needed here, and TypeScript would load it at once. */
const never = /^(node:)?perf_hooks$/;

/** For a program that a start-up snapshot will hold. @type {import('esbuild').Plugin} */
export const lateModules = {
  name: 'late-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: late }, ({ path, namespace }) => (namespace === 'late' ? { path, external: true } : { path, namespace: 'late' }));
    onResolve({ filter: never }, ({ path }) => ({ path, namespace: 'never' }));
    onLoad({ filter: /./, namespace: 'never' }, () => ({ contents: 'module.exports = {};' }));
    onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => /^\w+$/.test(name) && name !== 'default');
      const getters = names.map((name) => `get ${name}() { return load().${name}; }`);
      return { contents: `let loaded;\nconst load = () => (loaded ??= require('${path}'));\nmodule.exports = { ${getters.join(', ')} };` };
    });
  },
};
