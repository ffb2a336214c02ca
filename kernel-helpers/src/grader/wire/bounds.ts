/**
 * Bounds of what passes between the grader and a submission. A submission can write anything into its channel, so a line is looked at
 * byte by byte before it is parsed: a parser given endless nesting or endless values would hurt the process that decides marks.
 */

export const bounds = {
  /** Bytes of one message. */
  line: 48 * 2 ** 20,
  /** Brackets that are open at a time. A value uses about two for each of its own levels. */
  brackets: 256,
  /** Values of one message. */
  values: 2_000_000,
  /** Levels of one value. */
  depth: 80,
  /** Digits of a bigint: reading them takes time that grows with the square. */
  digits: 10_000,
  /** Messages that nobody asked for, during one request. */
  stray: 20_000,
  /** Calls inside of calls, from one side to the other and back. */
  calls: 100,
} as const;

/** A value that cannot cross, or a malformed message; the text says which. */
export class WireError extends TypeError {
  override readonly name = 'WireError';
}

const [quote, backslash, comma, openBracket, closeBracket, openBrace, closeBrace] = [...'"\\,[]{}'].map((c) => c.charCodeAt(0));

/** What is wrong with a line, in words, or `undefined`. @param line without its end */
export function faultOfLine(line: Uint8Array): string | undefined {
  if (line.length > bounds.line) return `a message of more than ${bounds.line} bytes`;
  let open = 0;
  let values = 1;
  let inText = false;
  for (let i = 0; i < line.length; i++) {
    const byte = line[i];
    if (inText) {
      if (byte === backslash) i++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === comma) values++;
    else if (byte === openBracket || byte === openBrace) {
      values++;
      if (++open > bounds.brackets) return 'a value that is nested too deeply';
    } else if (byte === closeBracket || byte === closeBrace) open--;
    // An object of one field counts as two values, so that a tagged value counts about four.
    if (values > 6 * bounds.values) return 'a value that is too large';
  }
  return undefined;
}
