/** Runs cells and handlers of comm messages, and reports how each ended; an interrupt ends the waiting for them. */
import { shownSymbol } from '../shared/api.js';
import type { CommEvent, DoneReport, ExecuteCommand } from '../shared/protocol.js';
import type { FormattedError, FormattedValue, Runtime } from '../shared/results.js';
import { jsonBundle } from './bundle.js';
import { handleCommEvent } from './comms.js';
import { acknowledge } from './interrupt.js';
import { report } from './reports.js';
import { flushStreams, print } from './streams.js';
import { createTask, runInTask, startCell, type Task } from './task.js';

/** An interrupt reaches running work by its AbortSignal first; work that has not ended after this time is ended (milliseconds). */
const grace = 250;
/** The same where the watchdog has cut its JavaScript off: what was cut off never ends, and only other work of the cell may. */
const graceAfterCut = 30;

const later = setTimeout;

/** What an interrupted cell fails with, and the reason of its AbortSignal. */
export class InterruptError extends Error {
  override name = 'Interrupted';
}

const isShown = (value: unknown) =>
  typeof value === 'object' && value !== null && (value as { [shownSymbol]?: unknown })[shownSymbol] === true;

type Ending = Omit<DoneReport, 'type' | 'task'>;

export interface Executor {
  execute(command: ExecuteCommand): void;
  comm(event: CommEvent): void;
  interrupt(number: number): void;
  /** Running JavaScript is about to be cut off: nothing more of the tasks under way is to run. */
  cutOff(): void;
}

export const createExecutor = (runtime: Runtime, formatValue: (value: unknown) => Promise<FormattedValue>): Executor =>
  new TaskExecutor(runtime, formatValue);

class TaskExecutor implements Executor {
  /** Running tasks, with the function that ends each. An interrupt may stop all code of a task, so ending it uses none of that code. */
  readonly #active = new Map<Task, (ending: Ending) => void>();
  readonly #runtime: Runtime;
  readonly #formatValue: (value: unknown) => Promise<FormattedValue>;

  constructor(runtime: Runtime, formatValue: (value: unknown) => Promise<FormattedValue>) {
    this.#runtime = runtime;
    this.#formatValue = formatValue;
  }

  execute(command: ExecuteCommand): void {
    const task = createTask(command.task, command.allowStdin);
    startCell(task);
    this.#begin(
      task,
      () => this.#runCell(command),
      (ending) => {
        flushStreams();
        report({ type: 'done', task: task.id, ...ending });
      },
    );
  }

  comm(event: CommEvent): void {
    const task = createTask(event.task, false);
    this.#begin(
      task,
      async () => {
        await handleCommEvent(event);
        return {};
      },
      ({ error }) => {
        if (error) print('stderr', `${error.traceback.join('\n')}\n`, task);
        flushStreams();
        report({ type: 'commHandled', task: task.id });
      },
    );
  }

  cutOff(): void {
    for (const task of this.#active.keys()) task.interrupted = true;
  }

  interrupt(number: number): void {
    acknowledge(number);
    for (const [task, end] of this.#active) {
      if (task.abort.signal.aborted) continue;
      const reason = new InterruptError('the cell was interrupted; what it had declared and computed is kept');
      const time = task.interrupted ? graceAfterCut : grace;
      later(() => end({ error: this.#format(reason), reached: this.#runtime.reached() }), time);
      task.interrupted = true;
      task.abort.abort(reason);
    }
  }

  #begin(task: Task, work: () => Promise<Ending>, end: (ending: Ending) => void): void {
    this.#active.set(task, (ending) => {
      if (!this.#active.delete(task)) return;
      end(ending);
    });
    void runInTask(task, work).then(
      (ending) => this.#active.get(task)?.(ending),
      (error) => this.#active.get(task)?.({ error: this.#format(error), reached: this.#runtime.reached() }),
    );
  }

  async #runCell({ compiled }: ExecuteCommand): Promise<Ending> {
    const result = await this.#runtime.run(compiled);
    if (!result.ok) return { error: this.#format(result.error), reached: result.reached };
    if (!result.hasValue || result.value === undefined || isShown(result.value)) return {};
    try {
      const { data, metadata } = await this.#formatValue(result.value);
      return { result: { data: jsonBundle(data), metadata } };
    } catch (error) {
      return { error: this.#format(error) };
    }
  }

  #format(error: unknown): FormattedError {
    if (error instanceof InterruptError) {
      return { ename: error.name, evalue: error.message, traceback: [`\u001b[31m${error.name}\u001b[39m: ${error.message}`] };
    }
    return this.#runtime.formatError(error);
  }
}
