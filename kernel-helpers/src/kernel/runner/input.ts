/** Questions to the user (`input_request`). */
import { report } from './reports.js';
import { flushStreams } from './streams.js';
import { currentTask } from './task.js';

let asked = 0;
const waiting = new Map<number, { resolve: (value: string) => void; reject: (error: unknown) => void }>();

/** Asks the user for a line. Rejects where the front end allows no questions, and when the cell is interrupted. */
export function input(prompt: string, { password = false }: { password?: boolean } = {}): Promise<string> {
  const task = currentTask();
  if (!task.allowStdin) return Promise.reject(new Error('input is not available: this front end does not answer questions'));
  const id = ++asked;
  flushStreams();
  report({ type: 'input', task: task.id, id, prompt, password });
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    task.abort.signal.addEventListener('abort', () => {
      if (waiting.delete(id)) reject(task.abort.signal.reason);
    });
  });
}

/** The user's answer arrived. */
export function inputReply(id: number, value: string): void {
  waiting.get(id)?.resolve(value);
  waiting.delete(id);
}
