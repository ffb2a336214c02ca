/** Tooltips, in pages that may draw again under the mouse. */
import type { Locator } from 'playwright-core';
import { until } from '../support/eventually.js';

/**
 * Puts the mouse on a place, again and again until a tooltip says what is wanted: what is drawn anew under the mouse loses its tooltip.
 * @param options of Playwright's `hover`
 * @returns what the tooltip said last, which the test then checks
 */
export async function saysOnHover(
  place: Locator,
  tooltip: string,
  wanted: RegExp,
  options?: Parameters<Locator['hover']>[0],
): Promise<string> {
  const shown = place.page().locator(tooltip);
  // All that are there, in one step: the tooltip may go between a wait for it and a question to it.
  const read = async () => (await shown.allInnerTexts()).join('\n').replace(/\s+/g, ' ').trim();
  for (let tries = 1; ; tries++) {
    await place.hover(options);
    const said = await until(read, (text) => wanted.test(text), 50);
    if (wanted.test(said) || tries === 6) return said;
    await place.page().mouse.move(5, 5); // a mouse that stays where it is tells the page nothing
  }
}
