/** How a cell ended, as the submission's process reports it. It may report anything, so each field is checked separately. */
import type { CellOutput, CellRun } from '../wire/messages.js';

const longest = { text: 20_000, error: 4000, png: 4 * 2 ** 20, outputs: 20 };
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

const cut = (value: unknown, most: number): string => String(value).slice(0, most);

/** A text and a picture, if the fields hold them. */
function readOutput(value: unknown): CellOutput[] {
  if (typeof value !== 'object' || value === null) return [];
  const { text, png } = value as Partial<Record<keyof CellOutput, unknown>>;
  const isPicture = typeof png === 'string' && png.length <= longest.png && base64.test(png);
  const output = { ...(typeof text === 'string' && { text: cut(text, longest.text) }), ...(isPicture && { png }) };
  return Object.keys(output).length > 0 ? [output] : [];
}

export function readRun(reply: object): CellRun {
  const { ok, error, traceback, outputs } = reply as Partial<Record<keyof CellRun, unknown>>;
  const shown = Array.isArray(outputs) ? outputs.slice(0, longest.outputs).flatMap(readOutput) : [];
  return {
    ok: ok === true,
    ...(error !== undefined && { error: cut(error, longest.error) }),
    ...(traceback !== undefined && { traceback: cut(traceback, longest.error) }),
    ...(shown.length > 0 && { outputs: shown }),
  };
}
