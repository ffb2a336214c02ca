/** One output of a cell, updated in place by its display id. */
import { randomUUID } from 'node:crypto';
import type { MimeBundle } from '../kernel/shared/api.js';
import { handle } from './handle.js';
import { runningKernel } from './kernel.js';

/** An output that is shown. `update` draws it again in the same place. */
export interface Shown<T> {
  /** Replaces what is shown by another value of the same kind. Outside a notebook it does nothing. */
  update(next: T): void;
}

/**
 * Shows a MIME bundle; the richest form that the front end knows is drawn.
 * Outside a notebook the first line of its `text/plain` is printed instead.
 * @param bundle representations by MIME type; give `text/plain` always
 * @returns a handle whose `update(bundle)` replaces it in place
 */
export function showBundle(bundle: MimeBundle): Shown<MimeBundle> {
  const displayId = randomUUID();
  const kernel = runningKernel();
  if (kernel) kernel.display(bundle, { displayId });
  else console.log(shortText(bundle));
  return handle<Shown<MimeBundle>>({ update: (next) => runningKernel()?.display(next, { displayId, update: true }) });
}

function shortText(bundle: MimeBundle): string {
  const text = bundle['text/plain'];
  const line = typeof text === 'string' ? (text.split('\n', 1)[0] ?? '') : `[${Object.keys(bundle).join(', ')}]`;
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** A kind of output: how a thing becomes a bundle. */
export function shownAs<T>(bundleOf: (thing: T) => MimeBundle): (thing: T) => Shown<T> {
  return (thing) => {
    // Outside a notebook only the text of the bundle is printed, so no picture is drawn.
    const shown = showBundle(bundleOf(thing));
    return handle<Shown<T>>({ update: (next) => runningKernel() && shown.update(bundleOf(next)) });
  };
}
