import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { csvParseRows } from 'd3-dsv';

/** One line of a CSV file, split into its fields. */
export interface CsvLine {
  /** Line number, the header is 1. */
  line: number;
  fields: string[];
}

/**
 * Reads the lines of a CSV file one by one, so that a file of a hundred megabytes needs little
 * memory. Every line must have as many fields as the header, so that a file that is cut off is refused.
 * @throws Error for a file that is not there, empty, a web page, or cut off, with its name and the line
 */
export async function* csvLines(file: string): AsyncGenerator<CsvLine> {
  const name = path.basename(file);
  if (!existsSync(file)) throw new Error(`file ${file} is not there`);
  const input = createReadStream(file, 'utf8');
  let line = 0;
  let width = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      line++;
      const clean = line === 1 ? text.replace(/^\uFEFF/, '') : text;
      if (line === 1 && /^\s*</.test(clean)) throw new Error(`${name} is a web page, not a CSV file: download it again`);
      if (clean === '') continue;
      const fields = clean.includes('"') ? (csvParseRows(clean)[0] ?? []) : clean.split(',');
      if (width === 0) width = fields.length;
      else if (fields.length !== width) {
        throw new RangeError(
          `${name}, line ${line} must have ${width} fields as its header has, got ${fields.length}; is the file half-downloaded?`,
        );
      }
      yield { line, fields };
    }
  } finally {
    input.destroy();
  }
  if (width === 0) throw new Error(`${name} is empty: download it again`);
}

/** The number in a cell: NaN if it is blank. @throws RangeError with file, line and column if it is neither blank nor a number */
export function figure(text: string, where: () => string): number {
  if (text === '') return Number.NaN;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new RangeError(`${where()} must be a number or blank, got '${text}'`);
  return value;
}
