/** What is used of JupyterLab's application. Types, and the one way to say something to the reader. */
import type { Contents } from './drive-of-page.js';
import type { SavedContext } from './kept-document.js';
import type { Notebook } from './share-link.js';

export interface Context extends SavedContext {
  readonly path: string;
  readonly ready: Promise<void>;
  readonly model: SavedContext['model'] & {
    toJSON(): Notebook & { metadata?: { kernelspec?: { name?: string; display_name?: string } } };
  };
}

/** A notebook in a tab of the page. */
export interface Panel {
  readonly context: Context;
  readonly revealed: Promise<void>;
  setFragment(fragment: string): void;
}

interface Command {
  label: string | (() => string);
  caption: string;
  execute(args: { readonly message?: string }): Promise<void>;
}

export interface Application {
  readonly commands: {
    addCommand(id: string, command: Command): unknown;
    execute(id: string, args?: object): Promise<unknown>;
    notifyCommandChanged(id: string): void;
  };
  readonly shell: { readonly currentWidget: (Panel & { readonly content?: unknown }) | null };
  readonly serviceManager: {
    readonly contents: Contents;
    readonly sessions: { running(): Iterable<{ readonly path: string; readonly kernel: { readonly id: string } | null }> };
    readonly kernels: { running(): Iterable<{ id: string }>; readonly serverSettings: { readonly WebSocket: typeof WebSocket } };
  };
  readonly docRegistry: {
    /** What `createNew` returns, JupyterLab would dispose of when the document closes: a promise, too. */
    addWidgetExtension(factory: 'Notebook' | 'Editor', extension: { createNew(panel: Panel): undefined }): unknown;
  };
  readonly restored: Promise<void>;
}

/** JupyterLab cuts what a notice says beyond this many characters. */
const shownCharacters = 140;
/** The command that shows such a message whole. */
export const readAll = 'lecture-lab:read-all';

/** A sentence in the corner of the page. @param passes goes away by itself; by default a problem does not */
export function say(app: Application, message: string, type: 'info' | 'success' | 'error' = 'error', passes = type !== 'error'): void {
  const action = { label: 'Read all', caption: 'The whole message', commandId: readAll, args: { message } };
  const actions = message.length > shownCharacters ? [action] : [];
  void app.commands.execute('apputils:notify', { message, type, options: { autoClose: passes && 8000, actions } });
}
