/** One side of a bench: a process of its own that prepares a case, runs rounds of it when told, and says how long each took. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot } from '../setup/paths.mjs';

/** @type {Record<string, string>} */
const drivers = { '.mjs': inRoot('scripts/bench/driver.mjs'), '.py': inRoot('scripts/bench/driver.py') };

/**
 * Starts the process of a side.
 * @param {{ label: string, file: string, env?: Record<string, string>, python: string, argv?: string[] }} side `argv`: options for the program (node or python) itself
 */
export function startSide(side) {
  const { child, ask, stop } = talkTo(spawnSide(side), side.label);
  return {
    label: side.label,
    pid: child.pid,
    /** Builds the case, and runs it `warmup` times unmeasured. */
    prepare: (/** @type {string} */ name, /** @type {{ quick: boolean, warmup: number }} */ { quick, warmup }) =>
      ask({ do: 'prepare', case: name, quick, warmup }),
    /** One measured round, in ms. */
    round: async () => (await ask({ do: 'round' })).ms,
    /** Ends the case: what the side reports about it (`{}` if nothing), and its resident size in MB. */
    finish: () => ask({ do: 'finish' }),
    stop,
  };
}

/** @param {Parameters<typeof startSide>[0]} side */
function spawnSide({ file, env = {}, python, argv = [] }) {
  const extension = path.extname(file);
  const program = extension === '.py' ? python : process.execPath;
  const driver = drivers[extension];
  if (!driver) throw new RangeError(`file must end in ${Object.keys(drivers).join(' or ')}, got ${file}`);
  return spawn(program, [...argv, driver, file], {
    cwd: inRoot(),
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONUNBUFFERED: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
}

/**
 * Requests to a side's process, answered in their order. When the process ends, what it printed explains why.
 * @param {ReturnType<typeof spawnSide>} child
 * @param {string} label
 */
function talkTo(child, label) {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      printed = (printed + text).slice(-8000);
    });
  }
  /** @type {{ resolve: (reply: any) => void, reject: (error: Error) => void }[]} */
  const waiting = [];
  createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stdio[3]) }).on('line', (line) =>
    waiting.shift()?.resolve(JSON.parse(line)),
  );
  const fail = (/** @type {unknown} */ why) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`${label}: ${why}\n${printed.trimEnd()}`));
  };
  let over = false;
  child.on('error', (error) => fail(error.message));
  child.stdin.on('error', () => {}); // 'close' reports the reason
  child.on('close', (code, signal) => {
    over = true;
    fail(`its process ended with ${signal ?? code}`);
  });

  async function ask(/** @type {object} */ request) {
    if (over) throw new Error(`${label}: its process has ended\n${printed.trimEnd()}`);
    const reply = await new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify(request)}\n`);
    });
    if (reply.error) throw new Error(`${label}: ${reply.error}`);
    return reply;
  }

  function stop() {
    child.stdin.end();
    return new Promise((resolve) => (over ? resolve(undefined) : child.on('close', resolve)));
  }

  return { child, ask, stop };
}
