/** Runs the laws on the forms for Node, in a process of their own, and prints the verdicts as JSON. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { RunnerProcess } from '../../kernel-helpers/src/kernel/front/session/runner-process.js';
import { allLaws } from './laws/all.js';
import { verdicts } from './laws/laws.js';

const script = path.join(tmpdir(), `lab-echo-${process.pid}.cjs`);
const source = `import net from 'node:net';
import { echo } from './echo.ts';
import { frameReader } from '../../kernel-helpers/src/kernel/shared/frames.ts';
import { descriptors } from '../../kernel-helpers/src/kernel/shared/protocol.ts';
new net.Socket({ fd: descriptors.commands, readable: true, writable: false }).on('data', frameReader(echo));`;
const made = await build({
  stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
});
writeFileSync(script, made.outputFiles[0]!.text);
const found = await verdicts(allLaws(async (handlers) => new RunnerProcess(script, process.env, handlers)));
rmSync(script);
process.stdout.write(`\n${JSON.stringify(found)}\n`);
process.exit(0);
