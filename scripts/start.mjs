#!/usr/bin/env node
/** `npm start`: sets up what is missing and opens JupyterLab on the notebooks. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCommand, wholeNumber } from './cli.mjs';
import { lectureFile } from './export/execute.mjs';
import { courseEnvironment, jupyterEnvironment, labArguments } from './jupyter/environment.mjs';
import { inRoot, inVenv } from './setup/paths.mjs';
import { flavourOptions, setup } from './setup.mjs';
import { linkCourse, updateWorkingCopy } from './work/working-copy.mjs';

/** @param {{ port?: string, 'no-browser'?: boolean, 'in-place'?: boolean }} options @param {string} folder */
function open({ port, 'no-browser': noBrowser, 'in-place': inPlace }, folder) {
  const index = 'lecture/00-index.ipynb';
  const args = ['lab', ...labArguments(inPlace ? undefined : folder), `--ServerApp.root_dir=${folder}`];
  if (existsSync(path.join(folder, index))) args.push(`--LabApp.default_url=/lab/tree/${index}`);
  if (port) args.push(`--port=${port}`);
  if (noBrowser) args.push('--no-browser');
  // JupyterLab does not run as root without this option; in a container root is the only user.
  if (process.getuid?.() === 0) args.push('--allow-root');
  console.log(`Opening JupyterLab on ${path.relative(inRoot(), folder)}/ (stop it with Ctrl+C) …`);
  const child = spawn(inVenv('jupyter'), args, {
    cwd: inRoot(),
    env: { ...jupyterEnvironment(), ...courseEnvironment(path.join(folder, 'assignments')) },
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
}

await runCommand(import.meta, {
  usage: 'npm start [-- options]',
  about: `Sets up what is missing and opens JupyterLab on 127.0.0.1 with a token.
It opens a working copy of the notebooks, .lab/work, which keeps your changes and outputs; a new version of the lecture is merged into it.`,
  options: {
    port: { type: 'string', value: 'N', help: 'the port to try first (default 8888)' },
    reset: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      help: "the lecture's version of a notebook again (number, name or all); yours is kept beside it",
    },
    'in-place': { type: 'boolean', help: 'open notebooks/ itself: for those who write the lecture' },
    'no-browser': { type: 'boolean', help: 'print the address instead of opening a browser' },
    ...flavourOptions,
  },
  async run(values) {
    if (values.port !== undefined) wholeNumber('--port', values.port, [1, 65535]);
    await setup({ ...values, quiet: true });
    const folder = inRoot(values['in-place'] ? 'notebooks' : '.lab/work');
    if (!values['in-place']) {
      const reset = (values.reset ?? []).map((name) => (name === 'all' ? name : `${lectureFile(name).name}.ipynb`));
      updateWorkingCopy({ lecture: inRoot('notebooks/lecture'), work: folder, reset });
      linkCourse(folder, inRoot('notebooks/assignments'));
    }
    open(values, folder);
  },
});
