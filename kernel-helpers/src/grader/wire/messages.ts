/** The messages between the grader and a submission: one line of JSON each. */

/** A value as it crosses: JSON, with `{ $: tag }` for values that JSON does not have. */
export type Wire = unknown;

/** What one side asks of an object or a function of the other. */
export type Operation =
  | { readonly op: 'apply'; readonly target: Target; readonly self?: Wire; readonly args: readonly Wire[] }
  | { readonly op: 'construct'; readonly target: Target; readonly args: readonly Wire[] }
  | { readonly op: 'get'; readonly target: Target; readonly key: Wire }
  | { readonly op: 'has'; readonly target: Target; readonly key: Wire }
  | { readonly op: 'delete'; readonly target: Target; readonly key: Wire }
  | { readonly op: 'set'; readonly target: Target; readonly key: Wire; readonly value: Wire }
  | { readonly op: 'keys'; readonly target: Target }
  | { readonly op: 'prototype'; readonly target: Target }
  | { readonly op: 'text'; readonly target: Target }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'settled'; readonly promise: number };

/** An object by its number, or a name of the notebook, which lives on when the process is started again. */
export type Target = { readonly id: number } | { readonly name: string };

/** What only the grader asks: run a cell, make names known. */
export type Command = { readonly op: 'run'; readonly cell: SubmissionCell } | { readonly op: 'bind'; readonly names: readonly string[] };

export interface SubmissionCell {
  readonly number: number;
  readonly source: string;
}

/** An argument, or an object that came over before, that has another content now. */
export interface Change {
  /** The number of the object and whose number it is, seen from the one who reads. */
  readonly id: number;
  readonly yours: boolean;
  readonly kind: string;
  readonly content: Wire;
}

export interface Reply {
  readonly value?: Wire;
  readonly thrown?: Wire;
  /** The promise is not settled yet. */
  readonly pending?: boolean;
  readonly changes?: readonly Change[];
}

/** What a cell showed: a text, a picture in base64. */
export interface CellOutput {
  readonly text?: string;
  readonly png?: string;
}

/** How a cell ended. */
export interface CellRun {
  readonly ok: boolean;
  readonly error?: string;
  readonly traceback?: string;
  readonly outputs?: readonly CellOutput[];
  /** What it printed, cut. */
  readonly printed?: string;
}
