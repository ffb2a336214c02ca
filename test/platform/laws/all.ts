/** Every interface that has a form for Node and one for a browser, with its laws. */
import { core } from './core.js';
import { files } from './fs.js';
import { kernel } from './kernel.js';
import type { Laws } from './laws.js';
import { linkLaws, type MakeLink } from './link.js';
import { modules } from './modules.js';

export const allLaws = (makeLink: MakeLink): Laws[] => [files, ...modules, linkLaws(makeLink), ...kernel, ...core];

/** Entries of the field `browser` that have no laws here, and why. */
export const elsewhere: Readonly<Record<string, string>> = {
  './src/kernel/front/messages/wire.js': 'there is none in a tab: its messages are not signed',
  './src/kernel/front/messages/sockets.js': 'its laws are the cases of test/kernel/cases, over ZeroMQ and over a port',
  './src/kernel/runner/guards.js': 'its laws are the cases of test/kernel/cases/robustness.ts, in a kernel of their own',
  './src/kernel/runner/interrupt.js': 'its laws are the cases of test/kernel/cases/interrupt.ts',
  './src/kernel/front/session/runner-process.js': 'tested with its other end, ./src/kernel/runner/reports.js',
  './src/kernel/runner/reports.js': 'tested with its other end, ./src/kernel/front/session/runner-process.js',
  './src/datasets/image-folder/read-image.js': 'tested with sharp, which writes what it reads',
  './src/playground/page-code.js': 'the text of one program, which test/browser/playground.test.ts runs in a page',
  './src/datasets/pip.js': 'a tab fetches no packages: it says so',
  'node:assert': 'the laws themselves are written with it',
  'node:readline/promises': 'the same file as node:readline',
  'node:child_process': 'there is none in a tab',
  'node:stream/promises': 'there is none in a tab',
  tar: 'there is none in a tab',
  yauzl: 'there is none in a tab',
};
