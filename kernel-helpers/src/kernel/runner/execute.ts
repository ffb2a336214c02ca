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

export function createExecutor(runtime: Runtime, formatValue: (value: unknown) => Promise<FormattedValue>): Executor {
  /** Tasks under way, with the function that ends each. An interrupt may cut off all code of a task, so ending it needs none of that. */
  const active = new Map<Task, (ending: Ending) => void>();

  function begin(task: Task, work: () => Promise<Ending>, end: (ending: Ending) => void): void {
    active.set(task, (ending) => {
      if (!active.delete(task)) return;
      end(ending);
    });
    void runInTask(task, work).then(
      (ending) => active.get(task)?.(ending),
      (error) => active.get(task)?.({ error: format(error), reached: runtime.reached() }),
    );
  }

  async function runCell({ compiled }: ExecuteCommand): Promise<Ending> {
    const result = await runtime.run(compiled);
    if (!result.ok) return { error: format(result.error), reached: result.reached };
    if (!result.hasValue || result.value === undefined || isShown(result.value)) return {};
    try {
      const { data, metadata } = await formatValue(result.value);
      return { result: { data: jsonBundle(data), metadata } };
    } catch (error) {
      return { error: format(error) };
    }
  }

  function format(error: unknown): FormattedError {
    if (error instanceof InterruptError) {
      return { ename: error.name, evalue: error.message, traceback: [`\u001b[31m${error.name}\u001b[39m: ${error.message}`] };
    }
    return runtime.formatError(error);
  }

  return {
    execute(command) {
      const task = createTask(command.task, command.allowStdin);
      startCell(task);
      begin(
        task,
        () => runCell(command),
        (ending) => {
          flushStreams();
          report({ type: 'done', task: task.id, ...ending });
        },
      );
    },

    comm(event) {
      const task = createTask(event.task, false);
      begin(
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
    },

    cutOff() {
      for (const task of active.keys()) task.interrupted = true;
    },

    interrupt(number) {
      acknowledge(number);
      for (const [task, end] of active) {
        if (task.abort.signal.aborted) continue;
        const reason = new InterruptError('the cell was interrupted; what it had declared and computed is kept');
        later(() => end({ error: format(reason), reached: runtime.reached() }), grace);
        task.interrupted = true;
        task.abort.abort(reason);
      }
    },
  };
}
