/** Makes the kernel's extension for JupyterLite: scripts, declaration files, TensorFlow's WebAssembly, and the data that notebooks read. */
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { extensionPackage } from '../page-extension.mjs';
import { inRoot } from '../setup/paths.mjs';
import { bundleForBrowser, extensionName } from './bundle.mjs';
import { photographFiles } from './photographs.mjs';
import { typeFiles } from './types.mjs';

const modules = (/** @type {string[]} */ ...parts) => path.posix.join('node_modules', ...parts);

/** Files of the project that cells and helpers find on the tab's drive, each loaded when it is read. */
function dataFiles() {
  const photographs = readdirSync(inRoot(modules('@stdlib'))).filter((folder) => folder.startsWith('datasets-img-'));
  return [
    ...readdirSync(inRoot('data'))
      .filter((file) => /\.(json|csv|csv\.gz|h5)$/.test(file))
      .map((file) => `data/${file}`),
    ...Array.from({ length: 10 }, (_, digit) => modules(`mnist/src/digits/${digit}.json`)),
    ...['penguins.json', 'seattle-weather.csv', 'weather.csv'].map((file) => modules('vega-datasets/data', file)),
    ...photographs.map((folder) => modules('@stdlib', folder, 'data/image.jpg')),
  ];
}

async function plotly() {
  const source = { contents: "import Plotly from 'plotly.js-dist'; window.Plotly = Plotly;", resolveDir: inRoot('kernel-helpers') };
  const made = await build({
    stdin: source,
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    legalComments: 'none',
    logLevel: 'silent',
  });
  return gzipSync(made.outputFiles[0]?.contents ?? '', { level: 9 });
}

/**
 * @param {string} extensions a folder of extensions, into which the kernel's goes
 * @param {{ photographs: boolean, say: (text: string) => void }} options `photographs`: with what notebooks 11 to 13 need for photographs
 */
export async function makeExtension(extensions, options) {
  const folder = path.join(extensions, extensionName);
  await makeKernelFiles(path.join(folder, 'static'), options);
  writeFileSync(path.join(folder, 'package.json'), extensionPackage(extensionName, { jupyterlite: { liteExtension: true } }));
}

/**
 * What the kernel's two workers load.
 * @param {string} statics the folder that they get
 * @param {{ photographs: boolean, say: (text: string) => void }} options as of `makeExtension`
 */
export async function makeKernelFiles(statics, { photographs, say }) {
  mkdirSync(statics, { recursive: true });
  say('kernel and helpers for the browser');
  await bundleForBrowser(statics);
  // A classic worker: only its `importScripts` declares variables for the whole realm.
  for (const worker of ['runner', 'front']) writeFileSync(path.join(statics, `${worker}-worker.js`), `import('./${worker}.js');\n`);
  say('declaration files of the compiler');
  writeFileSync(path.join(statics, 'types.json'), JSON.stringify(await typeFiles()));
  say('TensorFlow.js and data');
  for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'])
    cpSync(inRoot(modules('@tensorflow/tfjs-backend-wasm/wasm-out', file)), path.join(statics, 'wasm', file));
  /** @type {Record<string, number>} */
  const files = {};
  const add = (/** @type {string} its path in a tab */ file, /** @type {Buffer} */ content) => {
    const to = path.join(statics, 'fs', file);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, content);
    files[file] = statSync(to).size;
  };
  for (const file of dataFiles()) add(`/lab/${file}`, readFileSync(inRoot(file)));
  if (photographs) for (const [from, to] of await photographFiles(say)) add(to, readFileSync(from));
  add('/lab/bundles/plotly.js.gz', await plotly());
  writeFileSync(path.join(statics, 'files.json'), JSON.stringify(files));
}
