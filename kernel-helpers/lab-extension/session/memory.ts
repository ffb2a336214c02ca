/** How many tensors there are, and what they hold, over time. */
import type { MemorySample } from '../../src/kernel/shared/session.js';
import { lineChart } from './chart.js';
import { html, section, setText } from './dom.js';
import { bytesText, counted } from './numbers.js';

export class MemoryChart {
  readonly node: HTMLElement;
  readonly #note = html('p');
  readonly #chart = html('div');
  #drawn = 0;

  constructor() {
    this.node = section('Tensors', this.#note, this.#chart);
  }

  show(samples: readonly MemorySample[]): void {
    const last = samples.at(-1);
    if (last?.time === this.#drawn) return;
    this.#drawn = last?.time ?? 0;
    setText(this.#note, last ? `${counted(last.tensors, 'tensor')}, ${bytesText(last.bytes)}` : 'TensorFlow is not loaded.');
    const [first] = samples;
    if (!first || !last || samples.length < 2) {
      this.#chart.replaceChildren();
      return;
    }
    const points = samples.map(({ time, bytes }) => [(time - first.time) / 1000, bytes / 2 ** 20] as const);
    const counts = samples.map(({ time, tensors }) => [(time - first.time) / 1000, tensors] as const);
    const x = 's since the panel was opened';
    this.#chart.replaceChildren(
      chart([...counts], x, 'tensors', `number of tensors over time, now ${last.tensors}`),
      chart([...points], x, 'MiB', `memory of tensors over time, now ${bytesText(last.bytes)}`),
    );
  }
}

const chart = (points: (readonly [number, number])[], x: string, y: string, description: string): SVGSVGElement =>
  lineChart([{ name: y, color: 0, points }], { description, x, y, height: 100, fromZero: true });
