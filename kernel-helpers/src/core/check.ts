/**
 * Checks of arguments. Each throws one line that names the argument, the allowed range and the value:
 * `RangeError: beta must be in [0, 1), got 1.2`.
 */

/** How a value is shown in an error: short, and never the whole of a long array. */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `'${value.slice(0, 57)}…'` : `'${value}'`;
  if (typeof value === 'number' || value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as { length?: number }).length ?? 0})`;
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`;
  return (value as object).constructor?.name ?? 'object';
}

/** Bounds of a number; `min`/`max` are inside the range, `above`/`below` are outside it. */
export interface Bounds {
  min?: number;
  max?: number;
  above?: number;
  below?: number;
}

function range({ min, max, above, below }: Bounds): string {
  const left = above !== undefined ? `(${above}` : min !== undefined ? `[${min}` : '(-∞';
  const right = below !== undefined ? `${below})` : max !== undefined ? `${max}]` : '∞)';
  return `${left}, ${right}`;
}

/** A finite number within bounds. @throws RangeError, or TypeError for a value that is not a number */
export function checkNumber(name: string, value: unknown, bounds: Bounds = {}): number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number in ${range(bounds)}, got ${formatValue(value)}`);
  const { min, max, above, below } = bounds;
  const ok =
    Number.isFinite(value) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below);
  if (!ok) throw new RangeError(`${name} must be in ${range(bounds)}, got ${value}`);
  return value;
}

/** A whole number within bounds. @throws RangeError, or TypeError for a value that is not a number */
export function checkInteger(name: string, value: unknown, bounds: Bounds = {}): number {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    throw new RangeError(`${name} must be a whole number in ${range(bounds)}, got ${value}`);
  }
  return checkNumber(name, value, bounds);
}

/** One of the given words; the error names the nearest. @throws RangeError */
export function checkOneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  if (typeof value === 'string' && (allowed as readonly string[]).includes(value)) return value as T;
  const list = allowed.map((word) => `'${word}'`).join(', ');
  throw new RangeError(`${name} must be one of ${list}, got ${formatValue(value)}${didYouMean(value, allowed)}`);
}

/** An array or typed array of numbers that is not empty; NaN is allowed only on request. @throws RangeError, TypeError */
export function checkSeries(name: string, value: unknown, options: { allowNaN?: boolean; minLength?: number } = {}): ArrayLike<number> {
  const { allowNaN = false, minLength = 1 } = options;
  if (!Array.isArray(value) && !(ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    throw new TypeError(`${name} must be an array of numbers, got ${formatValue(value)}`);
  }
  const series = value as unknown as ArrayLike<number>;
  if (series.length < minLength)
    throw new RangeError(`${name} must have at least ${minLength} value${minLength === 1 ? '' : 's'}, got ${series.length}`);
  for (let i = 0; i < series.length; i++) {
    const x = series[i];
    if (typeof x !== 'number') throw new TypeError(`${name}[${i}] must be a number, got ${formatValue(x)}`);
    if (Number.isNaN(x) ? !allowNaN : !Number.isFinite(x)) throw new RangeError(`${name}[${i}] must be a finite number, got ${x}`);
  }
  return series;
}

/** Two lengths that have to agree. @throws RangeError */
export function checkSameLength(nameA: string, a: { length: number }, nameB: string, b: { length: number }): void {
  if (a.length !== b.length) throw new RangeError(`${nameB} must have the length of ${nameA} (${a.length}), got ${b.length}`);
}

/** The end of an error about an unknown word: `; did you mean 'Adam'?`, or nothing where no allowed word is near. */
export function didYouMean(word: unknown, allowed: readonly string[]): string {
  const near = typeof word === 'string' ? nearest(word, allowed) : undefined;
  return near === undefined ? '' : `; did you mean '${near}'?`;
}

/** The allowed word nearest in spelling, if one is near enough to be what was meant. */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 2)) + 1;
  for (const candidate of allowed) {
    const d = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (d < least) [best, least] = [candidate, d];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
