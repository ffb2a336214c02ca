/** Which files of a build load which. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Any text in quotes that is a file beside it: imports, and files that a program is started from. */
const relative = /["'`](\.{1,2}\/[^"'`\n]+\.js)["'`]/g;

/** All files that the entries lead to, themselves included. */
export function reachable(entries: readonly string[]): Set<string> {
  const found = new Set<string>();
  const left = [...entries];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (found.has(file) || !existsSync(file)) continue;
    found.add(file);
    for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(relative)) left.push(path.resolve(path.dirname(file), to));
  }
  return found;
}
