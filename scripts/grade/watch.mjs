/** Memory of a process and of all its descendants, read from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

const pageSize = 4096;

/** @param {number} pid @returns {number} bytes of resident memory of the whole tree, 0 where it cannot be read */
export function memoryOf(pid) {
  const children = new Map();
  const resident = new Map();
  let names;
  try {
    names = readdirSync('/proc');
  } catch {
    return 0;
  }
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The program's name stands in parentheses and may hold anything, so the fields are counted from its end.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const parent = Number(fields[1]);
      resident.set(Number(name), Number(fields[21]) * pageSize);
      if (!children.has(parent)) children.set(parent, []);
      children.get(parent).push(Number(name));
    } catch {
      // it ended between the listing and the reading
    }
  }
  let sum = 0;
  const open = [pid];
  while (open.length > 0) {
    const next = open.pop();
    sum += resident.get(next) ?? 0;
    open.push(...(children.get(next) ?? []));
  }
  return sum;
}
