/** The front in a tab: the worker with the compiler and the session. It never runs a line of the user's code. */
import './globals.js';
import ts from 'typescript';
import { CellCompiler } from '../src/kernel/front/compiler/index.js';
import { Completion } from '../src/kernel/front/completion/index.js';
import { Kernel } from '../src/kernel/front/session/kernel.js';
import { Typing } from '../src/kernel/front/typing/index.js';
import { type DriveFile, isSource, placeOf } from './drive.js';
import { home, workingFolder } from './home.js';
import { CheckedCompiler } from './kernel/checked-compiler.js';
import { onFileWritten, sendFile, setRunnerPort } from './kernel/runner-process.js';
import type { Port } from './kernel/sockets.js';
import { installTypes } from './kernel/type-files.js';
import type { FrontAnswer, FrontOrder } from './orders.js';

declare const packageVersion: string;

const answer = (message: FrontAnswer): void => postMessage(message);
const port: Port = { post: (message) => answer({ kind: 'message', message }), onRequest: undefined };
/** What arrives before the session listens. */
const early: Extract<FrontOrder, { kind: 'request' }>[] = [];
let kernel: Kernel | undefined;

/** What the first cell would pay for: the library's types are read and bound. */
const exercise = `import { display } from 'tslab'; const list = [1, 2].map((n) => n ** 2); console.log(list.length);`;

const text = new TextDecoder();
let takeType: ReturnType<typeof installTypes> = () => undefined;

/** A source of the user's that changed: the compiler sees it with the next cell. */
function takeFile({ path, bytes }: DriveFile): void {
  if (isSource(path)) takeType(placeOf(path), bytes && text.decode(bytes));
}

async function start({ base, drive, port: toRunner }: Extract<FrontOrder, { kind: 'start' }>): Promise<void> {
  setRunnerPort(toRunner);
  const response = await fetch(`${base}types.json`);
  if (!response.ok) throw new Error(`types.json cannot be loaded: ${response.status}`);
  takeType = installTypes((await response.json()) as Record<string, string>);
  drive.forEach(takeFile);
  onFileWritten((file) => {
    takeFile(file);
    answer({ kind: 'file', file });
  });
  process.exit = (() => answer({ kind: 'ended' })) as typeof process.exit;
  const compiler = new CellCompiler({ cwd: workingFolder, project: home });
  compiler.compile(exercise, { number: 1 });
  kernel = new Kernel({
    connection: {} as never, // there are no sockets to describe
    loadZmq: () => port as never, // the browser form of `Sockets` takes the port
    script: '',
    snapshot: undefined,
    runnerScript: '',
    typescriptVersion: ts.version,
    version: packageVersion,
    makeCompiler: () => ({
      compiler: new CheckedCompiler(compiler),
      completion: new Completion(compiler),
      makeTyping: () => new Typing(compiler),
      variables: (most) => compiler.variables(most),
    }),
  });
  await kernel.start();
  answer({ kind: 'ready' });
  for (const { channel, message } of early.splice(0)) port.onRequest?.(channel, message);
}

self.onmessage = ({ data }: MessageEvent<FrontOrder>) => {
  if (data.kind === 'start') start(data).catch((error: Error) => answer({ kind: 'failed', reason: String(error.stack ?? error) }));
  else if (data.kind === 'interrupt') kernel?.interrupt();
  else if (data.kind === 'file') {
    takeFile(data.file);
    sendFile(data.file);
  } else if (port.onRequest) port.onRequest(data.channel, data.message);
  else early.push(data);
};
answer({ kind: 'loaded' });
