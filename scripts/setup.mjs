#!/usr/bin/env node
/** `npm run setup`: makes a fresh clone ready. Each step is done once; a broken-off run goes on where it stopped. */
import { parseArgs } from 'node:util';
import { binding } from './setup/binding.mjs';
import { build } from './setup/build.mjs';
import { kernelspec } from './setup/kernelspec.mjs';
import { nodeModules } from './setup/node-modules.mjs';
import { checkDisk, checkNode, findCompiler, remedies } from './setup/prerequisites.mjs';
import { python } from './setup/python.mjs';
import { isDone, runStep, SetupError } from './setup/step.mjs';
import { detectFlavour, tensorflow } from './setup/tensorflow.mjs';

const help = `npm run setup [-- --cpu | --gpu]

Makes the lab ready: Node packages, JupyterLab, TensorFlow and its binding, kernel-helpers, the Jupyter kernel.
What is done is not done again.

  --cpu     TensorFlow for the processor, whatever the machine has
  --gpu     TensorFlow with CUDA (x86-64 Linux with an NVIDIA driver)
  --quiet   only say what is being done, not what was done before
  --help    this text`;

/**
 * All steps in order.
 * @param {{ cpu?: boolean, gpu?: boolean, quiet?: boolean }} options
 */
export async function setup({ cpu = false, gpu = false, quiet = false } = {}) {
  checkNode();
  const flavour = gpu ? 'gpu' : cpu ? 'cpu' : detectFlavour();
  const steps = [nodeModules(), python(), tensorflow(flavour), binding(flavour), build(), kernelspec()];
  if (!steps.every((step) => isDone(step.name, step.print, step.makes))) checkDisk();
  const native = new Set(['binding', `tensorflow-${flavour}`]);
  let pure = '';
  if (!findCompiler()) pure = `a C++ compiler is missing. ${remedies.compiler}`;
  for (const [i, step] of steps.entries()) {
    if (pure && native.has(step.name)) continue;
    try {
      await runStep(step, { at: i + 1, of: steps.length, quiet });
    } catch (error) {
      // Without a wheel or a working compiler the lab still runs on tfjs's pure backend; a lost network is an error, to be run again.
      const cannot = native.has(step.name) && error instanceof SetupError && !/network|disk/.test(error.message);
      if (!cannot) throw error;
      pure = error.message;
    }
  }
  if (pure)
    console.log(
      `Notice: native TensorFlow is not available, the lab uses tfjs's pure JavaScript backend (convolutional networks are very slow): ${pure}`,
    );
}

if (import.meta.filename === process.argv[1]) {
  try {
    const { values } = parseArgs({
      options: { cpu: { type: 'boolean' }, gpu: { type: 'boolean' }, quiet: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) console.log(help);
    else if (values.cpu && values.gpu) throw new SetupError('--cpu and --gpu exclude each other.');
    else await setup(values);
  } catch (error) {
    console.error(
      error instanceof SetupError ? `\n${error.message}` : error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}\n\n${help}` : error,
    );
    process.exit(1);
  }
}
