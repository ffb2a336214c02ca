/** Writes the five photographs as raw RGB for the reference scripts: `npx tsx test/reference/write-photographs.mts DIR`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadPhotograph, photographNames } from '../../kernel-helpers/src/datasets/index.ts';

const [, , dir] = process.argv;
if (dir === undefined) throw new Error('name the folder to write into');
mkdirSync(dir, { recursive: true });
for (const name of photographNames) writeFileSync(path.join(dir, `${name}.rgb`), (await loadPhotograph(name, { size: 150 })).data);
