/** The code for a browser holds nothing of Node: what would leave a module of Node in it does not build. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { bundleForBrowser, common } from '../../scripts/lite/bundle.mjs';
import { inRoot } from '../../scripts/setup/paths.mjs';

describe('the bundle for a browser', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'lab-bundle-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is made of the sources of the installed lab, and imports nothing of Node', async () => {
    const made = await bundleForBrowser(folder);
    const imported = made.flatMap(({ outputs }) => Object.values(outputs).flatMap(({ imports }) => imports.map((i) => i.path)));
    assert.deepEqual(
      imported.filter((name) => !name.startsWith('.') && !path.isAbsolute(name) && !existsSync(name) && !existsSync(inRoot(name))),
      [],
    );
    const sources = new Set(made.flatMap(({ inputs }) => Object.keys(inputs)));
    for (const shared of [
      'kernel/front/session/kernel.ts',
      'kernel/front/compiler/cell-compiler.ts',
      'kernel/runner/execute.ts',
      'training/fit.ts',
    ])
      assert.ok(sources.has(`kernel-helpers/src/${shared}`), shared);
    for (const native of ['zeromq', '@tensorflow/tfjs-node-gpu', 'node_modules/sharp/', '@resvg/resvg-js'])
      assert.deepEqual(
        [...sources].filter((name) => name.includes(native)),
        [],
        native,
      );
  });

  it('takes the place of files by the field `browser`, of which every entry names files that are there', () => {
    const { browser } = JSON.parse(readFileSync(inRoot('kernel-helpers/package.json'), 'utf8')) as { browser: Record<string, string> };
    for (const [from, to] of Object.entries(browser)) {
      if (from.startsWith('.')) assert.ok(existsSync(inRoot('kernel-helpers', from.replace(/\.js$/, '.ts'))), from);
      if (to.startsWith('.')) assert.ok(existsSync(inRoot('kernel-helpers', to)), to);
    }
  });

  for (const module of ['node:net', 'fs', 'node:worker_threads'])
    it(`does not build where ${module} is used, which has no browser form`, async () => {
      const contents = `import * as used from '${module}'; console.log(used);`;
      const options = { ...common(folder), stdin: { contents, resolveDir: inRoot('kernel-helpers/src') }, logLevel: 'silent' } as const;
      await assert.rejects(build(options), new RegExp(`Could not resolve "${module}"`));
    });
});
