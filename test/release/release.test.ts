import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compare, knownFindings, npmFindings, pythonFindings } from '../../scripts/audit/findings.mjs';
import { released } from '../../scripts/release/changelog.mjs';
import { checksums, steps } from '../../scripts/release/steps.mjs';

const log = '# Changelog\n\n## Unreleased\n\n- New thing.\n\n## 0.1.0\n\n- First.\n';

describe('the changelog of a release', () => {
  it('has what was unreleased under the version and its date, and an empty part for what comes', () => {
    const { text, notes } = released(log, '0.2.0', '2026-11-25');
    assert.equal(text, '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-11-25)\n\n- New thing.\n\n## 0.1.0\n\n- First.\n');
    assert.equal(notes, '- New thing.');
  });
  it('is released once only', () => {
    const { text } = released(log, '0.2.0', '2026-11-25');
    assert.throws(() => released(text, '0.3.0', '2026-11-26'), /nothing under "## Unreleased"/);
  });
  for (const [version, message] of [
    ['0.1.0', /must be above 0\.1\.0, got 0\.1\.0/],
    ['0.0.9', /must be above 0\.1\.0, got 0\.0\.9/],
    ['1.0', /three numbers such as 1\.2\.0, got 1\.0/],
  ] as const)
    it(`refuses ${version}`, () => assert.throws(() => released(log, version, '2026-11-25'), message));
  it('compares numbers, not texts', () => assert.doesNotThrow(() => released(log.replace('0.1.0', '0.9.0'), '0.10.0', '2026-11-25')));
});

describe('the files of a release', function () {
  this.timeout(120_000);
  this.slow(20_000);
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-release-'));
    for (const name of ['source', 'sbom', 'kernel']) await steps[name]!.run({ out: folder, version: '9.9.9', say: () => undefined });
    await checksums(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('the source archive holds what git knows, in a folder of its own', () => {
    const list = spawnSync('tar', ['-tzf', path.join(folder, 'lecture-lab-9.9.9-source.tar.gz')], { encoding: 'utf8' }).stdout.split('\n');
    assert.ok(list.includes('lecture-lab-9.9.9/package.json'));
    assert.ok(list.every((name) => name === '' || name.startsWith('lecture-lab-9.9.9/')));
    assert.ok(!list.some((name) => name.includes('/node_modules/')));
  });
  it('the bills of materials name packages with versions, and no folder of this machine', () => {
    const npm = JSON.parse(readFileSync(path.join(folder, 'sbom-npm.cdx.json'), 'utf8')) as {
      bomFormat: string;
      components: { name: string; version: string }[];
    };
    assert.equal(npm.bomFormat, 'CycloneDX');
    assert.ok(npm.components.some(({ name, version }) => name === 'vega-lite' && /^\d/.test(version)));
    const text = readFileSync(path.join(folder, 'sbom-python.json'), 'utf8');
    const python = JSON.parse(text) as { installed: { metadata: { name: string; version: string } }[] };
    assert.ok(python.installed.some(({ metadata }) => metadata.name === 'nbgrader' && /^\d/.test(metadata.version)));
    assert.ok(!text.includes('/site-packages'));
  });
  it('the kernel is a package of its own with the version of the release', () => {
    const argv = ['-xzOf', path.join(folder, 'tslab-kernel-9.9.9.tgz'), 'package/package.json'];
    const { name, version } = JSON.parse(spawnSync('tar', argv, { encoding: 'utf8' }).stdout) as { name: string; version: string };
    assert.deepEqual({ name, version }, { name: 'tslab-kernel', version: '9.9.9' });
  });
  it('sha256sum agrees with the checksums, and sees a changed file', () => {
    const check = () => spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
    assert.equal(check().status, 0);
    writeFileSync(path.join(folder, 'sbom-python.json'), '{}');
    assert.equal(check().status, 1);
  });
});

describe('the audit', () => {
  const npm = JSON.stringify({
    vulnerabilities: {
      a: { via: [{ source: 1, name: 'a', title: 'Prototype pollution', url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc' }] },
      b: { via: ['a'] },
    },
  });
  const python = JSON.stringify({
    dependencies: [
      { name: 'x', version: '1.0', vulns: [{ id: 'PYSEC-1', aliases: ['CVE-1'] }] },
      { name: 'y', version: '2', vulns: [] },
    ],
  });

  it('reads one finding for each advisory, not for each package that leads to it', () => {
    assert.deepEqual(npmFindings(npm), [{ id: 'GHSA-aaaa-bbbb-cccc', package: 'a', title: 'Prototype pollution', where: 'npm' }]);
    assert.deepEqual(pythonFindings(python), [{ id: 'PYSEC-1', package: 'x', title: 'x 1.0, CVE-1', where: 'PyPI' }]);
  });
  it('does not take silence for a clean result', () => {
    assert.throws(() => npmFindings('{"message": "405 Method Not Allowed"}'), /405 Method Not Allowed/);
    assert.throws(() => npmFindings(''), /no report/);
    assert.throws(() => pythonFindings('ERROR: no connection'), /no report: ERROR: no connection/);
    assert.throws(() => pythonFindings('{"dependencies": [{"name": "x", "skip_reason": "not found"}]}'), /x: not found/);
  });
  it('tells what is new, what is known and why, and what is gone', () => {
    const known = knownFindings(
      '[{"id": "PYSEC-1", "package": "x", "reason": "not called"}, {"id": "OLD", "package": "z", "reason": "was"}]',
    );
    const { fresh, explained, gone } = compare([...npmFindings(npm), ...pythonFindings(python)], known);
    assert.deepEqual(
      fresh.map(({ id }) => id),
      ['GHSA-aaaa-bbbb-cccc'],
    );
    assert.deepEqual(
      explained.map(({ reason }) => reason),
      ['not called'],
    );
    assert.deepEqual(
      gone.map(({ id }) => id),
      ['OLD'],
    );
  });
  it('refuses a known finding without a reason', () =>
    assert.throws(() => knownFindings('[{"id": "A", "package": "a", "reason": " "}]'), /every entry needs reason/));
  it('the list that ships is one', () => assert.doesNotThrow(() => knownFindings(readFileSync('scripts/audit/known.json', 'utf8'))));
});
