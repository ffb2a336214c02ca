/** Cells that run in this process, one after the other, as they would in a notebook. */
import { stripVTControlCharacters } from 'node:util';
import type { KernelSession } from '../kernel/index.js';
import type { CellRun } from './wire/messages.js';

const plain = (lines: readonly string[]): string => stripVTControlCharacters(lines.join('\n'));

/** The value of a cell's last expression. @throws what the cell throws, and an Error that says why it cannot run */
export async function valueFrom(session: KernelSession, source: string, number: number): Promise<unknown> {
  const result = await session.execute(source, { number });
  if (result.ok) return result.value;
  throw 'formatted' in result ? new Error(`${result.ename}: ${result.evalue}`) : result.error;
}

/** Runs a cell and says how it ended, in words for the one who wrote it. */
export async function runCell(session: KernelSession, source: string, number: number): Promise<CellRun> {
  const result = await session.execute(source, { number });
  if (result.ok) return { ok: true };
  if ('formatted' in result) return { ok: false, error: `${result.ename}: ${result.evalue}`, traceback: plain(result.formatted) };
  const { ename, evalue, traceback } = session.formatError(result.error);
  return { ok: false, error: `${ename}: ${evalue}`, traceback: plain(traceback) };
}
