/** JupyterLite's drive, which the browser keeps, as the kernels see it: files that are no notebooks. */
import type { DriveFile } from '../drive.js';

/** A file or folder as Jupyter's contents give it. */
export interface Model {
  readonly path: string;
  readonly type: string;
  readonly format?: string | null;
  readonly content?: unknown;
}

/** What is used of JupyterLab's contents manager. */
export interface Contents {
  get(path: string, options?: { content?: boolean }): Promise<Model>;
  save(path: string, model: object): Promise<Model>;
  delete(path: string): Promise<void>;
  readonly fileChanged: { connect(slot: (sender: unknown, change: Change) => void): unknown };
}

export interface Change {
  readonly type: 'new' | 'delete' | 'rename' | 'save';
  readonly oldValue: { readonly path?: string } | null;
  readonly newValue: { readonly path?: string; readonly type?: string } | null;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes of a file, in whatever form the contents hold them. */
export function bytesOf({ format, content }: Model): Uint8Array {
  if (format === 'base64') return Uint8Array.from(atob(String(content)), (c) => c.charCodeAt(0));
  return encode(typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

/** A file as the contents keep it: as text where it is text, so that the editor can open it. */
export function modelOf(path: string, bytes: Uint8Array): object {
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    const content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { path, name, type: 'file', format: 'text', mimetype: 'text/plain', content };
  } catch {
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    return { path, name, type: 'file', format: 'base64', mimetype: 'application/octet-stream', content: btoa(letters) };
  }
}

/** Why a file was not kept, in words. A full drive is one error in all browsers. */
export function whyNotKept(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  return /quota/i.test(`${name} ${message}`) ? 'its space for this site is full' : message.replace(/\.$/, '');
}

export class PageDrive {
  readonly #contents: Contents;
  readonly #say: (problem: string) => void;
  /** Files that a kernel is writing: the news of them need not go back to it. */
  readonly #own = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<(file: DriveFile) => void>();

  constructor(contents: Contents, say: (problem: string) => void) {
    this.#contents = contents;
    this.#say = say;
    contents.fileChanged.connect((_, change) => void this.#tell(change));
  }

  /** @returns ends it */
  onChange(listener: (file: DriveFile) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every file of the drive that is no notebook. */
  async files(folder = ''): Promise<DriveFile[]> {
    const { content } = await this.#contents.get(folder, { content: true });
    const parts = await Promise.all(
      (content as Model[]).map(async ({ path, type }) => {
        if (type === 'directory') return this.files(path);
        return type === 'notebook' ? [] : [{ path, bytes: bytesOf(await this.#contents.get(path, { content: true })) }];
      }),
    );
    return parts.flat();
  }

  /** Keeps what a cell wrote, or removes it; one after the other, in the order of the cells. */
  keep(file: DriveFile): void {
    this.#last = this.#last.then(() => this.#keep(file));
  }

  async #keep({ path, bytes }: DriveFile): Promise<void> {
    this.#own.add(path);
    try {
      await this.#folders(path);
      if (bytes) await this.#contents.save(path, modelOf(path, bytes));
      else await this.#contents.delete(path);
    } catch (error) {
      this.#say(
        `"${path}" could not be kept in this browser: ${whyNotKept(error)}. Cells have it until the kernel ends. Delete files that you no longer need, then write it again.`,
      );
    } finally {
      this.#own.delete(path);
    }
  }

  async #folders(path: string): Promise<void> {
    const parts = path.split('/').slice(0, -1);
    for (const [i, name] of parts.entries()) {
      const folder = parts.slice(0, i + 1).join('/');
      const known = await this.#contents.get(folder, { content: false }).catch(() => undefined);
      if (!known) await this.#contents.save(folder, { path: folder, name, type: 'directory', format: 'json', content: null });
    }
  }

  async #tell({ type, oldValue, newValue }: Change): Promise<void> {
    const gone = type === 'delete' || type === 'rename' ? oldValue?.path : undefined;
    if (gone !== undefined && !this.#own.has(gone)) this.#emit({ path: gone, bytes: undefined });
    const path = type === 'delete' ? undefined : newValue?.path;
    if (path === undefined || this.#own.has(path) || newValue?.type === 'notebook' || newValue?.type === 'directory') return;
    const model = await this.#contents.get(path, { content: true }).catch(() => undefined);
    if (model?.type === 'file') this.#emit({ path, bytes: bytesOf(model) });
  }

  #emit(file: DriveFile): void {
    for (const listener of this.#listeners) listener(file);
  }
}
