import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../core/index.js';
import { DownloadError } from './download-error.js';

/** Options of calling pip. */
export interface PipOptions {
  /** The Python that has pip. Default: the lab's own (`.venv`), else `python3`. */
  python?: string;
  /** More arguments for pip, for example `['--index-url', …]`. Default none: the registry that pip is set up for. */
  arguments?: readonly string[];
  /** Called about once a second with the seconds since the start. Default: prints a line every 5 s. */
  onProgress?: (seconds: number) => void;
  /** Stops the download. Default: none. */
  signal?: AbortSignal;
}

const labPython = (): string => {
  const own = path.join(projectRoot, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  return existsSync(own) ? own : 'python3';
};

/**
 * Downloads the wheel of one exact version into a folder, without its dependencies, and without running any of its code.
 * @throws DownloadError that says what is missing: Python, pip, the network, or the version
 */
export async function pipDownload(
  { package: name, version }: { package: string; version: string },
  folder: string,
  options: PipOptions = {},
): Promise<void> {
  const { python = labPython(), signal, arguments: more = [] } = options;
  const argv = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--no-cache-dir', '--disable-pip-version-check', '--no-input'];
  argv.push('--progress-bar', 'off', '--retries', '2', '--timeout', '30', '--dest', folder, ...more, `${name}==${version}`);
  const started = performance.now();
  const report = options.onProgress ?? printEvery(name, 5);
  const timer = setInterval(() => report((performance.now() - started) / 1000), 1000);
  try {
    await run(python, argv, `${name} ${version}`, signal);
  } finally {
    clearInterval(timer);
  }
}

function printEvery(name: string, seconds: number): (elapsed: number) => void {
  let next = seconds;
  return (elapsed) => {
    if (elapsed < next) return;
    next += seconds;
    console.log(`fetching ${name}: ${Math.round(elapsed)} s`);
  };
}

function run(python: string, argv: readonly string[], what: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // pip must not import files of the notebook's folder.
    const child = spawn(python, argv, { stdio: ['ignore', 'ignore', 'pipe'], signal, env: { ...process.env, PYTHONSAFEPATH: '1' } });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-20_000);
    });
    child.once('error', (error) => reject(signal?.aborted ? error : new DownloadError(noPython(python, what), { cause: error })));
    child.once('close', (code) => (code === 0 ? resolve() : reject(new DownloadError(reason(text, what, python)))));
  });
}

const noPython = (python: string, what: string): string =>
  `${what} cannot be fetched: there is no ${path.basename(python)}. Run npm run setup, which makes the lab's own Python.`;

/** Turns pip's long error into one line with the remedy. */
function reason(text: string, what: string, python: string): string {
  if (/No module named pip/.test(text)) return `${what} cannot be fetched: ${path.basename(python)} has no pip. Run npm run setup.`;
  if (
    /NewConnectionError|NameResolutionError|ConnectTimeout|Failed to establish|Connection ?(Error|Refused|refused|reset)|Max retries|ProxyError/.test(
      text,
    )
  ) {
    return `${what} cannot be fetched: the package registry that pip is set up for cannot be reached. Run it again with a network; once fetched, it is kept.`;
  }
  if (/No space left/.test(text)) return `${what} cannot be fetched: the disk is full.`;
  if (/No matching distribution|Could not find a version/.test(text)) {
    return `${what} cannot be fetched: the package registry that pip is set up for does not have it.`;
  }
  const last = text.trim().split('\n').at(-1) ?? '';
  return `${what} cannot be fetched: pip says '${last.slice(0, 200)}'`;
}
