/** The front: the process that Jupyter starts. `front.cjs CONNECTION_FILE`; its runner lies beside it. */
import path from 'node:path';
import ts from 'typescript';
import { CellCompiler } from './compiler/index.js';
import { loadZmq, readConnection } from './messages/index.js';
import { Kernel } from './session/kernel.js';

async function main(): Promise<void> {
  const [, script, connectionFile] = process.argv;
  if (!script || !connectionFile) throw new Error('usage: front.cjs CONNECTION_FILE');
  // Notebooks outside the project find its packages here.
  process.env.LECTURE_LAB_ROOT ??= path.resolve(path.dirname(script), '../../../..');
  const kernel = new Kernel({
    connection: readConnection(connectionFile),
    zmq: loadZmq(script),
    runnerScript: path.join(path.dirname(script), 'runner.cjs'),
    typescriptVersion: ts.version,
    version: '0.1.0',
    makeCompiler: () => new CellCompiler({ cwd: process.cwd() }),
  });
  process.on('SIGINT', () => kernel.interrupt());
  process.on('SIGTERM', () => void kernel.stop(0));
  await kernel.start();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
