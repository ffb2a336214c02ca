/** Oxlint's whole configuration: `.oxlintrc.json`, which editors read too, and the rooms. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';
import { overrides } from './rooms.mjs';

/** Writes it, since Oxlint takes it from a file alone (from a program only in Node 22 and later). Returns the file. */
export function writeOxlintConfig(file = inRoot('.lab/oxlint.json')) {
  const general = JSON.parse(readFileSync(inRoot('.oxlintrc.json'), 'utf8'));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...general, overrides }, null, 1));
  return file;
}
