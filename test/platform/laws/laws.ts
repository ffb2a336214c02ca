/** Laws that both forms of a platform interface keep. A law takes the form that the build chooses: Node's, or the browser's. */
export interface Laws {
  /** The interface, as the field `browser` of kernel-helpers' package.json names it. */
  readonly name: string;
  /** Each law, ready to be run. */
  readonly laws: ReadonlyMap<string, () => Promise<void>>;
}

export function lawsOf<T>(of: {
  name: string;
  load(): Promise<T>;
  laws: Readonly<Record<string, (form: T) => void | Promise<void>>>;
}): Laws {
  const run = (law: (form: T) => void | Promise<void>) => async () => law(await of.load());
  return { name: of.name, laws: new Map(Object.entries(of.laws).map(([title, law]) => [title, run(law)])) };
}

/** What became of a law: the error's text, or undefined where it holds. */
export interface Verdict {
  readonly name: string;
  readonly title: string;
  readonly error: string | undefined;
}

/** One after the other: laws of timers and of the realm must not meet. */
export async function verdicts(all: readonly Laws[]): Promise<Verdict[]> {
  const out: Verdict[] = [];
  for (const { name, laws } of all) {
    for (const [title, run] of laws) {
      const error = await run().then(
        () => undefined,
        (thrown: unknown) => (thrown instanceof Error ? `${thrown.message}\n${thrown.stack}` : String(thrown)),
      );
      out.push({ name, title, error });
    }
  }
  return out;
}
