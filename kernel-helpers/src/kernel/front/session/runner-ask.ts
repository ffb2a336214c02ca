/** Questions to the runner that must not wait for its cell: a loop that never awaits answers nothing until it ends. */
import { inBackground } from '../../shared/background.js';
import type { SessionReport } from '../../shared/protocol.js';
import type { RunnerQuestion, RunnerResult } from '../../shared/session.js';

/** How long an answer is waited for (milliseconds). */
const patience = 400;
/** Questions that no answer came to: more would only queue up behind them. */
const mostOpen = 3;

export class RunnerAsk {
  readonly #send: (number: number, question: RunnerQuestion) => void;
  /** Those asked, until the runner answers; what came too late has nobody who waits. */
  readonly #open = new Map<number, (report: SessionReport | undefined) => void>();
  #number = 0;

  constructor(send: (number: number, question: RunnerQuestion) => void) {
    this.#send = send;
  }

  /**
   * @returns undefined where the runner does not answer in time
   * @throws Error with one line, where the runner cannot answer
   */
  async ask(question: RunnerQuestion): Promise<RunnerResult | undefined> {
    if (this.#open.size >= mostOpen) return undefined;
    const number = ++this.#number;
    const report = await new Promise<SessionReport | undefined>((resolve) => {
      inBackground(setTimeout(() => resolve(undefined), patience));
      this.#open.set(number, resolve);
      this.#send(number, question);
    });
    if (report?.error !== undefined) throw new Error(report.error);
    return report?.result;
  }

  take(report: SessionReport): void {
    this.#open.get(report.number)?.(report);
    this.#open.delete(report.number);
  }
}
