/** Jupyter counts unicode code points, TypeScript UTF-16 units. */

export function toUtf16(text: string, codePoints: number): number {
  let units = 0;
  for (let n = 0; n < codePoints && units < text.length; n++) units += unitsAt(text, units);
  return units;
}

export function toCodePoints(text: string, units: number): number {
  let n = 0;
  for (let at = 0; at < units && at < text.length; n++) at += unitsAt(text, at);
  return n;
}

/** How many UTF-16 units the code point takes that begins here. */
const unitsAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
