/** What docs/KERNEL.md says of the comms is what the kernel answers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sessionTarget } from '../../kernel-helpers/src/kernel/shared/session.js';
import { typingTarget } from '../../kernel-helpers/src/kernel/shared/typing.js';
import { projectRoot } from '../kernel/cells.js';

const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');
const { 1: section = '' } = /^## Help while typing, and the session\n([\s\S]*?)^## /m.exec(read('docs/KERNEL.md')) ?? [];

/** Each question, with the names of what it takes. */
function questions(file: string, name: string): string[] {
  const { 1: body = '' } =
    new RegExp(`^export interface ${name} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(read(`kernel-helpers/src/kernel/shared/${file}.ts`)) ?? [];
  return [...body.matchAll(/^ {2}(\w+): \{\s*question: (.*?)(?:[;,])\s*result:/gms)].map(([, kind = '', asked = '']) => {
    const own = [...asked.matchAll(/(\w+)\??: /g)].map(([, field]) => field);
    return [kind, ...own, ...(asked.includes('& Span') ? ['from', 'to'] : [])].join(' ');
  });
}

describe('the comms in docs/KERNEL.md', () => {
  it('have their names', () => {
    for (const target of [typingTarget, sessionTarget]) assert.ok(section.includes(`\`${target}\``), target);
  });

  it('have a row for each question, which names all that it takes', () => {
    const rows = [...section.matchAll(/^\| ((?:`\w+`(?:, |: )?)+) \| /gm)].map(([, cell = '']) => cell.match(/\w+/g)!.join(' '));
    const asked = [...questions('typing', 'TypingQuestions'), ...questions('session', 'SessionQuestions')];
    assert.equal(asked.length, 9);
    assert.deepEqual(rows, asked);
  });
});
