import { strict as assert } from 'node:assert';
import { runSteps } from '../../scripts/setup/steps.mjs';

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** Runs steps that last so many turns each. @returns what began (`a`) and ended (`A`), in time */
async function trace(steps: { name: string; needs?: string[]; lasts: number; fails?: boolean }[]): Promise<string> {
  let seen = '';
  const all = runSteps(steps, async ({ name, lasts, fails }) => {
    seen += name;
    await turns(lasts);
    if (fails) throw new Error(`${name} failed`);
    seen += name.toUpperCase();
  });
  return all.then(
    () => seen,
    (error: Error) => `${seen}, ${error.message}`,
  );
}

describe('the steps of set-up', () => {
  it('run two at a time, each after what it needs', async () => {
    const steps = [
      { name: 'a', lasts: 10 },
      { name: 'b', lasts: 30 },
      { name: 'c', lasts: 1, needs: ['b'] },
      { name: 'd', lasts: 1, needs: ['a', 'c'] },
      { name: 'e', lasts: 5, needs: ['a'] },
    ];
    assert.equal(await trace(steps), 'abAeEBcCdD');
  });
  it('end with the first error once what runs beside has ended, and begin nothing more', async () => {
    const steps = [
      { name: 'a', lasts: 5, fails: true },
      { name: 'b', lasts: 20 },
      { name: 'c', lasts: 1 },
      { name: 'd', lasts: 1, needs: ['b'] },
    ];
    assert.equal(await trace(steps), 'abB, a failed');
  });
  it('that need what is no step are an error', async () => {
    assert.equal(await trace([{ name: 'a', lasts: 1, needs: ['z'] }]), ', nothing ends what a need');
  });
});
