/** The hidden layers: their number, and the neurons of each. */
import { largest } from '../../src/playground/setting.js';
import { element } from './element.js';
import { type Field, menu } from './fields.js';

const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

export function layersField(now: () => readonly number[], change: (hidden: readonly number[]) => void): Field<readonly number[]> {
  const count = menu('Hidden layers', upTo(0, largest.layers), (layers) => {
    const size = now().at(-1) ?? 4;
    change(upTo(0, layers - 1).map((l) => now()[l] ?? size));
  });
  const sizes = upTo(0, largest.layers - 1).map((l) =>
    menu(`Neurons in layer ${l + 1}`, upTo(1, largest.neurons), (units) => change(now().map((old, i) => (i === l ? units : old)))),
  );
  return {
    row: element('div', { className: 'layers' }, count.row, ...sizes.map(({ row }) => row)),
    show(hidden) {
      count.show(hidden.length);
      for (const [l, size] of sizes.entries()) {
        size.row.hidden = l >= hidden.length;
        if (l < hidden.length) size.show(hidden[l]!);
      }
    },
  };
}
