/** The current value of a slider or an animation, shown above the top right corner of the plot. */
import type { Layer } from './terrain.js';
import { ink, labelSize } from './theme.js';

/** @param expression a Vega expression of the text, such as `'step ' + step` */
export const readingLayer = (expression: string): Layer =>
  ({
    data: { values: [{}] },
    mark: {
      type: 'text',
      align: 'right',
      baseline: 'bottom',
      x: 'width',
      y: -6,
      fontSize: labelSize + 3,
      fontWeight: 600,
      color: ink.text,
      text: { expr: expression },
    },
  }) as unknown as Layer;
