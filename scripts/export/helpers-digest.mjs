import { readdirSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';
import { fingerprint } from '../setup/step.mjs';

/** All compiled files of kernel-helpers but the page's, as one digest: outputs of notebooks and results of studies depend on them. */
export function helpersDigest() {
  const dist = inRoot('kernel-helpers/dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.js') && !name.startsWith('lab-extension'),
  );
  return fingerprint(...files.sort().map((name) => ({ file: path.join(dist, name) })));
}
