/** Questions to the user (`input_request`). */
import readline from 'node:readline';
import promises from 'node:readline/promises';
import { promisify } from 'node:util';
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

type Ask = (query: string, ...rest: unknown[]) => unknown;

/** Makes `question` of node:readline ask the user of the notebook; nobody types into the runner's own standard input. */
export function bindReadline(): void {
  const isOurs = (from: unknown): boolean => (from as { input?: unknown }).input === process.stdin;
  const answered = (query: string, ...rest: unknown[]): void => {
    const done = rest.findLast((one) => typeof one === 'function') as (answer: string) => void;
    void input(query).then(done); // a rejection is shown in the cell that asked
  };
  const ours = (original: Ask, ask: Ask): Ask =>
    function (this: unknown, query, ...rest) {
      return isOurs(this) ? ask(query, ...rest) : original.call(this, query, ...rest);
    };
  const { prototype } = readline.Interface as unknown as { prototype: { question: Ask & { [promisify.custom]?: Ask } } };
  const { [promisify.custom]: promised } = prototype.question;
  // Patch: node-readline
  prototype.question = ours(prototype.question, answered);
  if (promised) prototype.question[promisify.custom] = ours(promised, (query) => input(query));
  const later = (promises.Interface as unknown as { prototype: { question: Ask } }).prototype;
  later.question = ours(later.question, (query) => input(query));
}
