/** One case for each law, from one run of them all. */
import assert from 'node:assert/strict';
import { allLaws } from './laws/all.js';
import type { Verdict } from './laws/laws.js';

export function lawCases(run: () => Promise<Verdict[]>): void {
  let found: Verdict[] = [];
  before(async () => {
    found = await run();
  });
  for (const { name, laws } of allLaws(() => Promise.reject(new Error('not run'))))
    for (const title of laws.keys())
      it(`${name}: ${title}`, () => {
        const verdict = found.find((one) => one.name === name && one.title === title);
        assert.ok(verdict, 'it was not run');
        assert.equal(verdict.error, undefined, verdict.error);
      });
}
