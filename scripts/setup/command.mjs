/** Runs a command, shows its last line as progress, and keeps its output for the error. */
import { spawn } from 'node:child_process';
import { CommandError } from '../command-error.mjs';

const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|Temporary failure in name resolution|Name or service not known|NewConnectionError|Network is unreachable|nodename nor servname/i;
const noSpace = /ENOSPC|No space left on device|Errno 28/i;

/**
 * @param {string[]} argv program and arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, say?: (text: string) => void, progress?: (line: string) => string | undefined, what: string }} options
 * @returns {Promise<string>} all that it printed
 * @throws {CommandError} with the cause in one sentence if it is known, else with the last lines
 */
export function command([program = '', ...argv], { cwd, env, say, progress, what }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (/** @type {string} */ chunk) => {
      output += chunk;
      if (!say) return;
      const line = output
        .trimEnd()
        .split(/[\r\n]+/)
        .at(-1)
        ?.trim();
      const text = line && (progress ? progress(line) : line);
      if (text) say(text);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      reject(
        error.code === 'ENOENT'
          ? new CommandError(`${what} failed: ${program} is not installed.`, { kind: 'missing' })
          : new CommandError(`${what} failed: ${error.message}`),
      ),
    );
    child.on('close', (/** @type {number | null} */ code) =>
      code === 0 ? resolve(output) : reject(whyFailed(what, `${program} ended with ${code}`, output)),
    );
  });
}

/** The programs give the cause only as text. This is the only place that turns their text into a kind of error. */
function whyFailed(/** @type {string} */ what, /** @type {string} */ how, /** @type {string} */ output) {
  if (noSpace.test(output))
    return new CommandError(`${what} failed: the disk is full.`, {
      kind: 'disk',
      remedy: 'Free 4 GB and run the command again; what is done stays done.',
      output,
    });
  if (noNetwork.test(output))
    return new CommandError(`${what} failed: no network connection to the package registry.`, {
      kind: 'network',
      remedy: 'Check the connection (or the proxy settings of npm and pip) and run the command again; what is done stays done.',
      output,
    });
  return new CommandError(`${what} failed (${how}):\n${output.trimEnd().split('\n').slice(-15).join('\n')}`, { output });
}
