/** The value of a cell's last expression as a MIME bundle. */
import { inspect, types as kinds } from 'node:util';
import type { MimeBundle } from '../../shared/api.js';
import type { FormattedValue } from '../../shared/results.js';
import { historyText, isHistoryLike } from './format-history.js';
import { isTensorLike, tensorText } from './format-tensor.js';

/** The convention of JavaScript kernels: an object's own MIME bundle. */
const displaySymbol = Symbol.for('Jupyter.display');

/** Longer texts are cut: a notebook keeps every output in its file. */
const longest = { characters: 20_000, lines: 400 };

/** Never throws: a value that cannot be shown says so. A bundle given by the value may be a promise. */
export async function formatValue(value: unknown): Promise<FormattedValue> {
  try {
    if (kinds.isPromise(value)) return { data: { 'text/plain': cut(await promiseText(value)) }, metadata: {} };
    return { data: (await ownBundle(value)) ?? chartBundle(value) ?? { 'text/plain': cut(plainText(value)) }, metadata: {} };
  } catch (error) {
    return {
      data: { 'text/plain': `[a value that cannot be shown: ${error instanceof Error ? error.message : String(error)}]` },
      metadata: {},
    };
  }
}

async function ownBundle(value: unknown): Promise<MimeBundle | undefined> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  const display = (value as Record<symbol, unknown>)[displaySymbol];
  if (typeof display !== 'function') return undefined;
  const bundle: unknown = await display.call(value);
  return typeof bundle === 'object' && bundle !== null && Object.keys(bundle).length ? (bundle as MimeBundle) : undefined;
}

/** A Vega-Lite or Vega specification, known by its `$schema`, or by a mark with data or encoding. */
function chartBundle(value: unknown): MimeBundle | undefined {
  if (!isPlainObject(value)) return undefined;
  const spec = value;
  const schema = typeof spec.$schema === 'string' ? spec.$schema : '';
  const composed = ['layer', 'hconcat', 'vconcat', 'concat', 'facet', 'repeat'].some((key) => key in spec);
  const isLite = /\/vega-lite\/v\d/.test(schema) || (!schema && 'data' in spec && (('mark' in spec && 'encoding' in spec) || composed));
  if (isLite) {
    const title = typeof spec.title === 'string' ? `: ${spec.title}` : '';
    // The Lab draws version 5, and complains of a newer number though it draws the same charts.
    const shown = { ...spec, $schema: 'https://vega.github.io/schema/vega-lite/v5.json' };
    return { 'application/vnd.vegalite.v5+json': shown, 'text/plain': `<Vega-Lite chart${title}>` };
  }
  if (/\/vega\/v\d/.test(schema)) return { 'application/vnd.vega.v5+json': spec, 'text/plain': '<Vega chart>' };
  return undefined;
}

/** What Node prints of a promise is its own internals. */
async function promiseText(promise: Promise<unknown>): Promise<string> {
  const [, state] = /^Promise \{\s*<(pending|rejected)>/.exec(inspect(promise, { depth: 0 })) ?? [];
  if (state === 'pending') return 'Promise (pending): await it to see its value';
  if (state === 'rejected') return 'Promise (rejected): await it to see its error';
  return `Promise (fulfilled): await it to use its value, ${plainText(await promise)}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function plainText(value: unknown): string {
  if (isTensorLike(value)) return tensorText(value);
  if (isHistoryLike(value)) return historyText(value);
  if (typeof value === 'string' && value.length > longest.characters) {
    const rest = value.length - longest.characters;
    return `${inspect(value.slice(0, longest.characters / 2))}... ${rest + longest.characters / 2} more characters`;
  }
  return inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: longest.characters, breakLength: 80 });
}

function cut(text: string): string {
  let shown = text;
  const lines = shown.split('\n');
  if (lines.length > longest.lines) shown = lines.slice(0, longest.lines).join('\n');
  if (shown.length > longest.characters) shown = shown.slice(0, longest.characters);
  return shown.length === text.length ? text : `${shown}\n… (cut: ${shown.length} of ${text.length} characters shown)`;
}
