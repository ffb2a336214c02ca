import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { inRoot } from '../../scripts/setup/paths.mjs';
import { filesOf, longest } from '../../scripts/test/files.mjs';

describe('the files of a group of tests', () => {
  it('begin with the longest, and each is there once', () => {
    const files = filesOf(['grader', 'setup', 'no-such-folder']);
    assert.deepEqual(files.slice(0, longest.length), longest);
    assert.equal(new Set(files).size, files.length);
    const others = files.slice(longest.length);
    assert.deepEqual(others, [...others].sort());
    for (const file of files) assert.ok(existsSync(inRoot('test', file)), file);
    assert.ok(files.includes('setup/test-files.test.ts'));
  });
  it('are also those of folders in the folder', () =>
    assert.ok(filesOf(['kernel']).some((file) => /^kernel\/\w+\/.*\.test\.ts$/.test(file))));
});
