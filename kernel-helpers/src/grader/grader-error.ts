/** An error that a lecturer can act on: one plain sentence, shown without a stack, and what to do. */
export class GraderError extends Error {
  override readonly name = 'GraderError';
  /** Says to the commands that the message explains itself; see `scripts/command-error.mjs`. */
  readonly kind: 'usage' | 'missing' | 'failed';
  readonly remedy: string | undefined;

  constructor(message: string, { kind = 'failed', remedy }: { kind?: 'usage' | 'missing' | 'failed'; remedy?: string } = {}) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
  }
}
