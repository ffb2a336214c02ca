/**
 * Exercises in the lecture's notebooks. None of these breaks "Run All" for a wrong answer.
 *
 * - `studentSeed(name)` a seed from the student's name, so that neighbours have different data
 * - `checkAnswer(title, given, right, { hint })` a number or a word; `checkCode(title, f, properties)` a function, by properties
 * - `showRubric(title, text, points)` an open question
 * - `predictFirst(question, guess)` a guess before a surprising picture
 */
export { type AnswerOptions, checkAnswer } from './check-answer.js';
export { type CodeProperty, checkCode } from './check-code.js';
export { type PredictOptions, predictFirst } from './predict-first.js';
export { showRubric } from './rubric.js';
export { studentSeed } from './student-seed.js';
export type { Checked, Verdict } from './verdict.js';
