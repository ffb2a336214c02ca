/**
 * The kernel as a package of its own, `tslab-kernel`. It has no dependencies: what the kernel needs of other packages lies in it, in `modules/`,
 * so that it installs without a network, and no package runs a script. `npx tslab-kernel install` copies all of it into the kernelspec.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { CommandError } from '../command-error.mjs';
import { command } from '../setup/command.mjs';
import { inRoot } from '../setup/paths.mjs';

const bundle = (/** @type {string} */ name) => inRoot('kernel-helpers/dist/kernel/bundle', name);
const folder = inRoot('.lab/tslab-kernel');
const target = (/** @type {string[]} */ ...names) => path.join(folder, ...names);

/**
 * What is taken of other packages, with their licenses: the sockets and their prebuilt libraries for all systems, Node's types, and TypeScript's
 * libraries (TypeScript itself is in `front.cjs`).
 * @type {Record<string, RegExp>}
 */
const taken = {
  zeromq: /^(lib|lib\/[^/]+\.js|build.*|package\.json|LICENSE.*)$/,
  'cmake-ts': /^(build|build\/loader\.js|package\.json|LICENSE.*)$/,
  '@types/node': /./,
  'undici-types': /./,
  typescript: /^(lib|lib\/lib\..*d\.ts|package\.json|LICENSE.*|ThirdPartyNotice.*)$/,
};

/** Copies the parts of a package that are needed. */
function take(/** @type {string} */ name, /** @type {RegExp} */ parts) {
  const places = ['kernel-helpers/node_modules', 'node_modules'].map((place) => inRoot(place, name));
  const from = places.find((place) => existsSync(place));
  if (from === undefined) throw new CommandError(`The package ${name} is not installed.`, { kind: 'missing', remedy: 'npm run setup' });
  const wanted = (/** @type {string} */ file) => file === from || parts.test(path.relative(from, file).replaceAll('\\', '/'));
  cpSync(from, target('modules', name), { recursive: true, dereference: true, filter: wanted });
}

function writeManifest(/** @type {string | undefined} */ given) {
  const { version, license } = JSON.parse(readFileSync(inRoot('kernel-helpers/package.json'), 'utf8'));
  const manifest = {
    name: 'tslab-kernel',
    version: given ?? version,
    description: 'A Jupyter kernel for TypeScript and JavaScript that runs the notebooks of tslab',
    keywords: ['jupyter', 'typescript', 'notebook', 'kernel', 'tslab'],
    license,
    type: 'module',
    bin: { 'tslab-kernel': 'cli.js' },
    engines: { node: '>=20' },
    files: ['cli.js', 'bundle', 'logos', 'modules'],
  };
  writeFileSync(target('package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Makes the package's folder and packs it.
 * @param {string} to the folder that gets the `.tgz` file
 * @param {Record<string, string | Uint8Array>} logos
 * @param {string} [version] of the package; the lab's own by default
 * @returns {Promise<string>} the path of the file
 */
export async function packKernel(to, logos, version) {
  if (!existsSync(bundle('front.cjs'))) throw new CommandError('The kernel is not built.', { kind: 'missing', remedy: 'npm run build' });
  if (!existsSync(to)) throw new CommandError(`--to must be a folder, got ${to}`, { kind: 'usage' });
  if (version !== undefined && !/^\d+\.\d+\.\d+$/.test(version))
    throw new CommandError(`--as must be three numbers such as 1.2.0, got ${version}`, { kind: 'usage' });
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['bundle', 'logos']) mkdirSync(target(name), { recursive: true });
  for (const name of ['front.cjs', 'runner.cjs', 'watchdog.cjs']) cpSync(bundle(name), target('bundle', name));
  for (const [name, content] of Object.entries(logos)) writeFileSync(target('logos', name), content);
  for (const [name, parts] of Object.entries(taken)) take(name, parts);
  mkdirSync(target('modules/tslab'));
  cpSync(inRoot('scripts/kernel/tslab.d.ts'), target('modules/tslab/index.d.ts'));
  writeFileSync(target('modules/tslab/package.json'), '{ "name": "tslab", "types": "index.d.ts" }\n');
  cpSync(inRoot('scripts/kernel/README.md'), target('README.md'));
  cpSync(inRoot('LICENSE'), target('LICENSE'));
  writeManifest(version);
  await build({
    entryPoints: [inRoot('scripts/kernel/standalone.mjs')],
    outfile: target('cli.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  const argv = ['npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', path.resolve(to), folder];
  const name = (await command(argv, { what: 'Packing the kernel' })).trim().split('\n').at(-1);
  return path.join(path.resolve(to), name ?? '');
}
