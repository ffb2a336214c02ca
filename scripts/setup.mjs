#!/usr/bin/env node
/** `npm run setup`: prepares a new clone. Each step is done once; after an interrupted run it continues where it stopped. */
import { CommandError, runCommand } from './cli.mjs';
import { binding } from './setup/binding.mjs';
import { build } from './setup/build.mjs';
import { kernelspec } from './setup/kernelspec.mjs';
import { nodeModules } from './setup/node-modules.mjs';
import { checkDisk, checkNode, findCompiler, remedies } from './setup/prerequisites.mjs';
import { python } from './setup/python.mjs';
import { isDone, runStep } from './setup/step.mjs';
import { runSteps } from './setup/steps.mjs';
import { detectFlavour, tensorflow } from './setup/tensorflow.mjs';

/** All steps in their order, and what each needs of the others. @param {'cpu' | 'gpu'} flavour */
const allSteps = (flavour) => [
  nodeModules(),
  python(),
  { ...tensorflow(flavour), needs: ['python'] }, // pip fetches it
  { ...binding(flavour), needs: ['node-modules', `tensorflow-${flavour}`] },
  { ...build(), needs: ['node-modules'] },
  { ...kernelspec(), needs: ['python', 'build'] },
];

/**
 * All steps that are not done.
 * @param {{ cpu?: boolean, gpu?: boolean, quiet?: boolean }} options
 * @returns {Promise<{ ran: string[], notice?: string }>} the names of the steps that were done now, and what the user was told about them
 */
export async function setup({ cpu = false, gpu = false, quiet = false } = {}) {
  if (cpu && gpu) throw new CommandError('--cpu and --gpu exclude each other.', { kind: 'usage' });
  checkNode();
  const flavour = gpu ? 'gpu' : cpu ? 'cpu' : detectFlavour();
  const steps = allSteps(flavour);
  if (!steps.every((step) => isDone(step.name, step.print, step.makes))) checkDisk();
  const native = new Set(['binding', `tensorflow-${flavour}`]);
  /** @type {CommandError | undefined} the reason why native TensorFlow is not available */
  let pure;
  if (!findCompiler()) pure = new CommandError('a C++ compiler is missing', { kind: 'missing', remedy: remedies.compiler });
  /** @type {string[]} */
  const ran = [];
  await runSteps(steps, async (step, i) => {
    if (pure && native.has(step.name)) return;
    try {
      if (await runStep(step, { at: i + 1, of: steps.length, quiet })) ran.push(step.name);
    } catch (error) {
      // Without a wheel or a working compiler the lab still runs on tfjs's pure backend. Without a network or disk space set-up ends,
      // since it can be run again.
      const cannot = native.has(step.name) && error instanceof CommandError && error.kind !== 'network' && error.kind !== 'disk';
      if (!cannot) throw error;
      pure = error;
    }
  });
  if (!pure) return { ran };
  const why = [pure.message, pure.remedy].filter(Boolean).join('; ');
  const notice = `native TensorFlow is not available, the lab uses tfjs's pure JavaScript backend (convolutional networks are very slow): ${why}`;
  console.log(`Notice: ${notice}`);
  return { ran, notice };
}

/** Two options of several commands: they choose which TensorFlow is set up. @satisfies {Record<string, import('./cli.mjs').Option>} */
export const flavourOptions = /** @type {const} */ ({
  cpu: { type: 'boolean', help: 'TensorFlow for the CPU, even on a machine with a GPU' },
  gpu: { type: 'boolean', help: 'TensorFlow with CUDA (x86-64 Linux with an NVIDIA driver)' },
});

await runCommand(import.meta, {
  usage: 'npm run setup [-- --cpu | --gpu]',
  about: `Makes the lab ready: Node packages, JupyterLab, TensorFlow and its binding, kernel-helpers, the Jupyter kernel.
What is done is not done again.`,
  options: { ...flavourOptions, quiet: { type: 'boolean', help: 'only say what is being done, not what was done before' } },
  run: async (values) => void (await setup(values)),
});
