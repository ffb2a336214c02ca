/** A submission's process that ended or was ended; the message says why in words for a report. */
import { passedOn } from '../wire/serve.js';

export class Ended extends Error {
  override readonly name = 'Ended';
  /** It is not for the submission to catch. */
  readonly [passedOn] = true;
}

/** The grader could not do its work: whatever was being graded is not graded, and nobody loses a point by it. */
export class NotGradable extends Error {
  override readonly name = 'NotGradable';
  readonly [passedOn] = true;
}
