/** For Formgrader, see typeset.py: reads pieces of HTML as lines of JSON, and answers each with the same piece in which the formulas are drawn. */
import { createInterface } from 'node:readline';
import { parseFragment, serialize } from 'parse5';
import { drawFormulas } from './formulas.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const fragment = parseFragment(JSON.parse(line));
  drawFormulas(fragment);
  process.stdout.write(`${JSON.stringify(serialize(fragment))}\n`);
}
