import { escapeHtml, showBundle } from '../display/index.js';

/** Options of `predictFirst`. */
export interface PredictOptions {
  /** The answers to choose from, at least 2. Without them any guess is allowed. Default: none. */
  choices?: readonly string[];
  /** Unit of a guessed number, shown behind it. Default: none. */
  unit?: string;
}

/**
 * Asks for a guess before a surprising picture and holds the student to it. In a deck and on the site the same place has a field where the
 * lecturer types in the class's guesses; they are counted there and stored nowhere.
 *
 * @param question what is to be guessed
 * @param guess the student's guess; `undefined` is none yet
 * @throws RangeError for fewer than 2 choices; for a guess that is none of them it says so and does not throw
 * @example predictFirst('Which β is the smoothest curve?', undefined, { choices: ['0.5', '0.9', '0.98'] });
 */
export function predictFirst(question: string, guess: string | number | undefined, options: PredictOptions = {}): void {
  const { choices, unit = '' } = options;
  if (choices && choices.length < 2) throw new RangeError(`choices must hold at least 2 answers, got ${choices.length}`);
  const said = answerTo(guess, unit, choices);
  const attributes = `data-choices="${escapeHtml(JSON.stringify(choices ?? []))}" data-unit="${escapeHtml(unit)}"`;
  const list = choices ? `<br>${choices.map((choice) => escapeHtml(choice)).join(' · ')}` : '';
  const html = `<div class="lab-predict" ${attributes}><b>Predict first.</b> ${escapeHtml(question)}${list}<p style="margin:0">${escapeHtml(said)}</p></div>`;
  showBundle({ 'text/html': html, 'text/plain': `Predict first. ${question}${choices ? ` (${choices.join(', ')})` : ''} ${said}` });
}

function answerTo(guess: string | number | undefined, unit: string, choices: readonly string[] | undefined): string {
  if (guess === undefined) return 'Write down your guess before you run the next cell.';
  if (choices && !choices.includes(String(guess))) return `'${guess}' is none of the answers to choose from.`;
  return `Your guess: ${guess}${unit && ` ${unit}`}.`;
}
