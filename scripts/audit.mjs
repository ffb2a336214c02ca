#!/usr/bin/env node
/** `npm run audit`: known weaknesses in the packages of npm and PyPI that the lab uses. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compare, knownFindings, npmFindings, pythonFindings } from './audit/findings.mjs';
import { runCommand } from './cli.mjs';
import { inRoot } from './setup/paths.mjs';
import { pythonEnvironment } from './setup/python-environment.mjs';

/** Lists with exact versions: what set-up and a hub install. */
const lists = [
  'scripts/requirements.txt',
  'scripts/hub/requirements.txt',
  'scripts/study/requirements.txt',
  'scripts/lite/requirements.txt',
];
/** Status for "nobody could be asked": neither clean nor a finding. */
const unknown = 3;

/** @param {string[]} argv @returns {Promise<{ stdout: string, stderr: string }>} */
function output([program = '', ...argv]) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
    child.on('error', reject).on('close', () => resolve({ stdout, stderr }));
  });
}

async function auditNpm() {
  const { stdout, stderr } = await output(['npm', 'audit', '--json']);
  return npmFindings(stdout || stderr);
}

async function auditPython() {
  const python = await pythonEnvironment({
    name: 'audit-venv',
    requirements: inRoot('scripts/audit/requirements.txt'),
    notice: 'Making the Python environment with pip-audit (once)',
    what: 'Installing pip-audit',
  });
  /** @type {Map<string, import('./audit/findings.mjs').Finding>} a package stands in more than one list */
  const found = new Map();
  for (const list of lists) {
    console.log(`… ${list}`);
    const argv = ['--requirement', inRoot(list), '--no-deps', '--disable-pip', '--format', 'json', '--progress-spinner', 'off'];
    const { stdout, stderr } = await output([path.join(path.dirname(python), 'pip-audit'), ...argv]);
    for (const finding of pythonFindings(stdout || stderr)) found.set(`${finding.id} ${finding.package}`, finding);
  }
  return [...found.values()];
}

async function audit() {
  const known = knownFindings(readFileSync(inRoot('scripts/audit/known.json'), 'utf8'));
  /** @type {import('./audit/findings.mjs').Finding[]} */
  const findings = [];
  const silent = [];
  for (const [name, ask] of /** @type {const} */ ([
    ['npm', auditNpm],
    ['PyPI', auditPython],
  ])) {
    console.log(`… asking ${name}`);
    try {
      findings.push(...(await ask()));
    } catch (error) {
      silent.push(name);
      console.log(`${name} could not be asked: ${/** @type {Error} */ (error).message.split('\n')[0]?.slice(0, 200)}`);
    }
  }
  const { fresh, explained, gone } = compare(findings, known);
  for (const one of explained) console.log(`known: ${one.id} in ${one.package} (${one.title}): ${one.reason}`);
  for (const one of fresh) console.log(`NEW: ${one.id} in ${one.package}, ${one.where}: ${one.title}`);
  // A list that could not be asked for says nothing about what is gone.
  if (silent.length === 0) for (const one of gone) console.log(`no longer found, take it out of known.json: ${one.id} in ${one.package}`);
  if (fresh.length > 0) {
    console.log(`${fresh.length} new. Update the package, or write into scripts/audit/known.json why it does not matter here.`);
    return 1;
  }
  if (silent.length > 0) {
    console.log(`Nothing is known about ${silent.join(' and ')}: this is no result.`);
    return unknown;
  }
  console.log(`No new finding; ${explained.length} known.`);
  return 0;
}

await runCommand(import.meta, {
  usage: 'npm run audit',
  about: `Asks npm (npm audit) and PyPI (pip-audit) for known weaknesses in the packages that the lab uses. What is known and why it does not matter here stands in
scripts/audit/known.json. Exit status: 0 nothing new, 1 something new, ${unknown} a registry could not be asked (no network, or one that keeps no advisories).`,
  run: audit,
});
