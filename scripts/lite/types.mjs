/** The declaration files that a cell's compiler reads, as one table of texts for the compiler in a tab. */
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { inRoot, root } from '../setup/paths.mjs';

/** What a tab has of Node, in the place of @types/node: its declarations would be half of all. */
const ofNode = ['node', 'web', 'modules']
  .map((name) => readFileSync(inRoot(`kernel-helpers/browser/types/${name}.d.ts`), 'utf8'))
  .join('\n');
const nodeTypes = inRoot('node_modules/@types/node/index.d.ts');

/** Cells that touch all that a notebook may import; what the compiler reads for them is what a tab gets. */
const cells = [
  `import assert from 'node:assert/strict'; import loose from 'node:assert'; import fs from 'node:fs'; import path from 'node:path';`,
  `import { display } from 'tslab';`,
  `import { tf, softmax } from 'kernel-helpers'; softmax([1, 2]);`,
];

/** Of a package.json only what resolution looks at. */
function resolutionOf(/** @type {string} */ text) {
  const { name, version, type, main, types, typings, exports, imports, typesVersions } = JSON.parse(text);
  return JSON.stringify({ name, version, type, main, types, typings, exports, imports, typesVersions });
}

/** @type {Promise<Record<string, string>> | undefined} */
let made;

/**
 * @returns {Promise<Record<string, string>>} text by path, the project's root being `/lab`
 * @throws where one of the cells above does not compile, or a compiler of this process read the files before: the table would not be whole
 */
export function typeFiles() {
  made ??= collect();
  return made;
}

async function collect() {
  const { CellCompiler } = await import(inRoot('kernel-helpers/dist/kernel/front/compiler/index.js'));
  /** @type {Map<string, string>} */
  const read = new Map();
  const { readFile } = ts.sys;
  ts.sys.readFile = (file, encoding) => {
    const text = file === nodeTypes ? ofNode : readFile(file, encoding);
    if (text !== undefined) read.set(realpathSync(file), text);
    return text;
  };
  try {
    const compiler = new CellCompiler({ cwd: inRoot('notebooks/lecture'), project: root });
    for (const code of cells) {
      const compiled = compiler.compile(code, { number: 1 });
      if (!compiled.ok) throw new Error(compiled.formatted.join('\n'));
    }
  } finally {
    ts.sys.readFile = readFile;
  }
  // Compilers of one process share the libraries that the first one read.
  if (![...read.keys()].some((file) => file.endsWith('lib.es5.d.ts'))) throw new Error('the declaration files were read before');
  /** @type {Record<string, string>} */
  const files = {};
  for (const [file, text] of read) {
    if (!file.startsWith(`${root}${path.sep}`)) continue;
    const shown = file.endsWith('package.json') ? resolutionOf(text) : text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n');
    files[`/lab/${path.relative(root, file).split(path.sep).join('/')}`] = shown;
  }
  return files;
}
