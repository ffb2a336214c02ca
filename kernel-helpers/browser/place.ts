/** Where the lab's own static files lie. Set once in each worker, before anything is loaded. */
const key = Symbol.for('lecture-lab.browser');

interface Place {
  /** The address of the folder `static/`, with a slash at its end. */
  base: string;
  /** Sizes of the files below `fs/`, by the path under which cells see them. */
  files: Readonly<Record<string, number>>;
}

const realm = globalThis as { [key]?: Place };

export function setPlace(place: Place): void {
  realm[key] = place;
}

export function place(): Place {
  const found = realm[key];
  if (!found) throw new Error('the worker was not told where its files lie');
  return found;
}
