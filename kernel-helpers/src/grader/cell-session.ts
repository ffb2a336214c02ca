/** Cells that run in this process, one after the other, as they would in a notebook. */
import { stripVTControlCharacters } from 'node:util';
import type { Execution, KernelSession } from '../kernel/index.js';
import type { CellOutput, CellRun } from './wire/messages.js';

const plain = (lines: readonly string[]): string => stripVTControlCharacters(lines.join('\n'));

/** The value of a cell's last expression. @throws what the cell throws, and an Error that says why it cannot run */
export async function valueFrom(session: KernelSession, source: string, number: number): Promise<unknown> {
  const result = await session.execute(source, { number });
  if (result.ok) return result.value;
  throw 'formatted' in result ? new Error(`${result.ename}: ${result.evalue}`) : result.error;
}

/**
 * Runs a cell and says how it ended, in words for its author.
 * @param outputs returns what the cell showed; it gets the value of the last expression
 */
export async function runCell(
  session: KernelSession,
  { source, number }: { readonly source: string; readonly number: number },
  outputs: (value: unknown) => Promise<readonly CellOutput[]>,
): Promise<CellRun> {
  const result = await session.execute(source, { number });
  const shown = await outputs(result.ok ? result.value : undefined);
  return { ...ending(session, result), ...(shown.length > 0 && { outputs: shown }) };
}

function ending(session: KernelSession, result: Execution): CellRun {
  if (result.ok) return { ok: true };
  if ('formatted' in result) return { ok: false, error: `${result.ename}: ${result.evalue}`, traceback: plain(result.formatted) };
  const { ename, evalue, traceback } = session.formatError(result.error);
  return { ok: false, error: `${ename}: ${evalue}`, traceback: plain(traceback) };
}
