/**
 * The process of one submission, inside the sandbox: it runs the submission's cells, then does with its functions and objects what it is asked.
 * It holds no test, no expected value and no mark. Whatever the submission does to this process, all it can change is
 * the values that it gives, which is what is being graded.
 *
 * Lines of JSON: requests come in on descriptor 3, answers go out on 4; a submission may print on 1 and 2 as it likes.
 */
import { cpSync } from 'node:fs';
import { KernelSession } from '../../kernel/index.js';
import { runCell, valueFrom } from '../cell-session.js';
import { useChecksOnly } from '../notebook/light.js';
import { Membrane } from '../wire/membrane.js';
import type { CellRun, Command, Operation, Reply } from '../wire/messages.js';
import { loadTensorFlow } from '../wire/tensors.js';
import { Channel } from './channel.js';
import { Outputs } from './outputs.js';
import { takeReadyCompiler } from './ready-compiler.js';

// Kept before any cell runs: a submission may replace what it finds on the globals.
const { parse, stringify } = JSON;

// The submission's own files lie in the folder in which its cells run, as they do in a notebook; those it was given are for reading only.
const [, , files, light] = process.argv;
if (files) cpSync(files, process.cwd(), { recursive: true });
if (light) useChecksOnly();

const channel = new Channel();
const session = new KernelSession({ cwd: process.cwd(), strict: true, compiler: takeReadyCompiler(process.cwd()) });
const outputs = new Outputs();
outputs.install();
/** Reads a name as the cells see it at the moment. */
const names = new Map<string, () => unknown>();

type Request = (Operation | Command) & { readonly id: unknown };
interface Answer {
  readonly id: unknown;
  readonly reply: Reply;
}

/** Requests that came while it waited for an answer, and can only be done later. */
const later: Request[] = [];
let asked = 0;

/** Asks the grader, and does what it asks meanwhile: a function of a test may call one of the submission's. */
function ask(operation: Operation): Reply {
  const id = `s${++asked}`;
  channel.write(stringify({ id, ask: operation }));
  for (;;) {
    const message = parse(channel.nextNow()) as Request | Answer;
    if ('reply' in message) {
      if (message.id === id) return message.reply;
    } else if (message.op === 'run' || message.op === 'bind') later.push(message);
    else answer(message.id, membrane.server.handle(message));
  }
}

const membrane: Membrane = new Membrane({
  ask,
  inBox: true,
  guard: () => undefined,
  lookUp: (name) => {
    const read = names.get(name);
    if (!read) throw new ReferenceError(`${name} is not defined by the submission`);
    return read();
  },
});

const answer = (id: unknown, reply: Reply | CellRun | object): void => channel.write(stringify({ id, reply }));

async function bind(wanted: readonly string[]): Promise<void> {
  for (const name of wanted) {
    try {
      // A function that reads the name each time, for a later call may change what it holds.
      const read = await valueFrom(session, `// @ts-nocheck\n() => ${name};`, 0);
      if (typeof read === 'function') names.set(name, read as () => unknown);
    } catch {
      names.delete(name);
    }
  }
}

/** Milliseconds that a promise is waited for before the answer is that it is pending. */
const patience = 20;

async function serve(message: Request): Promise<void> {
  if (message.op === 'run') answer(message.id, await runCell(session, message.cell, (value) => outputs.take(value)));
  else if (message.op === 'bind') {
    await bind(message.names);
    answer(message.id, {});
  } else {
    if (message.op === 'settled') await membrane.server.soon(message, patience);
    answer(message.id, membrane.server.handle(message));
  }
}

for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => process.stderr.write(`${event}: ${error instanceof Error ? error.message : String(error)}\n`));

channel.write(stringify({ id: 'ready' }));
for (;;) {
  const waiting = later.shift();
  const line = waiting ? '' : await channel.next();
  if (line === undefined) break;
  // Tensors are rare, and TensorFlow is loaded only where one comes.
  if (line.includes('"$":"T"')) await loadTensorFlow();
  const message = waiting ?? (parse(line) as Request);
  if ('op' in message) await serve(message);
}
process.exit(0);
