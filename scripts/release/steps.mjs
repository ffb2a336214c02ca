/** What a release consists of. Each step writes into the folder of the release. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { inRoot, inVenv } from '../setup/paths.mjs';

/** @typedef {{ out: string, version: string, say: (text: string) => void }} Release */

/** Runs a program and gives its output. @param {string[]} argv @param {{ say?: (text: string) => void }} [options] @returns {Promise<string>} */
export function output([program = '', ...argv], { say } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
      if (say) for (const line of chunk.split('\n').filter(Boolean)) say(`  ${line}`);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr = (stderr + chunk).slice(-4000)));
    child.on('error', reject).on('close', (status) => {
      if (status === 0) resolve(stdout);
      else
        reject(
          new CommandError(
            `${path.basename(program)} ${argv.slice(0, 2).join(' ')} ended with ${status}: ${stderr.trim().split('\n').at(-1)}`,
          ),
        );
    });
  });
}

/** @param {string} folder @param {string} file @param {string} inside the name of the folder in the archive */
const pack = (folder, file, inside) =>
  output(['tar', '--create', '--gzip', '--file', file, '--directory', folder, `--transform=s,^\\.,${inside},`, '--sort=name', '.']);

/** @param {Release} release */
async function source({ out, version }) {
  const name = `lecture-lab-${version}`;
  await output(['git', 'archive', '--format=tar.gz', `--prefix=${name}/`, `--output=${path.join(out, `${name}-source.tar.gz`)}`, 'HEAD']);
}

/** @param {Release} release */
async function sbom({ out }) {
  const npm = JSON.parse(await output(['npm', 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']));
  writeFileSync(path.join(out, 'sbom-npm.cdx.json'), `${JSON.stringify(npm, null, 1)}\n`);
  const python = JSON.parse(await output([inVenv('python'), '-m', 'pip', 'inspect', '--local']));
  // Where the packages lie on this machine is nobody's business.
  const installed = python.installed.map((/** @type {any} */ { metadata, requested }) => ({
    metadata: { ...metadata, description: undefined },
    requested,
  }));
  const list = { version: python.version, pip_version: python.pip_version, installed };
  writeFileSync(path.join(out, 'sbom-python.json'), `${JSON.stringify(list, null, 1)}\n`);
}

/** @param {Release} release */
async function kernel({ out, version, say }) {
  await output([process.execPath, inRoot('scripts/kernel.mjs'), 'pack', '--to', out, '--as', version], { say });
}

/** A folder of pages as an archive. @param {string} name @param {string} script @returns {(release: Release) => Promise<void>} */
const pages =
  (name, script) =>
  async ({ out, version, say }) => {
    const folder = mkdtempSync(path.join(out, `.${name}-`));
    try {
      await output([process.execPath, inRoot('scripts', script), '--out', path.join(folder, name)], { say });
      await pack(path.join(folder, name), path.join(out, `lecture-lab-${version}-${name}.tar.gz`), `lecture-lab-${name}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

/** @type {Record<string, { about: string, run: (release: Release) => Promise<void> }>} */
export const steps = {
  source: { about: 'what git knows at this commit', run: source },
  sbom: { about: 'the packages of npm (CycloneDX) and of Python (pip inspect)', run: sbom },
  kernel: { about: "the kernel's own package, tslab-kernel", run: kernel },
  site: { about: 'the static site with every notebook executed (some minutes)', run: pages('site', 'site.mjs') },
  lite: { about: 'the lab in a browser tab', run: pages('lite', 'lite.mjs') },
};

/** Writes SHA256SUMS, in the form that `sha256sum --check` reads. @param {string} folder */
export async function checksums(folder) {
  const lines = [];
  for (const name of readdirSync(folder).sort()) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path.join(folder, name))) hash.update(chunk);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  writeFileSync(path.join(folder, 'SHA256SUMS'), lines.join(''));
}

/** @param {string} staging @param {string} out */
export function finish(staging, out) {
  if (existsSync(out)) throw new CommandError(`${out} exists already.`, { remedy: 'Move it away, or name another folder with --out.' });
  renameSync(staging, out);
}
