/** Asking the learner for a line of text. */
import { createInterface } from 'node:readline/promises';
import { runningKernel } from './kernel.js';

/**
 * Asks for a line of text: below the running cell in a notebook, in the terminal outside one.
 *
 * @param text what is asked, shown before the field
 * @param options `password: true` hides what is typed (in a notebook only); default false
 * @returns what was typed, without the end of the line
 * @throws where no answer is possible: in a notebook that runs without a front end, or in a script without a terminal
 *
 * @example
 * const name = await prompt('Your name: ');
 */
export async function prompt(text = '', options: { password?: boolean } = {}): Promise<string> {
  const kernel = runningKernel();
  if (kernel) return kernel.input(text, options);
  if (!process.stdin.isTTY) throw new Error('prompt needs a notebook or a terminal: nobody can answer here');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(text);
  } finally {
    terminal.close();
  }
}
