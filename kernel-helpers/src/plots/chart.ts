import type { TopLevelSpec } from 'vega-lite';
import { chartHeight, theme } from './theme.js';
import type { Caption, Chart } from './types.js';

// Patch: jupyterlab-vega-lite-5
/** The version of Vega-Lite that JupyterLab renders. */
const vegaLiteSchema = 'https://vega.github.io/schema/vega-lite/v5.json';

/**
 * A chart in the lab's theme from a Vega-Lite specification: for pictures that the ready-made charts do not cover.
 *
 * @param spec any Vega-Lite 5 specification (unit, layered, faceted, concatenated); its own `config` entries win over the theme
 * @param caption title, subtitle, description
 * @returns a `Chart` for `showChart`
 * @example
 * chart({ data: { values: [{ x: 1, y: 2 }] }, mark: 'point', encoding: { x: { field: 'x', type: 'quantitative' }, … } },
 *   { title: 'One point', description: 'A point at (1, 2).' })
 */
export function chart(spec: TopLevelSpec | (Omit<TopLevelSpec, 'data'> & { data: TopLevelSpec['data'] }), caption: Caption): Chart {
  const { title, subtitle, description = subtitle ? `${title}. ${subtitle}` : title } = caption;
  const own = spec as Partial<Record<string, unknown>>;
  const single = 'mark' in spec || 'layer' in spec;
  const faceted = typeof own.encoding === 'object' && own.encoding !== null && ('row' in own.encoding || 'facet' in own.encoding);
  return {
    $schema: vegaLiteSchema,
    ...(single && !faceted && !('height' in spec) ? { height: chartHeight } : {}),
    ...spec,
    title: own.title ?? (subtitle ? { text: title, subtitle } : { text: title }),
    description,
    config: { ...theme, ...(own.config as object | undefined) },
    // The menu of a chart saves its picture. The links to the online editor are off, since they would send the chart to another site.
    // SVG can be made smaller by the page (see the extension's style): on a canvas the mouse would then be at another point than Vega takes it for.
    usermeta: { embedOptions: { renderer: 'svg', actions: { export: true, source: false, compiled: false, editor: false } } },
  } as unknown as Chart;
}
