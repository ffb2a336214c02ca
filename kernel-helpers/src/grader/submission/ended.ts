/** A submission's process ended or was ended; the message says why, in words for a report. */
import { passedOn } from '../wire/serve.js';

export class Ended extends Error {
  override readonly name = 'Ended';
  /** The submission cannot catch it. */
  readonly [passedOn] = true;
}

/** The grader could not do its work: whatever was being graded is not graded, and nobody loses a point by it. */
export class NotGradable extends Error {
  override readonly name = 'NotGradable';
  readonly [passedOn] = true;
}
