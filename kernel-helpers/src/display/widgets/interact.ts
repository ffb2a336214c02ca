/** A picture that follows sliders and menus. */

import { escapeHtml } from '../../core/escape-html.js';
import type { MimeBundle } from '../../kernel/shared/api.js';
import type { Chart, Figure } from '../../plots/types.js';
import { chartText, showChart } from '../chart.js';
import { handle } from '../handle.js';
import { runningKernel } from '../kernel.js';
import { renderSvg } from '../svg.js';
import { type TableRow, tableBundle } from '../table.js';
import { type FieldSpec, fieldOf, type Parameter, type ParameterValue } from './fields.js';
import { interactEsm } from './front/controls.js';
import { controlCss } from './front/style.js';
import { widget } from './widget.js';

/** What can be drawn: a chart, the still of a figure, rows of a table, a line of text. */
export type Drawable = Chart | Figure | readonly TableRow[] | string | number;

/** A running interaction. */
export interface Interaction<P extends Readonly<Record<string, Parameter>>> {
  /** The present values. */
  readonly values: Readonly<{ [K in keyof P]: ParameterValue<P[K]> }>;
  /** Sets values from code and draws again. */
  set(values: Partial<{ [K in keyof P]: ParameterValue<P[K]> }>): Promise<void>;
  close(): void;
}

/**
 * Draws `f(values)` under controls for the parameters, and draws it again when the learner moves one. A chart of a thousand points
 * follows at 20 pictures a second and more. An error in `f` is shown under the picture, which stays.
 *
 * Without a running kernel the last picture stays. Where a curve is cheap to compute beforehand, `sliderChart` needs no kernel at all.
 *
 * @param parameters for each name `{ min, max, step?, value?, label? }` (slider), a list (menu), or a boolean (box)
 * @param f from the values to a chart, a figure (its still is drawn), rows of a table or a text; it may be async
 * @throws RangeError, TypeError for a parameter of no known form, and what `f` throws the first time
 * @example
 * interact({ beta: { min: 0, max: 0.99, step: 0.01, value: 0.9 }, corrected: true },
 *   ({ beta, corrected }) => lineChart({ EWA: ewa(series, beta, { biasCorrection: corrected }) }, { title: `β = ${beta}` }));
 */
export function interact<const P extends Readonly<Record<string, Parameter>>>(
  parameters: P,
  f: (values: { [K in keyof P]: ParameterValue<P[K]> }) => Drawable | Promise<Drawable>,
): Interaction<P> {
  type Values = { [K in keyof P]: ParameterValue<P[K]> };
  const fields = Object.entries(parameters).map(([name, parameter]) => fieldOf(name, parameter));
  const values = Object.fromEntries(fields.map(({ spec, value }) => [spec.name, value])) as Values;
  const allowed = new Map(fields.map((field) => [field.spec.name, field]));
  const first = f(values);
  if (!runningKernel()) printOutside(first);

  const specs: FieldSpec[] = fields.map(({ spec }) => spec);
  const live = widget({
    name: 'interact',
    esm: interactEsm,
    css: controlCss,
    state: { specs, values: values as Record<string, unknown>, picture: first instanceof Promise ? '' : markupOf(first), message: '' },
    accept: ({ values: next }, state) => {
      if (typeof next !== 'object' || next === null) return undefined;
      const good = Object.entries(next).filter(([name, value]) => allowed.get(name)?.allowed(value));
      return { values: { ...state.values, ...Object.fromEntries(good) } };
    },
    still: (state): MimeBundle => ({ 'text/html': stillOf(state.picture), 'text/plain': '[interact] needs a running kernel' }),
  });
  const draw = async (drawn: () => Drawable | Promise<Drawable>) => {
    try {
      live.set({ picture: markupOf(await drawn()), message: '' });
    } catch (error) {
      live.set({ message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
    }
  };
  live.onChange('values', () => draw(() => f(live.state.values as Values)));
  if (first instanceof Promise) void draw(() => first);
  if (runningKernel()) live.show();
  return handle<Interaction<P>>({
    get values() {
      return live.state.values as Values;
    },
    async set(next) {
      for (const [name, value] of Object.entries(next)) {
        if (!allowed.get(name)?.allowed(value)) throw new RangeError(`${name} cannot be ${String(value)}`);
      }
      live.set({ values: { ...live.state.values, ...next } });
      await draw(() => f(live.state.values as Values));
    },
    close: () => live.close(),
  });
}

const isFigure = (drawn: object): drawn is Figure => (drawn as { kind?: unknown }).kind === 'plotly';

/** What is drawn, as markup made here: all text of the learner in it is escaped. */
function markupOf(drawn: Drawable): string {
  if (typeof drawn === 'string' || typeof drawn === 'number') return `<p>${escapeHtml(String(drawn))}</p>`;
  if (Array.isArray(drawn)) return String(tableBundle(drawn as readonly TableRow[])['text/html']);
  return renderSvg(isFigure(drawn) ? drawn.still : (drawn as Chart));
}

/** A picture as an image (a page of an untrusted notebook shows no inline SVG). */
function stillOf(markup: string): string {
  if (!markup.startsWith('<svg')) return markup;
  return `<img alt="the chart as it was drawn first" src="data:image/svg+xml;base64,${Buffer.from(markup).toString('base64')}">`;
}

function printOutside(drawn: Drawable | Promise<Drawable>): void {
  if (drawn instanceof Promise) void drawn.then(printOutside);
  else if (typeof drawn === 'object' && !Array.isArray(drawn) && !isFigure(drawn)) showChart(drawn as Chart);
  else console.log(typeof drawn === 'object' && isFigure(drawn) ? chartText(drawn.still) : '[interact]');
}
