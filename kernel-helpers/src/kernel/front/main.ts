/**
 * The front: the process that Jupyter starts, with the script `front.cjs` and the connection file as its arguments; the
 * runner lies beside the script. While a start-up snapshot is built it prepares a compiler and waits; a start from the
 * snapshot continues from there. The second argument of a build says which snapshot it is, see `scripts/kernel/launcher.mjs`.
 */
import path from 'node:path';
import { startupSnapshot } from 'node:v8';
import { rootOf } from '../shared/project.js';
import ts from '../shared/typescript.cjs';
import { CellCompiler } from './compiler/index.js';
import { Completion } from './completion/index.js';
import { loadZmq, readConnection } from './messages/index.js';
import { RunFiles } from './runs/files.js';
import { runsPlace } from './runs/place.js';
import { Kernel } from './session/kernel.js';
import { watchJupyter } from './session/orphan.js';
import { warmCompiler } from './session/warm.js';
import { Typing } from './typing/index.js';

/** Of package.json; the build puts it in. */
declare const packageVersion: string;

async function main(warm?: CellCompiler): Promise<void> {
  const [, script, connectionFile] = process.argv;
  if (!script || !connectionFile) throw new Error('usage: front.cjs CONNECTION_FILE');
  // Notebooks outside the project find its packages here.
  process.env.LECTURE_LAB_ROOT ??= rootOf(script);
  const cwd = process.cwd();
  const snapshot = warm && process.execArgv[process.execArgv.indexOf('--snapshot-blob') + 1];
  const kernel = new Kernel({
    connection: readConnection(connectionFile),
    loadZmq: () => loadZmq(script),
    script,
    snapshot,
    runnerScript: path.join(path.dirname(script), 'runner.cjs'),
    typescriptVersion: ts.version,
    version: packageVersion,
    makeCompiler: () => {
      const compiler = warm?.moveTo(cwd) ?? new CellCompiler({ cwd });
      return {
        compiler,
        completion: new Completion(compiler),
        makeTyping: () => new Typing(compiler),
        variables: (most) => compiler.variables(most),
      };
    },
    makeRunFiles: () => {
      const place = runsPlace(cwd);
      return place && new RunFiles(place);
    },
  });
  process.on('SIGINT', () => kernel.interrupt());
  process.on('SIGTERM', () => void kernel.stop(0));
  watchJupyter(() => void kernel.stop(0));
  await kernel.start();
}

function start(warm?: CellCompiler): void {
  main(warm).catch((error) => {
    console.error(error);
    process.exit(1);
  });
}

if (startupSnapshot.isBuildingSnapshot()) {
  const warm = warmCompiler(process.cwd(), process.argv[2] === 'helpers');
  startupSnapshot.setDeserializeMainFunction(() => start(warm));
} else start();
