import assert from 'node:assert/strict';
import type * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lawsOf } from './laws.js';

const codeOf = (f: () => unknown): unknown => {
  try {
    f();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
  return 'no error';
};

/** An empty folder, and a file in it that is yet to be written. */
function place(forms: typeof fs): { folder: string; file: string } {
  const folder = path.join(tmpdir(), `lab-laws-${process.pid}`);
  forms.rmSync(folder, { recursive: true, force: true });
  forms.mkdirSync(folder, { recursive: true });
  return { folder, file: path.join(folder, 'a.txt') };
}

export const files = lawsOf({
  name: 'node:fs',
  load: () => import('node:fs'),
  laws: {
    'gives back what was written, as bytes and as text': async (forms: typeof fs) => {
      const { file } = place(forms);
      forms.writeFileSync(file, 'ä1');
      assert.deepEqual([...forms.readFileSync(file)], [0xc3, 0xa4, 0x31]);
      assert.equal(forms.readFileSync(file, 'utf8'), 'ä1');
      assert.equal(forms.readFileSync(file, { encoding: 'utf8' }), 'ä1');
      const bytes = new Float32Array([1, 2]);
      forms.writeFileSync(file, bytes);
      bytes[0] = 9; // what was written does not follow what the writer does later
      assert.equal(forms.readFileSync(file).readFloatLE(0), 1);
    },

    'appends, cuts, renames, lists and removes': async (forms: typeof fs) => {
      const { file, folder } = place(forms);
      forms.writeFileSync(file, 'one');
      forms.appendFileSync(file, ', two');
      assert.equal(forms.readFileSync(file, 'utf8'), 'one, two');
      forms.truncateSync(file, 3);
      assert.equal(forms.statSync(file).size, 3);
      assert.ok(forms.statSync(file).isFile() && !forms.statSync(folder).isFile() && forms.statSync(folder).isDirectory());
      const other = path.join(folder, 'b.txt');
      forms.renameSync(file, other);
      assert.deepEqual(forms.readdirSync(folder), ['b.txt']);
      assert.ok(forms.existsSync(other) && forms.existsSync(folder) && !forms.existsSync(file));
      forms.rmSync(other);
      assert.deepEqual(forms.readdirSync(folder), []);
    },

    'names what is wrong by the same codes': async (forms: typeof fs) => {
      const { file, folder } = place(forms);
      const missing = path.join(folder, 'missing');
      assert.equal(
        codeOf(() => forms.readFileSync(missing)),
        'ENOENT',
      );
      assert.equal(
        codeOf(() => forms.statSync(missing)),
        'ENOENT',
      );
      assert.equal(
        codeOf(() => forms.readdirSync(missing)),
        'ENOENT',
      );
      assert.equal(
        codeOf(() => forms.renameSync(missing, file)),
        'ENOENT',
      );
      assert.equal(
        codeOf(() => forms.readFileSync(folder)),
        'EISDIR',
      );
    },
  },
});
