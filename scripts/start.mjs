#!/usr/bin/env node
/** `npm start`: sets up what is missing and opens JupyterLab on the notebooks. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runCommand, wholeNumber } from './cli.mjs';
import { courseEnvironment, jupyterEnvironment, labArguments } from './jupyter/environment.mjs';
import { inRoot, inVenv } from './setup/paths.mjs';
import { flavourOptions, setup } from './setup.mjs';

/** @param {{ port?: string, 'no-browser'?: boolean }} options */
function open({ port, 'no-browser': noBrowser }) {
  const index = 'lecture/00-index.ipynb';
  const args = ['lab', ...labArguments(), `--ServerApp.root_dir=${inRoot('notebooks')}`];
  if (existsSync(inRoot('notebooks', index))) args.push(`--LabApp.default_url=/lab/tree/${index}`);
  if (port) args.push(`--port=${port}`);
  if (noBrowser) args.push('--no-browser');
  // JupyterLab refuses to run as root unless told; a container's only user is root.
  if (process.getuid?.() === 0) args.push('--allow-root');
  console.log('Opening JupyterLab on notebooks/ (stop it with Ctrl+C) …');
  const child = spawn(inVenv('jupyter'), args, {
    cwd: inRoot(),
    env: { ...jupyterEnvironment(), ...courseEnvironment(inRoot('notebooks/assignments')) },
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
}

await runCommand(import.meta, {
  usage: 'npm start [-- options]',
  about: 'Sets up what is missing and opens JupyterLab on notebooks/, on 127.0.0.1 with a token.',
  options: {
    port: { type: 'string', value: 'N', help: 'the port to try first (default 8888)' },
    'no-browser': { type: 'boolean', help: 'print the address instead of opening a browser' },
    ...flavourOptions,
  },
  async run(values) {
    if (values.port !== undefined) wholeNumber('--port', values.port, [1, 65535]);
    await setup({ ...values, quiet: true });
    open(values);
  },
});
