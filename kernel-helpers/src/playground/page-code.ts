import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../core/index.js';

/** What the page of a notebook runs: an ES module that `npm run build` makes. @throws Error where it has not been made */
export function pageCode(): string {
  const file = path.join(projectRoot, 'kernel-helpers/dist/playground/page/widget.js');
  if (!existsSync(file)) throw new Error('the playground has not been built; remedy: npm run build');
  return readFileSync(file, 'utf8');
}
