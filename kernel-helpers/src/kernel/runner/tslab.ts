/** The module `tslab` as cells see it: the public API of tslab 1.0.22, so that notebooks written for it run unchanged. */
import { randomUUID } from 'node:crypto';
import { kernelApi } from './kernel-api.js';

// Patch: tslab-module
/** tslab's `Display`: one method for each kind of content. */
export class Display {
  readonly #id: string | undefined;
  #shown = false;

  constructor(id?: string) {
    this.#id = id;
  }

  javascript(s: string): void {
    this.raw('text/javascript', s);
  }
  html(s: string): void {
    this.raw('text/html', s);
  }
  markdown(s: string): void {
    this.raw('text/markdown', s);
  }
  latex(s: string): void {
    this.raw('text/latex', s);
  }
  svg(s: string): void {
    this.raw('image/svg+xml', s);
  }
  png(b: Uint8Array): void {
    this.raw('image/png', b);
  }
  jpeg(b: Uint8Array): void {
    this.raw('image/jpeg', b);
  }
  gif(b: Uint8Array): void {
    this.raw('image/gif', b);
  }
  pdf(b: Uint8Array): void {
    this.raw('application/pdf', b);
  }
  text(s: string): void {
    this.raw('text/plain', s);
  }

  /** Shows content of any MIME type; a display made by `newDisplay` overwrites what it showed before. */
  raw(contentType: string, b: string | Uint8Array): void {
    const id = this.#id;
    kernelApi.display({ [contentType]: b }, id === undefined ? {} : { displayId: id, update: this.#shown });
    this.#shown = true;
  }
}

/** What `import … from 'tslab'` gives. */
export function tslabModule(typescriptVersion: string) {
  const names = {
    versions: { tslab: '1.0.22', typescript: typescriptVersion, node: process.version },
    display: new Display(),
    newDisplay: () => new Display(randomUUID().replaceAll('-', '').slice(0, 16)),
  };
  return { ...names, default: names };
}
