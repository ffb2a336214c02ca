/** A chart that follows running work. */
import type { Chart } from '../plots/types.js';
import { showChart } from './chart.js';
import { handle } from './handle.js';
import { runningKernel } from './kernel.js';
import type { Shown } from './output.js';
import { throttle } from './throttle.js';

/** A live chart; see `liveChart`. */
export interface LiveChart {
  /** Draws again if the last drawing is old enough. `draw` is called only then. */
  update(draw: () => Chart): void;
  /** Draws the last state at once. Call it when the work is over. */
  end(draw?: () => Chart): void;
}

/**
 * A chart that is drawn again while work runs, in one place, at most once in each period.
 * Outside a notebook one line is printed at the end.
 * @param options.every shortest time between two drawings, ms, at least 0, default 300
 * @example
 * const live = liveChart();
 * for (…) { losses.push(step()); live.update(() => lineChart({ loss: losses }, { title: 'Loss' })); await tf.nextFrame(); }
 * live.end();
 */
export function liveChart({ every = 300 }: { every?: number } = {}): LiveChart {
  const clock = throttle(every);
  let shown: Shown<Chart> | undefined;
  let latest: (() => Chart) | undefined;
  let pending = false;
  const draw = () => {
    if (!latest) return;
    const chart = latest();
    if (shown) shown.update(chart);
    else shown = showChart(chart);
    pending = false;
  };
  return handle<LiveChart>({
    update(next) {
      latest = next;
      pending = true;
      if (runningKernel() && clock.due()) draw();
    },
    end(next) {
      if (next) [latest, pending] = [next, true];
      if (pending) draw();
    },
  });
}
