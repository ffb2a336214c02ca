/** Memory of a process and of all its descendants, read from /proc: what lies in them, and in files that are kept in memory. */
import { existsSync, readdirSync, readFileSync, statfsSync } from 'node:fs';
import { places } from '../sandbox/inside.js';

const pageSize = 4096;

interface Entry {
  readonly parent: number;
  readonly resident: number;
  /** Ticks since the start of the machine. */
  readonly started: number;
}

/** Resident memory, parent and start of a process, or `undefined` where it ended meanwhile. */
function read(name: string): Entry | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The program's name stands in parentheses and may hold anything, so the fields are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), resident: Number(fields[21]) * pageSize, started: Number(fields[19]) };
  } catch {
    return undefined;
  }
}

/** Bytes that the kernel needs for a file in memory, even an empty one. */
const perFile = 1024;
const inMemory = 0x01021994;

/** Bytes of the files that a submission made; its folders are seen through one of its processes. */
function filesOf(pid: number): number {
  const root = `/proc/${pid}/root`;
  try {
    // While its sandbox is being built a process still sees the machine's own folders.
    if (!existsSync(`${root}${places.submission}`)) return 0;
    let sum = 0;
    for (const folder of [places.home, places.temporary]) {
      const { type, blocks, bfree, bsize, files, ffree } = statfsSync(root + folder);
      if (type === inMemory) sum += (blocks - bfree) * bsize + (files - ffree) * perFile;
    }
    return sum;
  } catch {
    return 0;
  }
}

/** Processes that began before this one: nothing that it starts is among them. A machine has many, and memory is asked for ten times a second. */
const older = new Set<string>();
const own = read(String(process.pid))?.started;

/** The processes that may be below `pid`. */
function candidates(pid: number): [name: string, entry: Entry][] {
  const names = processes();
  const first = own !== undefined && (read(String(pid))?.started ?? 0) >= own ? own : 0;
  // A number is given again after its process has ended.
  const listed = new Set(names);
  for (const name of older) if (!listed.has(name)) older.delete(name);
  const found: [string, Entry][] = [];
  for (const name of names) {
    if (first > 0 && older.has(name)) continue;
    const entry = read(name);
    if (entry && entry.started < first) older.add(name);
    else if (entry) found.push([name, entry]);
  }
  return found;
}

/** Bytes of memory of a process with all below it, and of the files they made; 0 where it cannot be read. */
export function memoryOf(pid: number): number {
  const children = new Map<number, number[]>();
  const resident = new Map<number, number>();
  for (const [name, entry] of candidates(pid)) {
    resident.set(Number(name), entry.resident);
    children.set(entry.parent, [...(children.get(entry.parent) ?? []), Number(name)]);
  }
  let sum = 0;
  let inside = 0;
  const open = [pid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    sum += resident.get(next) ?? 0;
    if (next !== pid) inside = Math.max(inside, filesOf(next));
    open.push(...(children.get(next) ?? []));
  }
  return sum + inside;
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
