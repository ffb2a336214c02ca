/** The system's Chromium, controlled by Playwright: for PDF of the decks and for the browser tests. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';

/** @type {string[]} */
const names = [
  process.env.LECTURE_LAB_CHROMIUM ?? '',
  'chromium',
  'chromium-browser',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of a program with this name, or undefined. */
function located(/** @type {string} */ name) {
  const folders = name.includes('/') ? [''] : (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders
    .map((folder) => path.resolve(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** @type {string | undefined} */
let found;

/** The path of Chromium, or undefined. `LECTURE_LAB_CHROMIUM` names another browser than the one of the system. @returns {string | undefined} */
export function findChromium() {
  // A program may be a wrapper of a package that is not installed. So each one is asked for its version once.
  found ??= names
    .filter(Boolean)
    .map(located)
    .find((file) => file && spawnSync(file, ['--version']).status === 0);
  return found;
}

/**
 * A headless browser that makes no requests of its own.
 * @param {{ webgl?: boolean, webgpu?: boolean }} options `webgl`: draw surfaces in software, on a machine without a screen; `webgpu`: a graphics
 *   card in software, for the tests
 * @returns {Promise<import('playwright-core').Browser>}
 * @throws {CommandError} where there is none
 */
export async function launchChromium({ webgl = true, webgpu = false } = {}) {
  const executablePath = findChromium();
  if (!executablePath)
    throw new CommandError('Chromium was not found.', {
      kind: 'missing',
      remedy: 'Debian/Ubuntu: sudo apt install chromium; Fedora: sudo dnf install chromium; macOS: brew install --cask chromium',
    });
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(webgpu ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'] : []),
      ...(webgl ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'] : ['--disable-gpu']),
      // Where the graphics card is the processor, it is for what needs one: the pages themselves are drawn faster without.
      ...(webgl && !webgpu ? ['--disable-gpu-compositing'] : []),
    ],
  });
}
