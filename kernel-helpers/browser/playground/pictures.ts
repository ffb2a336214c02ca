/** All pictures of the playground: the plane, the curves, the norms, the map of each neuron. */
import type { PlaneNetwork } from '../../src/playground/plane-network.js';
import { card, drawCurves } from './curves.js';
import { element } from './element.js';
import { drawPoints, grid, largestOf, paintField } from './maps.js';
import { NetworkView, type Shown } from './network-view.js';
import { drawNorms, normsHeight } from './norms.js';
import { counterWords, pictureCaption, pictureName, stateWords } from './state-words.js';

/** Pixels a side; the page shows it smaller, so that it is sharp. */
const side = 640;

export class Pictures {
  readonly #canvas = element('canvas', { width: side, height: side, className: 'plane', attributes: { role: 'img' } });
  readonly #caption = element('p', { className: 'caption' });
  readonly #curves = card();
  readonly #norms = card(normsHeight(1));
  readonly #counter = element('output', { className: 'counter' });
  readonly #summary = element('p', { className: 'summary', attributes: { role: 'status' } });
  readonly #neurons: NetworkView;
  #shown: Shown;
  /** Whether the test points are drawn. */
  withTest = true;

  /** @param chosen called when the reader has chosen another map: draw and say again */
  constructor(chosen: () => void) {
    this.#neurons = new NetworkView((shown) => {
      this.#shown = shown;
      chosen();
    });
  }

  /** In the order in which they stand on the page. */
  get elements(): HTMLElement[] {
    const plane = element('div', { className: 'plane-box' }, this.#canvas, this.#caption);
    const charts = element('div', { className: 'charts' }, this.#curves, this.#norms);
    return [this.#counter, element('div', { className: 'pictures' }, plane, charts), this.#neurons.element, this.#summary];
  }

  /** Makes the maps anew, for another network. */
  build(net: PlaneNetwork): void {
    if (this.#shown && (net.setting.hidden[this.#shown.layer] ?? 0) <= this.#shown.neuron) this.#shown = undefined;
    this.#neurons.build(net);
  }

  /** Draws what changes from step to step. */
  draw(net: PlaneNetwork): void {
    const fields = net.responses(grid);
    const values = fields[this.#shown?.layer ?? fields.length - 1]![this.#shown?.neuron ?? 0]!;
    const bound = this.#shown ? largestOf(values) : 1;
    paintField(this.#canvas, values, this.#shown ? -bound : 0, bound);
    if (this.withTest) drawPoints(this.#canvas, net.test, false);
    drawPoints(this.#canvas, net.train, true);
    this.#neurons.paint(fields, this.#shown);
    drawCurves(this.#curves, net.history);
    drawNorms(this.#norms, net.gradientNorms());
    this.#counter.textContent = counterWords(net);
  }

  /** Says in words what the pictures show, when they stand still: a reader of the screen would not want to hear every step. */
  say(net: PlaneNetwork): void {
    const words = stateWords(net);
    this.#summary.textContent = words;
    this.#canvas.setAttribute('aria-label', `${pictureName(this.#shown)} on the plane. ${words}`);
    this.#caption.textContent = pictureCaption(this.#shown);
  }
}
