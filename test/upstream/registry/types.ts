/** A behaviour of another project that the lab wraps, replaces or reaches into. */
export interface Patch {
  /** The name that stands in the sources as `Patch: <id>`, and at the start of the title of its test. */
  readonly id: string;
  /** Whose behaviour it is, and where. */
  readonly target: string;
  /** What the lab does instead. */
  readonly instead: string;
  /** Why: what is wrong with it, or what it is not made for. */
  readonly reason: string;
  /** Where it was reported, or `not reported`. */
  readonly issue: string;
  /**
   * `fault`: upstream may mend it, and the test fails then. `design`: upstream is right for its own purpose; the test fails when what the lab
   * relies on is gone.
   */
  readonly kind: 'fault' | 'design';
  /** The files that have it, each with the mark; those that can hold no comment stand in `unmarked`. */
  readonly files: readonly string[];
  readonly unmarked?: readonly string[];
  /** Where the test is not one of `test/upstream`: its file, and words of its title. */
  readonly test?: { readonly file: string; readonly title: string };
}

export const notReported = 'not reported';
