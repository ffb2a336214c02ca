/** Type and documentation of what is under the pointer. */
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { Places } from './place.js';
import { code, markdown, tooltip } from './tooltip.js';

export function hover(places: Places): Extension {
  return hoverTooltip(async (view, position) => {
    const place = places.of(view);
    if (!place) return null;
    const found = await place.client.ask('hover', { code: view.state.doc.toString(), position }).catch(() => null);
    if (!found || found.to > view.state.doc.length) return null;
    const dom = tooltip(code(found.signature));
    if (found.documentation) await markdown(dom, found.documentation, place.panel.content.rendermime);
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom }) };
  });
}
