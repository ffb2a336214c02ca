/** What is used of JupyterLab's application. Types, and the one way to say something to the reader. */
import type { Contents } from './drive-of-page.js';
import type { Notebook } from './share-link.js';

export interface Context {
  readonly path: string;
  readonly ready: Promise<void>;
  readonly model: {
    toJSON(): Notebook & { metadata?: { kernelspec?: { name?: string; display_name?: string } } };
    readonly contentChanged: Connectable;
  };
  save(): Promise<void>;
}

interface Connectable {
  connect(slot: () => void): unknown;
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
  isEnabled?: () => boolean;
  execute(): Promise<void>;
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
    readonly kernels: { running(): Iterable<{ id: string }>; readonly serverSettings: { readonly WebSocket: typeof WebSocket } };
  };
  readonly docRegistry: { addWidgetExtension(factory: 'Notebook', extension: { createNew(panel: Panel): void }): unknown };
  readonly restored: Promise<void>;
}

/** A sentence in the corner of the page. A problem stays until it is closed. */
export function say(app: Application, message: string, type: 'info' | 'success' | 'error' = 'error'): void {
  void app.commands.execute('apputils:notify', { message, type, options: { autoClose: type === 'error' ? false : 8000 } });
}
