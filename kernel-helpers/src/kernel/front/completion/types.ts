/** What completion returns: the answers to `complete_request`, `inspect_request` and `is_complete_request`. Types only. */

export interface Completeness {
  readonly status: 'complete' | 'incomplete' | 'invalid';
  /** The indent of the next line; only with `incomplete`. */
  readonly indent?: string;
}

export interface CompletionMatch {
  readonly text: string;
  /** Jupyter's kind of thing: `function`, `class`, `property`, `keyword`, … */
  readonly type: string;
  readonly signature?: string;
  readonly documentation?: string;
}

/** Cursor positions count unicode code points, as the protocol says. */
export interface Completions {
  readonly matches: readonly CompletionMatch[];
  readonly cursorStart: number;
  readonly cursorEnd: number;
  /** The `metadata` of `complete_reply`, with `_jupyter_types_experimental`. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface Inspection {
  readonly found: boolean;
  /** `text/plain` and `text/markdown`; empty where nothing was found. */
  readonly data: Readonly<Record<string, string>>;
}
