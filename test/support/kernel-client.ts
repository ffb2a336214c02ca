/** A real kernel process for tests, driven through jupyter_client by `kernel_bridge.py`. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Dict, type KernelMessage, MessageClient, type Request } from './message-client.js';

export * from './message-client.js';

const root = path.resolve(import.meta.dirname, '../..');
const python = path.join(root, '.venv/bin/python');

/** Where a kernelspec of this very checkout lies; made on first use. */
let jupyterPath: string | undefined;

export function testJupyterPath(): string {
  if (jupyterPath) return jupyterPath;
  const prefix = path.join(root, '.lab/test-kernel');
  execFileSync(process.execPath, [path.join(root, 'scripts/kernel.mjs'), 'install', '--prefix', prefix]);
  jupyterPath = path.join(prefix, 'share/jupyter');
  return jupyterPath;
}

/** The environment in which Jupyter's tools find the kernel of this checkout first. */
export const testEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, JUPYTER_PATH: testJupyterPath() });

/** Makes a kernelspec that starts a kernel in another way. @returns where it lies, for `jupyterPath` */
export function kernelspecOf(name: string, argv: readonly string[]): string {
  const place = path.join(root, '.lab', name, 'share/jupyter');
  const folder = path.join(place, 'kernels/tslab');
  mkdirSync(folder, { recursive: true });
  const spec = { argv, display_name: name, language: 'typescript', interrupt_mode: 'message', env: { TF_CPP_MIN_LOG_LEVEL: '2' } };
  writeFileSync(path.join(folder, 'kernel.json'), JSON.stringify(spec));
  return place;
}

export { python, root };

/** The public conformance suite passes on the kernel `tslab` of an environment, with nothing failed and nothing skipped. */
export function assertConformance(options: { env: NodeJS.ProcessEnv; cwd?: string }): void {
  const script = path.join(root, 'test/support/conformance.py');
  const report = execFileSync('/bin/sh', ['-c', '"$0" "$1" 2>&1 || true', python, script], { ...options, encoding: 'utf8' });
  assert.match(report, /Ran 13 tests/, report);
  assert.match(report, /\nOK\s*$/, report);
  assert.doesNotMatch(report, /skipped/);
}

/** How a process was started. */
export const commandLine = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

export class KernelClient extends MessageClient {
  readonly #bridge: ChildProcess;
  readonly #calls = new Map<number, (result: unknown) => void>();
  #number = 0;

  /** Of a kernel that has yet to answer; `KernelClient.start` waits for it. */
  constructor({ nodeOptions, jupyterPath: place, ...options }: Dict) {
    super();
    this.#bridge = spawn(python, [path.join(root, 'test/support/kernel_bridge.py')], {
      stdio: ['pipe', 'pipe', process.env.DEBUG ? 'inherit' : 'ignore'],
      env: {
        ...testEnvironment(),
        ...(typeof place === 'string' ? { JUPYTER_PATH: place } : {}),
        ...(typeof nodeOptions === 'string' ? { NODE_OPTIONS: nodeOptions } : {}),
      },
    });
    // A test that fails may leave its kernel running: it must not keep the test run alive. The bridge ends it when its input ends.
    this.#bridge.unref();
    for (const pipe of [this.#bridge.stdin, this.#bridge.stdout]) (pipe as Socket).unref();
    createInterface({ input: this.#bridge.stdout! }).on('line', (line) => {
      const value = JSON.parse(line) as KernelMessage | { number: number; result: unknown };
      if ('number' in value) this.#calls.get(value.number)?.(value.result);
      else this.take(value);
    });
    this.#write(options);
  }

  /** @param options `nodeOptions` are those of the process that runs the cells, `jupyterPath` where another kernelspec lies */
  static async start(
    options: { transport?: 'ipc'; cwd?: string; nodeOptions?: string; jupyterPath?: string; kernel?: string } = {},
  ): Promise<KernelClient> {
    const client = new KernelClient({ kernel: 'tslab', ...options });
    await new Promise((resolve) => client.#calls.set(0, resolve));
    return client;
  }

  #write(value: unknown): void {
    this.#bridge.stdin!.write(`${JSON.stringify(value)}\n`);
  }

  protected carry(request: Request): void {
    this.#write({ send: request });
  }

  /** How the kernel's front process was started. */
  async commandLine(): Promise<string> {
    return commandLine(Number(await this.call('pid')));
  }

  call(name: string, options: Dict = {}): Promise<unknown> {
    const number = ++this.#number;
    this.#write({ call: name, number, ...options });
    return new Promise((resolve) => this.#calls.set(number, resolve));
  }

  /** The front end reads nothing any more, until it is thawed. */
  freeze(): void {
    this.#bridge.kill('SIGSTOP');
  }

  thaw(): void {
    this.#bridge.kill('SIGCONT');
  }

  async stop(options: Dict = {}): Promise<void> {
    await this.call('stop', options);
    this.#bridge.stdin!.end();
  }
}
