import { strict as assert } from 'node:assert';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parsePatch } from 'diff';
import type { CommandError } from '../../scripts/command-error.mjs';
import { additions, patchedSources } from '../../scripts/setup/binding-sources.mjs';
import { inRoot } from '../../scripts/setup/paths.mjs';

const tfjs = inRoot('node_modules/@tensorflow/tfjs-node-gpu');
const patches = readdirSync(additions).filter((name) => name.endsWith('.patch'));
const read = (name: string) => readFileSync(path.join(additions, name), 'utf8');

describe("the binding's patches", () => {
  let folder: string;
  let sources: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-binding-'));
    sources = path.join(folder, 'sources');
    cpSync(path.join(tfjs, 'binding'), sources, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are made for the tfjs-node-gpu of the lock file', () => {
    const { version } = JSON.parse(readFileSync(path.join(tfjs, 'package.json'), 'utf8')) as { version: string };
    assert.ok(patches.length >= 2);
    for (const name of patches) assert.match(read(name), new RegExp(`^Made for: @tensorflow/tfjs-node-gpu ${version}$`, 'm'), name);
  });
  it('say of each hunk what it is for', () => {
    for (const name of patches) {
      const heads = read(name).match(/^@@ .*$/gm) ?? [];
      assert.equal(heads.length, parsePatch(read(name)).flatMap(({ hunks }) => hunks).length);
      for (const head of heads) assert.match(head, /^@@ -\d+,\d+ \+\d+,\d+ @@ \S.{20}/, name);
    }
  });
  it('are put on a copy: every line that they add is in it, and the sources stay as they are', async () => {
    const copy = await patchedSources(sources, folder);
    for (const { oldFileName, hunks } of patches.flatMap((name) => parsePatch(read(name)))) {
      const file = oldFileName!.slice(2);
      const changed = readFileSync(path.join(copy, file), 'utf8');
      const added = hunks.map(({ lines }) =>
        lines
          .filter((line) => line.startsWith('+'))
          .map((line) => line.slice(1))
          .join('\n'),
      );
      for (const block of added) assert.equal(changed.split(block).length, 2, `${file}: ${block.slice(0, 80)}`);
      assert.equal(readFileSync(path.join(sources, file), 'utf8'), readFileSync(path.join(tfjs, 'binding', file), 'utf8'));
    }
  });
  it('that do not fit name the hunk and the version they were made for', async () => {
    const file = path.join(sources, 'tfjs_backend.cc');
    writeFileSync(file, readFileSync(file, 'utf8').replace('case TF_ATTR_TYPE: {', 'case TF_ATTR_TYPE_OF_ANOTHER_VERSION: {'));
    await assert.rejects(patchedSources(sources, folder), (error: CommandError) => {
      assert.match(
        error.message,
        /tfjs_backend\.cc .* made for \(@tensorflow\/tfjs-node-gpu 4\.22\.0\): the hunk at line 627 .*list of types/,
      );
      return error.kind === 'missing' && /npm ci/.test(error.remedy!);
    });
  });
  it('find their place where lines above it were added', async () => {
    const file = path.join(sources, 'tfjs_backend.cc');
    writeFileSync(file, `// a line more\n${readFileSync(file, 'utf8')}`);
    const copy = await patchedSources(sources, folder);
    assert.match(readFileSync(path.join(copy, 'tfjs_backend.cc'), 'utf8'), /is_type_list/);
  });
});
