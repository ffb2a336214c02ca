/** What a lecturer sets for a course, in one file: `course.json` in the course folder. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { GraderError } from '../grader-error.js';

/** How much of the checks a feedback page shows: all, names and outcomes of hidden ones too, hidden ones as a count, or the points alone. */
const feedback = z.enum(['all', 'names', 'visible', 'points']);

const assignment = z.strictObject({
  /** When it is due, with the time zone. */
  due: z.iso.datetime({ offset: true }).optional(),
  /** Seconds that a submission's notebook may take. */
  seconds: z.number().min(10).max(86_400).optional(),
  feedback: feedback.optional(),
});

const schema = z.strictObject({
  latePenalty: z
    .strictObject({
      /** Share of the score that each day begun costs. */
      perDay: z.number().min(0).max(1),
      graceMinutes: z.number().min(0).max(10_080).default(0),
      /** The largest share that is taken off. */
      most: z.number().min(0).max(1).default(1),
    })
    .optional(),
  seconds: z.number().min(10).max(86_400).default(600),
  feedback: feedback.default('names'),
  assignments: z.record(z.string(), assignment).default({}),
});

export type CourseSettings = z.output<typeof schema>;

/** The settings of one assignment, with the course's own where it says nothing. */
export interface AssignmentSettings {
  readonly due: string | undefined;
  readonly seconds: number;
  readonly feedback: 'all' | 'names' | 'visible' | 'points';
  readonly latePenalty: CourseSettings['latePenalty'];
}

/** @throws GraderError naming the setting, where the file is not sound or names an assignment that there is not */
export function readSettings(course: string, assignments: readonly string[]): CourseSettings {
  const file = path.join(course, 'course.json');
  if (!existsSync(file)) return schema.parse({});
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new GraderError(`course.json is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = schema.safeParse(content);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
    throw new GraderError(`course.json is not sound: ${faults.join('; ')}`);
  }
  const unknown = Object.keys(result.data.assignments).find((name) => !assignments.includes(name));
  if (unknown !== undefined) throw new GraderError(`course.json: assignments must name some of ${assignments.join(', ')}, got ${unknown}`);
  return result.data;
}

export function settingsOf({ latePenalty, seconds, feedback: shown, assignments }: CourseSettings, name: string): AssignmentSettings {
  const own = assignments[name];
  return { latePenalty, due: own?.due, seconds: own?.seconds ?? seconds, feedback: own?.feedback ?? shown };
}
