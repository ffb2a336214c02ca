/** Memory of a process and of all its descendants, read from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

const pageSize = 4096;

interface Entry {
  readonly parent: number;
  readonly resident: number;
}

/** Resident memory and parent of a process, or `undefined` where it ended meanwhile. */
function read(name: string): Entry | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The program's name stands in parentheses and may hold anything, so the fields are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), resident: Number(fields[21]) * pageSize };
  } catch {
    return undefined;
  }
}

/** Bytes of resident memory of a process with all below it; 0 where it cannot be read. */
export function memoryOf(pid: number): number {
  const children = new Map<number, number[]>();
  const resident = new Map<number, number>();
  for (const name of processes()) {
    const entry = read(name);
    if (!entry) continue;
    resident.set(Number(name), entry.resident);
    children.set(entry.parent, [...(children.get(entry.parent) ?? []), Number(name)]);
  }
  let sum = 0;
  const open = [pid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    sum += resident.get(next) ?? 0;
    open.push(...(children.get(next) ?? []));
  }
  return sum;
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
