import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { inRoot, inVenv } from '../../scripts/setup/paths.mjs';

describe('JupyterLab in the project', function () {
  this.timeout(60_000);
  it('loads notebooks without the grammar of addresses that jsonschema reads from 4.25 on, for most of a second at each start', () => {
    const program = 'import nbformat, sys; print([name for name in ("jsonschema", "rfc3987_syntax", "lark") if name in sys.modules])';
    const { status, stdout, stderr } = spawnSync(inVenv('python'), ['-c', program], { encoding: 'utf8', cwd: inRoot() });
    assert.equal(status, 0, stderr);
    assert.equal(stdout.trim(), "['jsonschema']");
  });
  it('reads its yarn configuration: Node takes its CommonJS program for what it is, below a package.json of type module', () => {
    const program = 'import logging; from jupyterlab.commands import _yarn_config; print(_yarn_config(logging.getLogger()))';
    const { status, stdout, stderr } = spawnSync(inVenv('python'), ['-c', program], { encoding: 'utf8', cwd: inRoot() });
    assert.equal(status, 0, stderr);
    assert.equal(stderr, '');
    assert.match(stdout, /'yarn config'/);
  });
});
