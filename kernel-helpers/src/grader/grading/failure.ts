/** A check that did not hold: the expected and the actual value. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
  constructor(
    readonly expected: string,
    readonly came: string,
  ) {
    super(`expected ${expected}, got ${came}`);
  }
}

/** A value as a learner can read it in a report: numbers with six digits, long arrays cut. */
export function describe(value: unknown, depth = 0): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value);
  if (typeof value === 'function') return `a function${value.name ? ` ${value.name}` : ''}`;
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (depth > 2) return '…';
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>);
    const shown = items.slice(0, 8).map((item) => describe(item, depth + 1));
    const name = Array.isArray(value) ? '' : `${value.constructor.name} `;
    return `${name}[${shown.join(', ')}${items.length > 8 ? `, … ${items.length - 8} more` : ''}]`;
  }
  const entries = Object.entries(value).slice(0, 6);
  return `{ ${entries.map(([key, item]) => `${key}: ${describe(item, depth + 1)}`).join(', ')} }`;
}
