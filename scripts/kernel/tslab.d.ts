/** The types of the module `tslab` in cells, where the package tslab is not installed. */

/** One method for each kind of content. */
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  /** Shows content of any MIME type. */
  raw(contentType: string, b: string | Uint8Array): void;
}

export declare const versions: { readonly tslab: string; readonly typescript: string; readonly node: string };
/** Shows rich content below the cell. */
export declare const display: Display;
/** A display that replaces what it showed before. */
export declare function newDisplay(): Display;
declare const tslab: { readonly versions: typeof versions; readonly display: Display; readonly newDisplay: typeof newDisplay };
export default tslab;
