/** Answers the front about the values of the session. Runs between two steps of a cell that awaits, or when no cell runs. */
import type { Command, SessionReport } from '../../shared/protocol.js';
import type { RunnerQuestion, RunnerResult } from '../../shared/session.js';
import { readSlots } from './read-slots.js';
import { rowOf } from './rows.js';
import { tensorMemory } from './tensors.js';
import { viewsOf } from './views.js';

export function answerSession(question: RunnerQuestion): RunnerResult {
  if (question.kind === 'variables') {
    return { kind: 'variables', values: readSlots(question.slots).map(rowOf), tensors: tensorMemory() };
  }
  return { kind: 'value', views: viewsOf(readSlots([question.slot])[0]) };
}

/** Never throws: a value that cannot be read must not end the process. */
export function sessionReport({ number, question }: Extract<Command, { type: 'session' }>): SessionReport {
  const head = { type: 'session', task: 0, number } as const;
  try {
    return { ...head, result: answerSession(question) };
  } catch (error) {
    return { ...head, error: error instanceof Error ? error.message : 'the value cannot be read' };
  }
}
