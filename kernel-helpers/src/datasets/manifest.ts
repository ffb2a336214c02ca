/** `data/manifest.json`: what the project may download, from where, under which licence, and how a good copy is told from a bad one. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { checkOneOf, dataPath } from '../core/index.js';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `must be ${digits} lower-case hexadecimal digits`);

const entrySchema = z
  .strictObject({
    title: z.string().min(1),
    url: z.url({ protocol: /^https?$/ }),
    /** Name in the cache folder. */
    file: z.string().regex(/^[\w][\w.-]*$/, 'must be a plain file name'),
    license: z.string().min(1),
    source: z.string().min(1),
    bytes: z.int().positive().optional(),
    sha256: hex(64).optional(),
    md5: hex(32).optional(),
    /** The publisher replaces the file from time to time (daily figures), so that it has no fixed hash. */
    changes: z.literal(true).optional(),
  })
  .refine((entry) => Boolean(entry.sha256 ?? entry.md5) !== Boolean(entry.changes), {
    message: 'must have sha256 or md5, or say "changes": true',
  });

const manifestSchema = z.record(z.string().regex(/^[a-z0-9-]+$/), entrySchema);

/** One file that can be downloaded. */
export type ManifestEntry = z.infer<typeof entrySchema>;

/**
 * Reads and checks a manifest.
 * @param file default: the project's `data/manifest.json`
 * @throws Error that names the entry and the field that is wrong
 */
export function readManifest(file: string = dataPath('manifest.json')): Record<string, ManifestEntry> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
  const result = manifestSchema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${file}: ${issue!.path.join('.') || 'the file'}: ${issue!.message}`);
}

/** The manifest's entry of a name. @throws RangeError for an unknown name */
export function manifestEntry(name: string): ManifestEntry {
  const manifest = readManifest();
  return manifest[checkOneOf('name', name, Object.keys(manifest))]!;
}
