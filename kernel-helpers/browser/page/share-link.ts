/** A notebook inside an address: compressed, behind `#`, which no server gets to see. */

/** Longest address, in characters: mail and chat programs cut longer ones. */
export const longestLink = 60 * 1024;
/** Most characters of a notebook that a link may unpack to: a few kilobytes could hold gigabytes. */
const longestNotebook = 10 * 1024 * 1024;
const mark = '#share=1.';

export interface Shared {
  /** The notebook's file name. */
  readonly name: string;
  readonly notebook: Notebook;
}

export interface Notebook {
  readonly nbformat: number;
  readonly cells: readonly object[];
}

/** The notebook without what its cells have shown: who opens it runs it again. */
function withoutOutputs(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => {
    const { cell_type } = cell as { cell_type?: string };
    return cell_type === 'code' ? { ...cell, outputs: [], execution_count: null } : cell;
  });
  return { ...notebook, cells };
}

async function through(bytes: Uint8Array, stream: GenericTransformStream, most = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = (new Blob([bytes as BlobPart]).stream().pipeThrough(stream) as ReadableStream<Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError('it is too large');
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

const base64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/**
 * @param page the address of the lab's page
 * @returns the address that opens a copy of the notebook, of any length (see `longestLink`)
 */
export async function linkOf({ name, notebook }: Shared, page: string): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(withoutOutputs(notebook)));
  const packed = await through(text, new CompressionStream('gzip'));
  return `${page.replace(/[?#].*$/, '')}${mark}${encodeURIComponent(name)}.${base64url(packed)}`;
}

/**
 * @param hash the part of an address from `#` on
 * @returns what it holds; undefined where it is no shared notebook
 * @throws one sentence, where it is one and cannot be read
 */
export async function readLink(hash: string): Promise<Shared | undefined> {
  if (!hash.startsWith(mark)) return undefined;
  try {
    const cut = hash.lastIndexOf('.');
    const name = decodeURIComponent(hash.slice(mark.length, cut));
    const letters = atob(
      hash
        .slice(cut + 1)
        .replaceAll('-', '+')
        .replaceAll('_', '/'),
    );
    const bytes = Uint8Array.from(letters, (c) => c.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await through(bytes, new DecompressionStream('gzip'), longestNotebook));
    return { name: fileName(name), notebook: notebookOf(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `This link does not hold a whole notebook (${why}). It was probably cut on its way: ask for it again, or for the notebook as a file.`,
    );
  }
}

/** @throws where the text is not a notebook that the lab can show */
export function notebookOf(text: string): Notebook {
  const found = parsed(text) as Partial<Notebook> | null;
  if (found?.nbformat !== 4 || !Array.isArray(found.cells)) throw new Error('it is no notebook of version 4');
  return found as Notebook;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is not JSON, as notebooks are');
  }
}

/** A name that stays in the drive's first folder. */
const fileName = (name: string): string => {
  const plain = name.replace(/[\\/:*?"<>|]/g, '-').replace(/^[.\s]+/, '');
  return plain.endsWith('.ipynb') ? plain : `${plain || 'shared'}.ipynb`;
};
