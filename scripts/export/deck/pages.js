/** Assigns units to slides, and fits each slide. */
import { heightOf, least, room, runningHeight, tolerance, width } from './sizes.js';

/** The text that reads the picture or the table before it, and should stand on the same slide. */
const reads = (unit, before) =>
  /^\s*What to see/.test(unit.box.textContent) && before?.box.querySelector('.jp-OutputArea-output') && !unit.box.classList.contains('pair');

/**
 * Assigns units to pages: pictures and their texts together, as few pages as possible, evenly filled, and no heading at the end. A single
 * unit may be too high; it is made smaller later.
 */
export const paged = (units) => {
  const parted = units.map((unit, i) => Number(Boolean(reads(unit, units[i - 1]))));
  const hasHeading = ({ box }) => box.querySelector('h1, h2, h3') !== null;
  const free = (from, to) =>
    room - (hasHeading(units[from]) ? 0 : runningHeight) - units.slice(from, to).reduce((total, unit) => total + unit.height, 0);
  if (free(0, units.length) > room - room / tolerance) return [units];
  // best[n]: the best layout of the first n units.
  const best = [{ parted: 0, pages: 0, uneven: 0, starts: [] }];
  const compared = (one, other) => one.parted - other.parted || one.pages - other.pages || one.uneven - other.uneven;
  for (let to = 1; to <= units.length; to++) {
    for (let from = to - 1; from >= 0; from--) {
      const left = free(from, to);
      // A heading is not left alone for a part that is a little too high with it, nor a picture for its text.
      const belong = from === to - 2 && (units[from].heading || parted[to - 1]);
      const lowest = belong ? room - room / tolerance : 0;
      if (from < to - 1 && (left < lowest || units[to - 1].heading)) continue;
      const before = best[from];
      const made = {
        parted: before.parted + parted[from],
        pages: before.pages + 1,
        uneven: before.uneven + left ** 2,
        starts: [...before.starts, from],
      };
      if (!best[to] || compared(made, best[to]) < 0) best[to] = made;
    }
  }
  const { starts } = best[units.length];
  return starts.map((from, i) => units.slice(from, starts[i + 1]));
};

/** Makes a slide's content smaller until it fits; smaller text also has fewer lines. */
export const shrink = (content) => {
  let zoom = 1;
  while (heightOf(content) > room && zoom > least) {
    zoom = Math.max(least, zoom * Math.max(0.7, Math.min(0.98, (room / heightOf(content)) ** 0.7)));
    content.style.zoom = zoom.toFixed(3);
  }
};

/** Charts get the remaining height of a slide, so that the last row of the room can read their labels. */
export const grow = (content) => {
  const charts = [...content.querySelectorAll('figure.vega-chart')].filter((chart) => !chart.closest('.pair, .row'));
  if (charts.length === 0) return;
  const taken = charts.reduce((total, chart) => total + heightOf(chart), 0);
  const free = room - heightOf(content);
  const widest = Math.max(...charts.map((chart) => chart.querySelector('svg, img')?.getBoundingClientRect().width ?? width));
  const zoom = Math.min(1.6, (taken + free - 8) / taken, (width - 60) / widest);
  if (zoom > 1.02) for (const chart of charts) chart.style.zoom = zoom.toFixed(3);
};
