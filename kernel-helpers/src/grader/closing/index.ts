/**
 * The helpers as a submission finds them while it is graded, where its assignment forbids some: a copy of the build in which their code does not
 * stand. Code that is not on the disk cannot be imported under another name, required, or read.
 */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheDir, projectRoot } from '../../core/paths.js';
import { GraderError } from '../grader-error.js';
import { refusalText } from '../grading/forbids.js';
import { type Cover, readyFolder } from '../sandbox/index.js';
import { closeFile } from './close-file.js';
import { declarationOf } from './declaration.js';
import { reachable } from './reachable.js';

export { forbiddenNames } from './names.js';

const dist = path.join(projectRoot, 'kernel-helpers/dist');
/** What is loaded in the box. */
const entries = ['index.js', 'kernel/index.js', 'grader/index.js', 'grader/submission/student.js'];
/** Milliseconds after which a copy that nobody used is removed. */
const old = 14 * 24 * 3600_000;

/**
 * TensorFlow is a package: its folder is covered, and the file that loads it refuses. The other helpers look into `tf` and register layers while
 * they are loaded; that they may do, with what does nothing.
 */
const noTensorFlow = `let loading = true;
setImmediate(() => { loading = false; });
const refuse = () => { throw new Error(${JSON.stringify(refusalText('tf'))}); };
const nothing = () => new Proxy(function () {}, {
  apply: () => (loading ? nothing() : refuse()),
  construct: () => (loading ? nothing() : refuse()),
  get: (target, key) => (typeof key === 'symbol' || key === 'then' ? undefined : key in target ? target[key] : nothing()),
});
export const tf = nothing();
export const backendInfo = { name: 'cpu', reason: ${JSON.stringify(refusalText('tf'))} };
export function accelerate() {}
export function accelerations() { return []; }
`;

/** Closed names by file, as `closeFile` wants them. @throws GraderError for a name that `kernel-helpers` does not export */
function placesOf(names: readonly string[]): Map<string, Map<string, string>> {
  const byFile = new Map<string, Map<string, string>>();
  for (const name of names) {
    const place = declarationOf(path.join(dist, 'index.js'), name);
    if (!place) throw new GraderError(`forbids must name what kernel-helpers exports, got ${name}`);
    if (!byFile.has(place.file)) byFile.set(place.file, new Map());
    byFile.get(place.file)?.set(place.local, name);
  }
  return byFile;
}

/** `bundle` holds all helpers in one file, for the kernel: what is closed must not stand there. */
const skipped = (file: string): boolean =>
  /^((grader|kernel)[\\/])?(bundle|node-\d+)([\\/]|$)/.test(path.relative(dist, file)) || /\.map$|\.tsbuildinfo$/.test(file);

/** Everybody may read it: in the sandbox a user without rights reads it. */
function open(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
}

function makeCopy(folder: string, names: readonly string[]): void {
  const copy = path.join(folder, 'dist');
  cpSync(dist, copy, { recursive: true, filter: (file) => !skipped(file) });
  const inCopy = (file: string) => path.join(copy, path.relative(dist, file));
  const start = entries.map((file) => path.join(copy, file));
  const before = reachable(start);
  for (const [file, closed] of placesOf(names)) {
    const isTensorFlow = closed.has('tf') && path.relative(dist, file) === path.join('core', 'tf.js');
    writeFileSync(inCopy(file), isTensorFlow ? noTensorFlow : closeFile(readFileSync(file, 'utf8'), closed));
  }
  // Files that only the closed names use would show how they are written.
  const after = reachable(start);
  for (const file of before) if (!after.has(file)) rmSync(file);
  mkdirSync(path.join(folder, 'nothing'));
  mkdirSync(inCopy(readyFolder));
  open(folder);
}

/** Of the names and of the build, by the times of its files. */
function digestOf(names: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify([names, projectRoot]));
  for (const name of readdirSync(dist, { recursive: true }).map(String).sort()) {
    const file = path.join(dist, name);
    if (!skipped(file)) hash.update(`${name} ${statSync(file).mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

function dropOld(parent: string): void {
  for (const name of existsSync(parent) ? readdirSync(parent) : [])
    if (Date.now() - statSync(path.join(parent, name)).mtimeMs > old) rmSync(path.join(parent, name), { recursive: true, force: true });
}

/**
 * The folders that replace the project's own folders in the sandbox.
 * @param names public names of `kernel-helpers`
 * @throws GraderError for a name that there is not
 */
export function coversFor(names: readonly string[]): Cover[] {
  if (names.length === 0) return [];
  const parent = path.join(cacheDir(), 'closed-helpers');
  const folder = path.join(parent, digestOf(names));
  if (!existsSync(folder)) {
    dropOld(parent);
    const fresh = `${folder}.${process.pid}`;
    mkdirSync(fresh, { recursive: true });
    try {
      makeCopy(fresh, names);
      // Another process may have been faster; both copies are the same.
      if (!existsSync(folder)) renameSync(fresh, folder);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  const covers: Cover[] = [{ from: path.join(folder, 'dist'), to: dist }];
  // The compiler that is ready holds no helper, and is too large to be copied.
  if (existsSync(readyFolder)) covers.push({ from: readyFolder, to: readyFolder });
  if (names.includes('tf')) {
    for (const modules of ['node_modules', 'kernel-helpers/node_modules']) {
      const packages = path.join(projectRoot, modules, '@tensorflow');
      if (existsSync(packages)) covers.push({ from: path.join(folder, 'nothing'), to: packages });
    }
  }
  return covers;
}
