/** What libraries and cells look for on `process`, and `Buffer`. To be imported before anything else of a worker. */
import { Buffer } from 'node:buffer';
import { cacheFolder, home, workingFolder } from './home.js';
import { checkName } from './kernel/interrupt-name.js';

const nothing = (): void => undefined;

const milliseconds = (): number => performance.now();

const time = Object.assign(() => [Math.floor(milliseconds() / 1000), Math.round((milliseconds() % 1000) * 1e6)], {
  bigint: () => BigInt(Math.round(milliseconds() * 1e6)),
});

/** Used heap in bytes, where the browser tells it. */
const heap = (): number => (performance as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0;

const stream = (print: (text: string) => void) => ({
  isTTY: false,
  write(text: string): boolean {
    print(text);
    return true;
  },
});

const process = {
  env: { LECTURE_LAB_CACHE: cacheFolder } as Record<string, string>,
  argv: ['browser', `${home}/kernel-helpers/dist/kernel/bundle/runner.cjs`],
  execArgv: [],
  version: 'v20.0.0',
  // Without `node`: TensorFlow.js and its WebAssembly would take this for Node.
  versions: {},
  platform: 'browser',
  browser: true,
  pid: 1,
  cwd: () => workingFolder,
  // A chain of these lets no message in: an interrupt ends it as it ends a loop.
  nextTick: (f: (...args: unknown[]) => void, ...args: unknown[]) =>
    queueMicrotask(() => {
      (globalThis as { [checkName]?: () => void })[checkName]?.();
      f(...args);
    }),
  emitWarning: nothing,
  on: nothing,
  once: nothing,
  exit: nothing,
  hrtime: time,
  uptime: () => milliseconds() / 1000,
  memoryUsage: () => ({ rss: heap(), heapUsed: heap(), heapTotal: heap(), external: 0, arrayBuffers: 0 }),
  resourceUsage: () => ({ maxRSS: heap() / 1024 || Number.NaN }),
  availableMemory: () => 2 ** 31,
  cpuUsage: () => ({ user: 0, system: 0 }),
  stdin: { isTTY: false },
  stdout: stream((text) => console.log(text)),
  stderr: stream((text) => console.error(text)),
};

const later = globalThis.setTimeout.bind(globalThis);
const missing: Record<string, unknown> = {
  Buffer,
  process,
  global: globalThis,
  setImmediate: (f: () => void, ...args: unknown[]) => later(f, 0, ...args),
  clearImmediate: globalThis.clearTimeout.bind(globalThis),
};
for (const [name, value] of Object.entries(missing)) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}
