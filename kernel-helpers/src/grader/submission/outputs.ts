/** What the cells of a submission show, kept for marking by hand: texts and pictures, of limited size. Nothing that a browser would run. */
import { formatValue, type KernelApi, kernelSymbol, type MimeBundle, shownSymbol } from '../../kernel/index.js';
import type { CellOutput } from '../wire/messages.js';

/** Of one cell. */
const most = { outputs: 20, text: 20_000, bytes: 4 * 2 ** 20 };

const unavailable = (): never => {
  throw new Error('this is not available while a submission is graded');
};

export class Outputs {
  #bundles: MimeBundle[] = [];
  readonly #api: KernelApi = {
    version: 1,
    display: (data, { displayId, update = false } = {}) => {
      // An update replaces what was shown; the last one is what a reader of the notebook would see.
      if (update && displayId !== undefined && this.#bundles.length > 0) this.#bundles.pop();
      this.#bundles.push(data);
    },
    clearOutput: () => {
      this.#bundles = [];
    },
    input: unavailable,
    signal: new AbortController().signal,
    openComm: unavailable,
    registerTarget: () => () => undefined,
  };

  /** Makes the display functions of the helpers show here. */
  install(): void {
    (globalThis as { [kernelSymbol]?: KernelApi })[kernelSymbol] = this.#api;
  }

  /** What the cell showed, and the value of its last expression. */
  async take(value: unknown): Promise<CellOutput[]> {
    const bundles = this.#bundles.slice(0, most.outputs);
    this.#bundles = [];
    if (value !== undefined && !wasShown(value)) bundles.push((await formatValue(value)).data);
    const kept: CellOutput[] = [];
    let bytes = 0;
    for (const bundle of bundles) {
      const output = await plain(bundle);
      bytes += JSON.stringify(output).length;
      if (bytes > most.bytes) break;
      kept.push(output);
    }
    return kept;
  }
}

const wasShown = (value: unknown): boolean => typeof value === 'object' && value !== null && Reflect.get(value, shownSymbol) === true;

/** A bundle without markup: a picture as pixels, and a text. */
async function plain(bundle: MimeBundle): Promise<CellOutput> {
  const text = bundle['text/plain'];
  const picture = await pixels(bundle);
  return { ...(typeof text === 'string' && { text: text.slice(0, most.text) }), ...(picture !== undefined && { png: picture }) };
}

/** base64 of a PNG. A drawing in SVG may hold scripts, so it is drawn here, inside the box. */
async function pixels(bundle: MimeBundle): Promise<string | undefined> {
  const { 'image/png': png, 'image/svg+xml': svg } = bundle;
  if (typeof png === 'string') return png;
  if (typeof svg !== 'string') return undefined;
  try {
    const { Resvg } = await import('@resvg/resvg-js');
    return new Resvg(svg, { background: 'white' }).render().asPng().toString('base64');
  } catch {
    return undefined;
  }
}
