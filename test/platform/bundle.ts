/** Bundles the laws for a browser: the field `browser` of kernel-helpers chooses the forms, as it does for the kernel. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { common } from '../../scripts/lite/bundle.mjs';
import { inRoot } from '../../scripts/setup/paths.mjs';

export const browserForms = (JSON.parse(readFileSync(inRoot('kernel-helpers/package.json'), 'utf8')) as { browser: Record<string, string> })
  .browser;

/** The field counts for imports of kernel-helpers' own files; the laws import modules of Node and packages by the same names. */
const sameForms: Plugin = {
  name: 'same-forms',
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^(?:node:.*|sharp|h5wasm|write-file-atomic)$/ }, ({ path: name, importer, kind }) => {
      if (!importer.startsWith(inRoot('test'))) return undefined;
      if (name === 'node:assert/strict') return { path: name, namespace: 'strict' };
      return resolve(name, { resolveDir: inRoot('kernel-helpers/src'), importer: inRoot('kernel-helpers/src/index.ts'), kind });
    });
    onLoad({ filter: /./, namespace: 'strict' }, () => ({
      contents: `import assert from 'assert'; export default assert.strict;`,
      resolveDir: inRoot('kernel-helpers'),
    }));
  },
};

/** In a worker as that of the cells: waits for its place, and posts the verdicts. */
const worker = `import '../../kernel-helpers/browser/globals.ts';
import { RunnerProcess, setRunnerPort } from '../../kernel-helpers/browser/kernel/runner-process.ts';
import { setFrontPort } from '../../kernel-helpers/browser/kernel/reports.ts';
import { setPlace } from '../../kernel-helpers/browser/place.ts';
import { echo } from './echo.ts';
import { allLaws } from './laws/all.ts';
import { verdicts } from './laws/laws.ts';
async function link(handlers) {
  const { port1, port2 } = new MessageChannel();
  setRunnerPort(port1);
  setFrontPort(port2);
  port2.onmessage = ({ data }) => echo(data);
  return new RunnerProcess('', undefined, handlers);
}
self.onmessage = async ({ data }) => {
  setPlace(data);
  postMessage(await verdicts(allLaws(link)));
};
postMessage('loaded');`;

/** Writes the worker's scripts into the kernel's folder: `laws-worker.js` is the one to start. */
export async function bundleLaws(folder: string): Promise<void> {
  await build({
    ...common(folder),
    stdin: { contents: worker, resolveDir: import.meta.dirname, sourcefile: path.join(import.meta.dirname, 'laws.js') },
    entryNames: 'laws',
    format: 'esm',
    splitting: true,
    chunkNames: 'laws-[name]-[hash]',
    plugins: [sameForms],
  });
  writeFileSync(path.join(folder, 'laws-worker.js'), `import('./laws.js');\n`);
}
