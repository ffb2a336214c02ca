/** What the front end and the kernel say to each other about a cell that is being written; see docs/KERNEL.md. Types, and one name. */

/** The comm target that answers. */
export const typingTarget = 'lecture-lab.typing';

/** Positions count UTF-16 units of the cell's text, as editors in a browser do. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TextEdit extends Span {
  readonly insert: string;
}

export interface CellText {
  readonly id: string;
  readonly code: string;
}

export interface TypingDiagnostic extends Span {
  readonly severity: 'error' | 'warning';
  /** TypeScript's code, such as `TS2322`; empty for a message of the kernel's own. */
  readonly code: string;
  readonly message: string;
}

export interface TypingHover extends Span {
  readonly signature: string;
  /** Markdown; empty where there is none. */
  readonly documentation: string;
}

export interface TypingSignature {
  readonly label: string;
  /** Where each parameter stands in the label, and what is said of it. */
  readonly parameters: readonly (Span & { readonly documentation: string })[];
  readonly active: number;
  readonly documentation: string;
  /** Which of how many overloads this is, from 0. */
  readonly index: number;
  readonly count: number;
}

export interface TypingFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What can be asked, by kind: the question and its result. */
export interface TypingQuestions {
  /** `above`: the cells above that have not run yet, or still run: what they declare is not known, and not missing either. */
  diagnostics: { question: { code: string; above?: readonly string[] }; result: readonly TypingDiagnostic[] };
  hover: { question: { code: string; position: number }; result: TypingHover | null };
  signature: { question: { code: string; position: number }; result: TypingSignature | null };
  /** The fixes of the messages that touch the span. */
  fixes: { question: { code: string } & Span; result: readonly TypingFix[] };
  /** `cells` are all code cells of the notebook, in order. */
  rename: {
    question: { cells: readonly CellText[]; cell: string; position: number; name: string };
    result: readonly { readonly id: string; readonly edits: readonly TextEdit[] }[];
  };
  format: { question: { code: string }; result: readonly TextEdit[] };
}

export type TypingKind = keyof TypingQuestions;

/** The data of a comm message to the kernel. */
export type TypingRequest = { [K in TypingKind]: { readonly id: number; readonly kind: K } & TypingQuestions[K]['question'] }[TypingKind];

/** The data of its answer. */
export type TypingAnswer =
  | { readonly id: number; readonly result: TypingQuestions[TypingKind]['result'] }
  /** A newer request of this kind came before the work began. */
  | { readonly id: number; readonly cancelled: true }
  | { readonly id: number; readonly error: string };
