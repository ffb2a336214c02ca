/** Modules that JupyterLab's page has: what the extension uses of their public API. */
declare module '@jupyterlab/application' {
  export interface JupyterFrontEnd {
    readonly commands: import('@lumino/commands').CommandRegistry;
    readonly shell: {
      add(widget: import('@lumino/widgets').Widget, area: string, options?: { rank?: number }): void;
      activateById(id: string): void;
    };
    readonly serviceManager: {
      readonly serverSettings: { readonly baseUrl: string };
      readonly contents: { copy(path: string, toFolder: string): Promise<{ readonly path: string }> };
    };
  }
  /** Restores widgets at a reload; absent in Notebook 7. */
  export const ILayoutRestorer: object;
}

declare module '@jupyterlab/apputils' {
  export const ICommandPalette: object;
  export interface ICommandPalette {
    addItem(item: { command: string; category: string }): unknown;
  }
  interface DialogButton {
    readonly accept: boolean;
  }
  export const Dialog: {
    cancelButton(): DialogButton;
    warnButton(options: { label: string }): DialogButton;
  };
  export function showDialog(options: { title: string; body: string; buttons: readonly DialogButton[] }): Promise<{ button: DialogButton }>;
  export const InputDialog: {
    getText(options: { title: string; label?: string; text?: string; selectionRange?: number }): Promise<{ value: string | null }>;
  };
  export const Notification: {
    info(message: string, options?: { autoClose?: number }): string;
    warning(message: string, options?: { autoClose?: number }): string;
  };
}

declare module '@jupyterlab/codemirror' {
  export const IEditorExtensionRegistry: object;
  export interface IEditorExtensionRegistry {
    addExtension(factory: { name: string; factory(options: { inline: boolean }): object }): void;
  }
  export const EditorExtensionRegistry: { createImmutableExtension(extension: import('@codemirror/state').Extension): object };
}

declare module '@jupyterlab/mainmenu' {
  export const IMainMenu: object;
  export interface IMainMenu {
    readonly fileMenu: { addGroup(items: readonly { command: string }[], rank?: number): unknown };
  }
}

declare module '@jupyterlab/notebook' {
  type Signal<S, A> = import('@lumino/signaling').ISignal<S, A>;
  export const INotebookTracker: object;
  export interface INotebookTracker {
    readonly currentWidget: NotebookPanel | null;
    readonly currentChanged: Signal<unknown, NotebookPanel | null>;
    readonly widgetAdded: Signal<unknown, NotebookPanel>;
    forEach(visit: (panel: NotebookPanel) => void): void;
  }
  export interface SharedText {
    getSource(): string;
    updateSource(start: number, end: number, value: string): void;
    transact(change: () => void): void;
  }
  export interface Cell {
    readonly model: { readonly type: string; readonly id: string; readonly sharedModel: SharedText };
    readonly editor: { readonly editor: import('@codemirror/view').EditorView } | null;
  }
  export interface Kernel {
    readonly id: string;
    readonly info: Promise<{ readonly implementation: string }>;
    readonly status: string;
    createComm(target: string): Comm;
  }
  export interface Comm {
    readonly isDisposed: boolean;
    onMsg: (message: {
      readonly content: { readonly data: unknown };
      readonly buffers?: readonly (ArrayBuffer | ArrayBufferView)[];
    }) => void;
    onClose: (message: unknown) => void;
    open(data?: unknown): unknown;
    send(data: unknown): unknown;
    close(): unknown;
  }
  export interface NotebookPanel {
    readonly isDisposed: boolean;
    readonly context: { readonly path: string; readonly model: { fromJSON(content: object): void }; save(): Promise<void> };
    readonly content: {
      readonly widgets: readonly Cell[];
      readonly activeCell: Cell | null;
      readonly rendermime: RenderMime;
    };
    readonly sessionContext: {
      readonly session: { readonly kernel: Kernel | null } | null;
      readonly kernelChanged: Signal<unknown, unknown>;
      readonly statusChanged: Signal<unknown, string>;
    };
  }
  export interface RenderMime {
    createModel(options: { data: Record<string, string> }): object;
    createRenderer(mime: string): import('@lumino/widgets').Widget & { renderModel(model: object): Promise<void> };
  }
  export const NotebookActions: {
    readonly executionScheduled: Signal<unknown, { readonly notebook: NotebookPanel['content'] }>;
    readonly executed: Signal<unknown, { readonly notebook: NotebookPanel['content'] }>;
  };
}

declare module '@jupyterlab/statedb' {
  export const IStateDB: object;
  export interface IStateDB {
    fetch(id: string): Promise<unknown>;
    save(id: string, value: object): Promise<void>;
  }
}

declare module '@lumino/commands' {
  export class CommandRegistry {
    addCommand(
      id: string,
      options: {
        label: string | ((args: Record<string, unknown>) => string);
        caption?: string;
        isEnabled?: () => boolean;
        execute(args: Record<string, unknown>): unknown;
      },
    ): unknown;
    addKeyBinding(options: { command: string; keys: string[]; selector: string }): unknown;
    execute(id: string, args?: object): Promise<unknown>;
    hasCommand(id: string): boolean;
  }
}

declare module '@lumino/signaling' {
  export interface ISignal<S, A> {
    connect(slot: (sender: S, args: A) => void): boolean;
    disconnect(slot: (sender: S, args: A) => void): boolean;
  }
}

declare module '@lumino/widgets' {
  export class Widget {
    constructor(options?: { node?: HTMLElement });
    static attach(widget: Widget, host: HTMLElement): void;
    readonly node: HTMLElement;
    readonly isVisible: boolean;
    readonly isDisposed: boolean;
    id: string;
    readonly title: { label: string; caption: string; iconClass: string; closable: boolean };
    addClass(name: string): void;
    dispose(): void;
    protected onAfterAttach(message: unknown): void;
    protected onAfterShow(message: unknown): void;
    protected onBeforeHide(message: unknown): void;
  }
  export class Menu extends Widget {
    constructor(options: { commands: import('@lumino/commands').CommandRegistry });
    addItem(item: { command: string; args?: object }): unknown;
    open(x: number, y: number): void;
    activeIndex: number;
    readonly aboutToClose: import('@lumino/signaling').ISignal<Menu, void>;
  }
}

declare module '*.css' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: esbuild gives a text so
  export default text;
}
