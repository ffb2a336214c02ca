/** Which request the running code belongs to: output and errors go to the cell that caused them, also after it ended. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Task {
  readonly id: number;
  readonly allowStdin: boolean;
  readonly abort: AbortController;
  /** Set by an interrupt: timers of this task no longer fire. */
  interrupted: boolean;
  /** What it has printed so far. */
  readonly printed: { lines: number; characters: number; displays: number };
}

const storage = new AsyncLocalStorage<Task>();
let latestCell: Task = createTask(0, false);

export function createTask(id: number, allowStdin: boolean): Task {
  return { id, allowStdin, abort: new AbortController(), interrupted: false, printed: { lines: 0, characters: 0, displays: 0 } };
}

/** Runs `f` and all that it starts as part of a task. */
export function runInTask<T>(task: Task, f: () => T): T {
  return storage.run(task, f);
}

/** The task of the running code; code that belongs to none counts to the cell that started last. */
export function currentTask(): Task {
  return storage.getStore() ?? latestCell;
}

/** Says that a cell starts. */
export function startCell(task: Task): void {
  latestCell = task;
}
