/** The parameters of the call that is being written: shown at `(` and `,`, and while the cursor stays in it. */
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { TypingSignature } from '../../src/kernel/shared/typing.js';
import type { Places } from './place.js';
import { tooltip } from './tooltip.js';

const show = StateEffect.define<{ readonly at: number; readonly help: TypingSignature } | null>();

const field = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, { effects, changes }) {
    for (const effect of effects) if (effect.is(show)) return effect.value && tooltipOf(effect.value.at, effect.value.help);
    return value && { ...value, pos: changes.mapPos(value.pos) };
  },
  provide: (own) => showTooltip.from(own),
});

export function signature(places: Places): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      #asked = 0;

      update(update: ViewUpdate): void {
        const { view, state } = update;
        const open = state.field(field) !== null;
        if (update.focusChanged && !view.hasFocus) this.#hide(view, open);
        else if (opensCall(update) || (open && (update.docChanged || update.selectionSet))) void this.#ask(view);
      }

      async #ask(view: EditorView): Promise<void> {
        const asked = ++this.#asked;
        const { doc, selection } = view.state;
        const at = selection.main.head;
        const help = await places
          .of(view)
          ?.client.ask('signature', { code: doc.toString(), position: at })
          .catch(() => null);
        if (asked !== this.#asked || view.state.doc !== doc) return;
        view.dispatch({ effects: show.of(help ? { at, help } : null) });
      }

      #hide(view: EditorView, open: boolean): void {
        this.#asked++;
        // An update must not start another one.
        if (open) queueMicrotask(() => view.dispatch({ effects: show.of(null) }));
      }
    },
  );
  return [field, plugin];
}

/** Whether the user has just written `(` or `,`; the closing bracket may have come with it. */
function opensCall({ transactions }: ViewUpdate): boolean {
  return transactions.some((transaction) => {
    let opens = false;
    if (transaction.isUserEvent('input'))
      transaction.changes.iterChanges((_a, _b, _c, _d, text) => (opens ||= /^[(,]\)?$/.test(text.toString())));
    return opens;
  });
}

function tooltipOf(pos: number, { label, parameters, active, documentation, index, count }: TypingSignature): Tooltip {
  return {
    pos,
    above: true,
    create() {
      const line = document.createElement('div');
      line.className = 'lecture-lab-code';
      const span = parameters[active];
      const marked = document.createElement('span');
      marked.className = 'lecture-lab-active';
      marked.textContent = label.slice(span?.from ?? 0, span?.to ?? 0);
      line.append(label.slice(0, span?.from ?? 0), marked, label.slice(span?.to ?? 0));
      const dom = tooltip(line);
      dom.classList.add('lecture-lab-signature');
      for (const text of [span?.documentation, documentation, count > 1 ? `${index + 1} of ${count} forms` : '']) {
        if (!text) continue;
        const paragraph = document.createElement('div');
        paragraph.textContent = text;
        dom.append(paragraph);
      }
      return { dom };
    },
  };
}
