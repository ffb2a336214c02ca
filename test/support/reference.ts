import { readFileSync } from 'node:fs';

/** A file of reference figures from `test/reference/`, as the type the test says it has. */
export function reference<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), 'utf8')) as T;
}
