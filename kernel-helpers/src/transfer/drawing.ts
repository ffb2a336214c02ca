import type { tf } from '../core/index.js';
import { type Chart, chart, colorOf, palette } from '../plots/index.js';
import { trainableTable } from './trainable-table.js';

/** One drawn block: pictures get smaller and maps more numerous. */
interface DrawnBlock {
  readonly name: string;
  readonly size: string;
  readonly parameters: number;
  readonly state: 'frozen' | 'trained' | 'partly trained';
  readonly from: number;
  readonly to: number;
  readonly half: number;
}

/**
 * A network drawn block by block: height is the side of the maps, width the logarithm of their number; what training would change has another
 * color. Under each block stand its output and its parameters.
 * @param model a VGG16 base, or a base with a head (the head is the last block)
 */
export function drawNetwork(model: tf.LayersModel, title = 'VGG16, block by block'): Chart {
  const blocks = drawnBlocks(model);
  const color = {
    field: 'state',
    type: 'nominal',
    scale: { domain: ['frozen', 'trained', 'partly trained'], range: [colorOf('frozen'), colorOf('fineTuned'), palette[4]] },
    title: null,
  };
  const x = { type: 'quantitative', axis: null } as const;
  const y = { type: 'quantitative', axis: null } as const;
  const label = (field: string, dy: number) => ({
    mark: { type: 'text', dy, fontSize: 13, baseline: 'top' },
    encoding: { x: { ...x, field: 'middle' }, y: { datum: -1, type: 'quantitative' }, text: { field, type: 'nominal' } },
  });
  const values = blocks.map((block) => ({
    ...block,
    low: -block.half,
    middle: (block.from + block.to) / 2,
    count: block.parameters.toLocaleString('en-US'),
  }));
  const spec = {
    data: { values },
    height: 220,
    layer: [
      {
        mark: { type: 'rect', cornerRadius: 3 },
        encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' }, y: { ...y, field: 'low' }, y2: { field: 'half' }, color },
      },
      label('name', 6),
      label('size', 24),
      label('count', 42),
    ],
  };
  const parts = blocks.map(({ name, size, parameters, state }) => `${name}: ${size}, ${parameters} parameters, ${state}`);
  return chart(spec as unknown as Parameters<typeof chart>[0], {
    title,
    subtitle: 'below: name, output, parameters',
    description: parts.join('; '),
  });
}

function drawnBlocks(model: tf.LayersModel): DrawnBlock[] {
  const { rows } = trainableTable(model);
  const [input] = rows;
  const side = Math.max(1, Number(input?.shape[1] ?? 1));
  const names = [...new Set(rows.slice(1).map(({ layer }) => /^block\d/.exec(layer)?.[0] ?? 'head'))];
  let from = 0;
  return names.map((name) => {
    const own = rows.slice(1).filter(({ layer }) => (/^block\d/.exec(layer)?.[0] ?? 'head') === name);
    const shape = own.at(-1)?.shape.slice(1) ?? [];
    const weighted = own.filter(({ parameters }) => parameters > 0);
    const trained = weighted.filter(({ trainable }) => trainable).length;
    const width = name === 'head' ? 4 : Math.log2(Number(shape.at(-1) ?? 2));
    const start = from;
    from += width + 1.5;
    return {
      name,
      size: shape.join('×'),
      parameters: own.reduce((sum, { parameters }) => sum + parameters, 0),
      state: trained === 0 ? 'frozen' : trained === weighted.length ? 'trained' : 'partly trained',
      from: start,
      to: start + width,
      half: name === 'head' ? 0.12 : Math.max(0.06, Number(own[0]?.shape[1] ?? 1) / side),
    };
  });
}
