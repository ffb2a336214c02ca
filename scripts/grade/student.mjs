/**
 * The process of one submission, inside the sandbox: it runs the submission's cells, then calls its functions when asked.
 * It holds no test, no expected value and no mark. Whatever the submission does to this process, all it can change is
 * the values that it returns, which is what is being graded.
 *
 * Lines of JSON: requests come in on descriptor 3, answers go out on 4; a submission may print on 1 and 2 as it likes.
 */
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const helpers = process.argv[2];
const load = (file) => import(pathToFileURL(`${helpers}/dist/${file}`));
const [{ CellCompiler }, { CellRuntime }, { encode, decode }] = await Promise.all([
  load('kernel/front/compiler/cell-compiler.js'),
  load('kernel/runner/runtime/cell-runtime.js'),
  load('grading/wire.js'),
]);

// Kept before any cell runs: a submission may replace what it finds on the globals.
const { parse, stringify } = JSON;
const write = writeSync;
const answer = (message) => {
  const bytes = Buffer.from(`${stringify(message)}\n`);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += write(4, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
};

const compiler = new CellCompiler({ cwd: process.cwd() });
const runtime = new CellRuntime({ cwd: process.cwd() });
const plain = (lines) => stripVTControlCharacters(lines.join('\n'));

async function runCell({ number, source }) {
  const compiled = compiler.compile(source, { number });
  if (!compiled.ok) return { ok: false, error: `${compiled.ename}: ${compiled.evalue}`, traceback: plain(compiled.formatted) };
  const result = await runtime.run(compiled);
  compiler.commit(compiled.id, result.ok ? {} : { reached: result.reached });
  if (result.ok) return { ok: true };
  const { ename, evalue, traceback } = runtime.formatError(result.error);
  return { ok: false, error: `${ename}: ${evalue}`, traceback: plain(traceback) };
}

/** The value of a name as the cells see it, found by running one more cell. */
async function lookUp(name) {
  const compiled = compiler.compile(`// @ts-nocheck\n${name}`, { number: 0 });
  if (!compiled.ok) return undefined;
  const result = await runtime.run(compiled);
  return result.ok ? result.value : undefined;
}

const found = new Map();
async function value(name) {
  if (!found.has(name)) found.set(name, await lookUp(name));
  return found.get(name);
}

const requests = {
  async run({ cell }) {
    found.clear();
    return runCell(cell);
  },
  async kind({ name }) {
    const it = await value(name);
    return { ok: true, kind: typeof it === 'function' ? 'function' : it === undefined ? 'missing' : 'value' };
  },
  async get({ name }) {
    return { ok: true, value: encode(await value(name)) };
  },
  async call({ name, args }) {
    const target = await value(name);
    if (typeof target !== 'function') return { ok: false, error: `ReferenceError: ${name} is not a function of the submission` };
    try {
      return { ok: true, value: encode(await target(...decode(args))) };
    } catch (error) {
      return {
        ok: false,
        error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        thrown: encode(error instanceof Error ? error : new Error(String(error))),
      };
    }
  },
};

for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error) => process.stderr.write(`${event}: ${error?.message ?? error}\n`));

answer({ ready: true });
// A socket, not a file stream: a blocking read in the thread pool would keep `process.exit` of a cell from ending the process.
for await (const line of createInterface({ input: new Socket({ fd: 3, readable: true }) })) {
  const { id, op, ...rest } = parse(line);
  let reply;
  try {
    reply = await requests[op](rest);
  } catch (error) {
    reply = { ok: false, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  answer({ id, ...reply });
}
