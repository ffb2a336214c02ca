import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettings, settingsOf } from '../../kernel-helpers/src/grader/class/settings.js';

describe('the settings of a course', () => {
  let course: string;
  const write = (content: unknown) =>
    writeFileSync(path.join(course, 'course.json'), typeof content === 'string' ? content : JSON.stringify(content));
  const read = () => readSettings(course, ['ps1', 'ps2']);
  beforeEach(() => {
    course = mkdtempSync(path.join(tmpdir(), 'lab-settings-'));
  });
  afterEach(() => rmSync(course, { recursive: true, force: true }));
  it('without a file everything has its default', () =>
    assert.deepEqual(settingsOf(read(), 'ps1'), { due: undefined, seconds: 600, feedback: 'names', latePenalty: undefined }));
  it('an assignment may differ from the course', () => {
    write({
      seconds: 300,
      feedback: 'visible',
      latePenalty: { perDay: 0.1 },
      assignments: { ps1: { due: '2026-12-01T23:59:00+01:00', seconds: 900, feedback: 'points' } },
    });
    const latePenalty = { perDay: 0.1, graceMinutes: 0, most: 1 };
    assert.deepEqual(settingsOf(read(), 'ps1'), { due: '2026-12-01T23:59:00+01:00', seconds: 900, feedback: 'points', latePenalty });
    assert.deepEqual(settingsOf(read(), 'ps2'), { due: undefined, seconds: 300, feedback: 'visible', latePenalty });
  });
  it('what is wrong is said in one line, with its place', () => {
    for (const [content, said] of [
      ['{', /^course\.json is not JSON: /],
      [{ latePenalty: { perDay: 2 } }, /^course\.json is not sound: latePenalty\.perDay: .*1/],
      [{ late: 1 }, /^course\.json is not sound: the file: .*late/],
      [{ assignments: { ps1: { due: '2026-12-01' } } }, /assignments\.ps1\.due: .*datetime/],
      [{ assignments: { ps9: {} } }, /^course\.json: assignments must name some of ps1, ps2, got ps9$/],
    ] as const) {
      write(content);
      assert.throws(read, (error: Error) => said.test(error.message) && !error.message.includes('\n'), JSON.stringify(content));
    }
  });
});
