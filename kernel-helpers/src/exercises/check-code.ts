import { type Checked, showVerdict, type VerdictLine } from './verdict.js';

/** A property that the student's code must have. It holds unless it throws or returns `false`. */
export type CodeProperty<F> = (code: F) => unknown;

/**
 * Checks each property of a student's function, and says which hold. It never throws for code that is wrong or that throws.
 *
 * @param title the exercise
 * @param code the student's function; `undefined` is no answer yet. A function whose body still throws an error with the text `to do` counts as
 *   no answer too
 * @param properties by name, as the report shows it; in a property use `expectClose`, `expectThat` or `assert`, or return a boolean
 * @example await checkCode('2 your average', average, { 'a constant stays': (f) => expectClose(f([3, 3], 0.5), [3, 3]) });
 */
export async function checkCode<F>(
  title: string,
  code: F | undefined,
  properties: Readonly<Record<string, CodeProperty<F>>>,
): Promise<Checked> {
  const lines: VerdictLine[] = [];
  for (const [name, property] of Object.entries(code === undefined ? {} : properties)) {
    const wrong = await fault(property, code as F);
    if (wrong === 'to do') break;
    lines.push(wrong === undefined ? { verdict: 'right', text: name } : { verdict: 'not yet', text: `${name}: ${wrong}` });
  }
  return showVerdict(title, lines.length === 0 ? [{ verdict: 'open', text: 'not answered yet' }] : lines);
}

async function fault<F>(property: CodeProperty<F>, code: F): Promise<string | undefined> {
  try {
    return (await property(code)) === false ? 'does not hold yet' : undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return (text.split('\n', 1)[0] ?? '').slice(0, 200);
  }
}
