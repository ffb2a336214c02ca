#!/usr/bin/env node
/** `npm run release`: everything that a release of the lab consists of, in one folder with checksums. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError, runCommand } from './cli.mjs';
import { released } from './release/changelog.mjs';
import { checksums, finish, output, steps } from './release/steps.mjs';
import { inRoot } from './setup/paths.mjs';

const log = inRoot('CHANGELOG.md');

/** @param {string} version @param {{ out?: string, only?: string[], 'no-changelog'?: boolean }} values */
async function release(version, { out: folder, only, 'no-changelog': keepLog = false }) {
  const names = only ?? Object.keys(steps);
  const wrong = names.find((name) => !Object.hasOwn(steps, name));
  if (wrong !== undefined)
    throw new CommandError(`--only must be one of ${Object.keys(steps).join(', ')}, got ${wrong}`, { kind: 'usage' });
  const text = readFileSync(log, 'utf8');
  const made = released(text, version, new Date().toISOString().slice(0, 10));
  const out = path.resolve(folder ?? inRoot('.lab/release', version));
  if (existsSync(out)) throw new CommandError(`${out} exists already.`, { remedy: 'Move it away, or name another folder with --out.' });
  await checkPlace();
  mkdirSync(path.dirname(out), { recursive: true });
  const staging = mkdtempSync(path.join(path.dirname(out), '.release-'));
  try {
    for (const [i, name] of names.entries()) {
      const start = performance.now();
      console.log(`[${i + 1}/${names.length}] ${name}: ${steps[name]?.about}`);
      await steps[name]?.run({ out: staging, version, say: console.log });
      console.log(`  ${((performance.now() - start) / 1000).toFixed(0)} s`);
    }
    writeFileSync(path.join(staging, 'NOTES.md'), `# Lecture lab ${version}\n\n${made.notes}\n`);
    await checksums(staging);
    finish(staging, out);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  // Only a release that is there is in the changelog.
  if (!keepLog) writeFileSync(log, made.text);
  for (const name of readdirSync(out))
    console.log(`${(statSync(path.join(out, name)).size / 2 ** 20).toFixed(1).padStart(8)} MiB  ${name}`);
  console.log(`${path.relative(process.cwd(), out)}${keepLog ? '' : '; CHANGELOG.md has the version: commit it, and tag the commit'}`);
}

async function checkPlace() {
  if (!existsSync(inRoot('kernel-helpers/dist/index.js')))
    throw new CommandError('The lab is not built.', { kind: 'missing', remedy: 'npm run setup' });
  const changed = await output(['git', 'status', '--porcelain', '--untracked-files=no']);
  if (changed.trim() !== '')
    throw new CommandError('There are changes that are not committed: the source archive would lack them.', { kind: 'usage' });
}

await runCommand(import.meta, {
  usage: 'npm run release -- VERSION [--out FOLDER] [--only STEP]... [--no-changelog]',
  about: `Makes a release in one folder: ${Object.entries(steps)
    .map(([name, { about }]) => `${name} (${about})`)
    .join(', ')}, notes and SHA256SUMS.
Afterwards what was unreleased in CHANGELOG.md stands under the version. Nothing is published.`,
  words: { VERSION: 'three numbers, above the newest in CHANGELOG.md' },
  takes: [1, 1],
  options: {
    out: { type: 'string', value: 'FOLDER', help: 'where the release goes; must not exist (default: .lab/release/VERSION)' },
    only: { type: 'string', value: 'STEP', multiple: true, help: 'only this step (may be given several times)' },
    'no-changelog': { type: 'boolean', help: 'leave CHANGELOG.md as it is' },
  },
  run: (values, [version = '']) => release(version, values),
});
