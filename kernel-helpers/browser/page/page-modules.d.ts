/** Modules that JupyterLite's page has: what the extension uses of them. */
declare module '@jupyterlab/coreutils' {
  export const PageConfig: { getOption(name: string): string };
  export const URLExt: { join(...parts: string[]): string };
}

declare module '@jupyterlab/apputils' {
  export const Dialog: { okButton(options: { label: string }): object };
  export function showDialog(options: { title: string; body: string; buttons: readonly object[] }): Promise<unknown>;
}

declare module '@jupyterlite/services' {
  /** Tokens of JupyterLab's dependency injection. */
  export const IKernelSpecs: object;
  export const IKernelClient: object;
}

declare module '@lumino/signaling' {
  export class Signal<T, U> {
    constructor(sender: T);
    connect(slot: (sender: T, args: U) => void): boolean;
    emit(args: U): void;
  }
}

/** h5wasm itself, where `h5wasm` means the form that loads it later; the build knows the name. */
declare module 'h5wasm-library';
