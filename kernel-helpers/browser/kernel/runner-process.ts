/** The runner as the front sees it: a worker behind a port. */
import type { RunnerHandlers } from '../../src/kernel/front/session/runner-process.js';
import type { Command, DoneReport, ExecuteCommand, Report } from '../../src/kernel/shared/protocol.js';
import type { DriveFile } from '../drive.js';
import type { FileReport } from './kept-files.js';

let port: MessagePort | undefined;
let onFile: (file: DriveFile) => void = () => undefined;

/** Says which port leads to the runner; the next `RunnerProcess` takes it. */
export function setRunnerPort(to: MessagePort): void {
  port = to;
}

/** Called with each file that a cell writes or removes. */
export function onFileWritten(listener: typeof onFile): void {
  onFile = listener;
}

/** Tells the cells of a file that the page changed. */
export function sendFile(file: DriveFile): void {
  port?.postMessage({ type: 'file', file } satisfies FileReport);
}

export class RunnerProcess {
  readonly #port: MessagePort;
  readonly #cells = new Map<number, (report: DoneReport) => void>();
  #interrupts = 0;

  constructor(_script: string, _environment: unknown, handlers: RunnerHandlers) {
    if (!port) throw new Error('the front was not told the way to its runner');
    this.#port = port;
    this.#port.onmessage = ({ data }: MessageEvent<Report | FileReport>) => {
      if (data.type === 'file') return onFile(data.file);
      if (data.type !== 'done') return handlers.onReport(data);
      this.#cells.get(data.task)?.(data);
      this.#cells.delete(data.task);
    };
  }

  readonly pid = 1;

  execute(command: ExecuteCommand): Promise<DoneReport> {
    return new Promise((resolve) => {
      this.#cells.set(command.task, resolve);
      this.send(command);
    });
  }

  send(command: Command): void {
    this.#port.postMessage(command);
  }

  interrupt(): void {
    this.send({ type: 'interrupt', number: ++this.#interrupts });
  }

  /** The page takes every message at once: nothing waits for it. */
  pause(): void {}

  resume(): void {}

  stop(): void {
    this.#port.close();
  }
}
