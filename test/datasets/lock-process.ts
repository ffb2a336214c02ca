/** A process of the lock's test: takes one lock after another, writes down when it is in, and may die inside the last. */
import { appendFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { lockFile } from '../../kernel-helpers/src/datasets/lock.js';

const [, , lock = '', log = '', rounds = '0', start = '0', dies = ''] = process.argv;
for (let round = 0; round < Number(rounds); round++) {
  // All processes try the next lock in the same instant, so that they see its dead holder together.
  while (Date.now() < Number(start) + 20 * round) await turn();
  const unlock = await lockFile(`${lock}${round}`, { every: 1 });
  appendFileSync(log, `in ${process.pid} ${round}\n`);
  await turn();
  if (dies && round === Number(rounds) - 1) process.exit(0); // the lock stays behind
  appendFileSync(log, `out ${process.pid} ${round}\n`);
  await unlock();
}
