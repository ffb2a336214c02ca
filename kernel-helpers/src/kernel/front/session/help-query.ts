/** `?name` and `name?`, alone in a cell, ask for help on a name, as in IPython. */

/** The expression asked about, if the cell is such a question. */
export function helpQuery(code: string): string | undefined {
  const text = code.trim();
  const match = /^\?{1,2}\s*([\w$.]+)$/.exec(text) ?? /^([\w$.]+)\s*\?{1,2}$/.exec(text);
  return match?.[1];
}
