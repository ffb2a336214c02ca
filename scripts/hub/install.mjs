/** JupyterHub and its proxy in `.lab/hub`, for the tests and the load program. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, inVenv } from '../setup/paths.mjs';

export const hubFolder = inRoot('.lab/hub');
/** The environment sees the packages of `.venv` (JupyterLab, nbgrader) and adds to them: the user's own environment stays as it is. */
export const hubVenv = path.join(hubFolder, 'venv');
/** The release of the proxy that COURSE.md names; it runs on every Node that the lab runs on. */
export const proxy = 'configurable-http-proxy@5.1.0';
const requirements = inRoot('scripts/hub/requirements.txt');

/**
 * Installs them once.
 * @returns {string | undefined} why they could not be installed
 */
export function installHub() {
  const want = `${readFileSync(requirements, 'utf8')}${proxy}\n`;
  const stamp = path.join(hubFolder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return undefined;
  rmSync(hubFolder, { recursive: true, force: true });
  mkdirSync(hubFolder, { recursive: true });
  // A package of its own: the proxy must not become a dependency of the project.
  writeFileSync(path.join(hubFolder, 'package.json'), '{ "private": true }\n');
  const own = path.join(hubVenv, 'bin/python');
  const steps = [
    [basePython(), '-m', 'venv', '--without-pip', hubVenv],
    [own, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--prefix', hubVenv, '-r', requirements],
    ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', proxy],
  ];
  for (const [i, [program = '', ...argv]] of steps.entries()) {
    const { status, stdout, stderr } = spawnSync(program, argv, { cwd: hubFolder, encoding: 'utf8' });
    if (status !== 0) return `${program} ${argv.join(' ')} failed:\n${stdout}\n${stderr}`;
    if (i === 0) showPackagesOfLab();
  }
  writeFileSync(stamp, want);
  return undefined;
}

function showPackagesOfLab() {
  const [release = ''] = readdirSync(path.join(hubVenv, 'lib'));
  const ask = ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'];
  writeFileSync(path.join(hubVenv, 'lib', release, 'site-packages/lab.pth'), spawnSync(inVenv('python'), ask, { encoding: 'utf8' }).stdout);
}

/** The system's Python where it is the same release as the lab's: the lab's own may lie in a home that other users may not enter. */
function basePython() {
  const release = (/** @type {string} */ program) =>
    spawnSync(program, ['-c', 'import sys; print(sys.version_info[:2])'], { encoding: 'utf8' }).stdout;
  return release('/usr/bin/python3') === release(inVenv('python')) ? '/usr/bin/python3' : inVenv('python');
}
