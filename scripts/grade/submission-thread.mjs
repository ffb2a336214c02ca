/**
 * A submission whose functions answer at once: it lives in a thread of its own, and whoever asks waits for the answer. So a teacher's test cell may
 * call a student's function with or without `await`, as it would in a notebook.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { Ended } from './submission.mjs';

export class SubmissionInThread {
  #signal = new Int32Array(new SharedArrayBuffer(4));
  #port;

  /** @param {ConstructorParameters<typeof import('./submission.mjs').Submission>[0]} options */
  constructor(options) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    new Worker(new URL('./submission-worker.mjs', import.meta.url), {
      workerData: { port: port2, signal: this.#signal, options },
      transferList: [port2],
    }).unref();
  }

  #request(what, request) {
    const seen = Atomics.load(this.#signal, 0);
    this.#port.postMessage({ what, request });
    Atomics.wait(this.#signal, 0, seen);
    const { ended, failed, value } = receiveMessageOnPort(this.#port).message;
    if (ended !== undefined) throw new Ended(ended);
    if (failed !== undefined) throw new Error(failed);
    return value;
  }

  /** As `Submission.run`, at once. @returns {{ ok: boolean, error?: string, traceback?: string }} */
  run(cell) {
    return this.#request('run', cell);
  }

  /** As `Submission.ask`, at once. @throws {Ended} */
  ask(request) {
    return this.#request('ask', request);
  }

  /** What the submission printed, cut. */
  get output() {
    return this.#request('output');
  }

  close() {
    this.#request('close');
  }
}
