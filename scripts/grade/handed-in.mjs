/** Whether there is anything to grade in what was handed in. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A notebook's fault in one sentence, or ''. */
function faultOf(file) {
  const name = path.basename(file);
  let content;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return `${name} is not a notebook: ${error.message}`;
  }
  if (content?.nbformat !== 4 || !Array.isArray(content.cells)) return `${name} is not a notebook of format 4`;
  return '';
}

/**
 * Why a submission cannot be graded, in one sentence; '' where it can.
 * @param {string} source the assignment's source folder, whose notebooks are expected
 * @param {string} submission the folder that was handed in
 */
export function whyNotGradable(source, submission) {
  const expected = readdirSync(source).filter((name) => name.endsWith('.ipynb'));
  for (const name of expected) {
    const file = path.join(submission, name);
    if (!existsSync(file)) {
      const there = readdirSync(submission).sort();
      return `${name} was not handed in; the folder holds ${there.length > 0 ? there.join(', ') : 'nothing'}`;
    }
    const fault = faultOf(file);
    if (fault) return fault;
  }
  return '';
}
