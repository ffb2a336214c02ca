/** `npm run docs`: writes `docs/PATCHES.md` from the registry. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { patchesPage } from './page.js';

const file = path.join(projectRoot, 'docs/PATCHES.md');
writeFileSync(file, patchesPage());
console.log(`wrote ${file}`);
