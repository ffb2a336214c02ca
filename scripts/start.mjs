#!/usr/bin/env node
/** `npm start`: sets up what is missing and opens JupyterLab on the notebooks. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { courseEnvironment, jupyterEnvironment, labArguments } from './jupyter/environment.mjs';
import { inRoot, inVenv } from './setup/paths.mjs';
import { SetupError } from './setup/step.mjs';
import { setup } from './setup.mjs';

const help = `npm start [-- options]

Sets up what is missing and opens JupyterLab on notebooks/, on 127.0.0.1 with a token.

  --port N       the port to try first (default 8888)
  --no-browser   print the address instead of opening a browser
  --cpu, --gpu   which TensorFlow to set up (default: by the machine)
  --help         this text`;

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      'no-browser': { type: 'boolean' },
      cpu: { type: 'boolean' },
      gpu: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help);
  } else {
    if (values.port !== undefined && !(Number.isInteger(+values.port) && +values.port > 0 && +values.port < 65536)) {
      throw new SetupError(`--port must be in [1, 65535], got ${values.port}`);
    }
    await setup({ ...values, quiet: true });
    open(values);
  }
} catch (error) {
  console.error(
    error instanceof SetupError ? `\n${error.message}` : error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}\n\n${help}` : error,
  );
  process.exit(1);
}

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
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)));
}
