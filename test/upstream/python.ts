/** Programs of the project's Python environment: stock Jupyter, without anything of the lab. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

interface Answer {
  readonly printed?: string;
  readonly error?: string;
}

let server: ChildProcessByStdio<Writable, Readable, null> | undefined;
let lines: AsyncIterator<string> | undefined;

/** What a program prints, as JSON. It runs in a process of its own. @throws Error with Python's traceback */
export async function python<T>(program: string): Promise<T> {
  if (!server || !lines) {
    const argv = [path.join(projectRoot, 'test/upstream/python.py')];
    server = spawn(path.join(projectRoot, '.venv/bin/python'), argv, { cwd: projectRoot, stdio: ['pipe', 'pipe', 'ignore'] });
    lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  }
  server.stdin.write(`${JSON.stringify(program)}\n`);
  const { value } = (await lines.next()) as { value: string | undefined };
  if (value === undefined) throw new Error('Python ended');
  const { printed, error } = JSON.parse(value) as Answer;
  if (printed === undefined) throw new Error(error);
  return JSON.parse(printed) as T;
}

after(() => server?.stdin.end());
