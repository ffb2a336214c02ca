/** The network as rows of small maps: what each feature and each neuron answers on the plane. A press shows one in the large picture. */
import { features, inputsOf } from '../../src/playground/features.js';
import type { PlaneNetwork } from '../../src/playground/plane-network.js';
import { element } from './element.js';
import { grid, largestOf, paintField } from './maps.js';

/** Which map is large: the output, or a neuron. */
export type Shown = { readonly layer: number; readonly neuron: number } | undefined;

interface Cell {
  readonly canvas: HTMLCanvasElement;
  readonly button: HTMLButtonElement;
}

const side = 40;

export class NetworkView {
  readonly element = element('div', {
    className: 'network',
    attributes: { role: 'group', 'aria-label': 'What each neuron answers on the plane' },
  });
  readonly #choose: (shown: Shown) => void;
  #rows: Cell[][] = [];

  /** @param choose called with the neuron that the reader wants to see large */
  constructor(choose: (shown: Shown) => void) {
    this.#choose = choose;
  }

  /** Makes the rows anew, for another network. */
  build(net: PlaneNetwork): void {
    const { hidden } = net.setting;
    this.#rows = hidden.map((units, layer) => Array.from({ length: units }, (_, neuron) => this.#neuron(layer, neuron)));
    this.element.replaceChildren(
      line('Features', featureMaps(net)),
      ...this.#rows.map((cells, l) =>
        line(
          `Layer ${l + 1}`,
          cells.map(({ button }) => button),
        ),
      ),
    );
  }

  /** Paints the maps. @param fields what `responses` gives on the grid */
  paint(fields: readonly Float64Array[][], shown: Shown): void {
    for (const [layer, cells] of this.#rows.entries()) {
      for (const [neuron, { canvas, button }] of cells.entries()) {
        const values = fields[layer]![neuron]!;
        const size = largestOf(values);
        paintField(canvas, values, -size, size);
        button.setAttribute('aria-pressed', String(shown?.layer === layer && shown.neuron === neuron));
      }
    }
  }

  #neuron(layer: number, neuron: number): Cell {
    const canvas = element('canvas', { width: side, height: side, attributes: { 'aria-hidden': 'true' } });
    const name = `Neuron ${neuron + 1} of layer ${layer + 1}`;
    const button = element(
      'button',
      { type: 'button', title: name, attributes: { 'aria-label': `${name}: show it large`, 'aria-pressed': 'false' } },
      canvas,
    );
    button.addEventListener('click', () => this.#choose(button.getAttribute('aria-pressed') === 'true' ? undefined : { layer, neuron }));
    return { canvas, button };
  }
}

const line = (title: string, maps: readonly HTMLElement[]) => element('div', { className: 'maps' }, element('span', {}, title), ...maps);

function featureMaps(net: PlaneNetwork): HTMLElement[] {
  return net.setting.features.map((name) => {
    const { label } = features[name];
    const canvas = element('canvas', {
      width: side,
      height: side,
      attributes: { role: 'img', 'aria-label': `Feature ${label} on the plane` },
    });
    const values = inputsOf([name], grid);
    const size = largestOf(values);
    paintField(canvas, values, -size, size);
    return element('span', { className: 'feature', title: label }, canvas, element('small', {}, label));
  });
}
