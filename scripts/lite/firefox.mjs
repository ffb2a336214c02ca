/**
 * The system's Firefox with the tab's lab. Playwright 1.65 needs a Firefox of its own (its driver for others asks Firefox 153 for a command that
 * it lacks), and what else drives Firefox brings sixty packages or more: here it is asked by its own protocol.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandError } from '../command-error.mjs';
import { inRoot } from '../setup/paths.mjs';
import { marionette } from './marionette.mjs';

const names = ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];
const remedy = 'Debian: sudo apt install firefox-esr; Ubuntu, Fedora: firefox; macOS: brew install --cask firefox';

/** @type {string | undefined} */
let found;

/** The name or path of Firefox, or undefined. @returns {string | undefined} */
export function findFirefox() {
  found ??= names.find((name) => spawnSync(name, ['--version']).status === 0);
  return found;
}

/**
 * What a page of Firefox and one of Playwright both do, with code as text.
 * @typedef {object} TabPage
 * @property {(url: string, options?: { timeout?: number }) => Promise<unknown>} goto
 * @property {(code: string) => Promise<any>} evaluate the value of the code, which may be a promise of one
 * @property {(code: string, argument?: undefined, options?: { timeout?: number, polling?: number }) => Promise<unknown>} waitForFunction
 */

/**
 * Starts Firefox without a window, with an empty profile.
 * @returns {Promise<{ version: string, page: TabPage, close(): Promise<void> }>}
 * @throws {CommandError} where there is none, or where it does not start
 */
export async function launchFirefox() {
  const program = findFirefox();
  if (!program) throw new CommandError('Firefox was not found.', { kind: 'missing', remedy });
  // Not among the system's temporary files, which a Firefox of Ubuntu does not see.
  mkdirSync(inRoot('.lab'), { recursive: true });
  const profile = mkdtempSync(inRoot('.lab', 'firefox-'));
  // Port 0: Firefox takes a free one, and writes it down.
  writeFileSync(path.join(profile, 'user.js'), 'user_pref("marionette.port", 0);\n');
  const child = spawn(program, ['--marionette', '--headless', '--no-remote', '--profile', profile], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const close = async () => {
    child.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const send = await marionette(await portOf(profile, child));
    const { capabilities } = await send('WebDriver:NewSession', { capabilities: { alwaysMatch: { timeouts: { script: 600_000 } } } });
    return { version: capabilities.browserVersion, page: pageOf(send), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} profile @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
async function portOf(profile, child) {
  for (let waited = 0; waited < 60_000; waited += 100) {
    try {
      const port = Number(readFileSync(path.join(profile, 'MarionetteActivePort'), 'utf8'));
      if (port > 0) return port;
    } catch {}
    if (child.exitCode !== null) throw new CommandError(`Firefox ended with ${child.exitCode} before it could be driven.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new CommandError('Firefox did not start in 60 s.');
}

/** @param {import('./marionette.mjs').Send} send @returns {TabPage} */
function pageOf(send) {
  /** The code runs as the page's own; its value comes as JSON. @param {string} code */
  const evaluate = async (code) => {
    const script = 'return window.eval(arguments[0]);';
    const args = [`Promise.resolve((${code}\n)).then((value) => JSON.stringify(value) ?? 'null')`];
    const { value } = await send('WebDriver:ExecuteScript', { script, args, sandbox: null });
    return JSON.parse(value);
  };
  return {
    evaluate,
    async goto(url, { timeout = 120_000 } = {}) {
      await send('WebDriver:SetTimeouts', { pageLoad: timeout });
      await send('WebDriver:Navigate', { url });
    },
    async waitForFunction(code, _argument, { timeout = 30_000, polling = 100 } = {}) {
      const end = performance.now() + timeout;
      while (!(await evaluate(code))) {
        if (performance.now() > end) throw Object.assign(new Error(`not so in ${timeout} ms: ${code}`), { name: 'TimeoutError' });
        await new Promise((resolve) => setTimeout(resolve, polling));
      }
    },
  };
}
