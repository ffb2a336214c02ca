import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

const read = (file: string) => readFileSync(path.join(projectRoot, file), 'utf8');
const number = (text: string | undefined) => Number(text?.replaceAll(',', ''));

/** The plan for many students stands on the load table, which a program writes. */
describe('the plan for a university', () => {
  const course = read('notebooks/assignments/COURSE.md');
  const plan = read('docs/SCALE.md');
  const together = number(/\| together \| +\| (\d+) \|/.exec(course)?.[1]);
  const students = number(/(\d+) students \(a user id for each\)/.exec(course)?.[1]);
  const each = Math.round(together / students);
  const holds = Math.floor((64 * 1024 * 0.9 - 2048) / each);

  it('counts the memory of a student that the load table has', () => {
    assert.ok(together > 0 && students === 20);
    assert.deepEqual(/needed ([\d,]+) MiB together, .* (\d+) MiB each/.exec(plan)?.slice(1).map(number), [together, each]);
  });
  it('follows from it: memory and machines for each number of students', () => {
    assert.equal(number(/One machine of 64 GiB holds (\d+) students at work/.exec(plan)?.[1]), holds);
    const rows = [...plan.matchAll(/^\| ([\d,]+) \| (\d+) GiB \| (\d+) \| (\d+) \|$/gm)].map((row) => row.slice(1).map(number));
    assert.equal(rows.length, 2);
    for (const [many = 0, ...row] of rows) {
      const machines = Math.ceil(many / holds);
      assert.deepEqual(row, [Math.round((many * each) / 1024), many / 10, machines]);
      assert.ok(machines * 16 >= many / 10, 'the machines have enough processors');
    }
  });
});
