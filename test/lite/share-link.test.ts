/** A notebook inside an address: what comes out is what went in, without outputs; a broken link is one sentence. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { lectureFile, lectureNames } from '../../scripts/export/execute.mjs';

interface Shared {
  name: string;
  notebook: { nbformat: number; cells: { cell_type: string; source: unknown; outputs?: unknown[]; execution_count?: number | null }[] };
}
const { linkOf, readLink, longestLink } = (await import(
  new URL('../../kernel-helpers/browser/page/share-link.ts', import.meta.url).href
)) as {
  linkOf(shared: Shared, page: string): Promise<string>;
  readLink(hash: string): Promise<Shared | undefined>;
  longestLink: number;
};

const page = 'https://example.org/ml/lab/index.html?path=a.ipynb#cell-id=x';
const cell = {
  cell_type: 'code',
  source: 'const ü = "∑";',
  outputs: [{ output_type: 'stream' }],
  execution_count: 3,
  metadata: { tags: ['x'] },
};
const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell, { cell_type: 'markdown', source: '# Ä', metadata: {} }] };
const hashOf = (link: string): string => new URL(link).hash;

describe('a link that holds a notebook', () => {
  it('gives the notebook back without outputs, by its name, at the same page', async () => {
    const link = await linkOf({ name: 'my work ß.ipynb', notebook }, page);
    assert.ok(link.startsWith('https://example.org/ml/lab/index.html#'));
    const found = await readLink(hashOf(link));
    assert.equal(found?.name, 'my work ß.ipynb');
    assert.deepEqual(found?.notebook.cells, [{ ...cell, outputs: [], execution_count: null }, notebook.cells[1]]);
    assert.equal(cell.execution_count, 3, 'the open notebook stays as it is');
  });

  it('every notebook of the lecture fits into one', async () => {
    for (const name of lectureNames()) {
      const link = await linkOf({ name, notebook: JSON.parse(readFileSync(lectureFile(name).file, 'utf8')) }, page);
      assert.ok(link.length <= longestLink, `${name}: ${link.length}`);
    }
  });

  it('another part of an address is none', async () => {
    assert.equal(await readLink('#cell-id=a'), undefined);
    assert.equal(await readLink(''), undefined);
  });

  it('one that was cut or changed is named as such, in a sentence with the way out', async () => {
    const hash = hashOf(await linkOf({ name: 'a.ipynb', notebook }, page));
    const middle = Math.floor(hash.length / 2) + 10;
    const changed = hash.slice(0, middle) + (hash[middle] === 'A' ? 'B' : 'A') + hash.slice(middle + 1);
    for (const broken of [hash.slice(0, -20), hash.slice(0, 12), '#share=1.', '#share=1.a.%%', changed])
      await assert.rejects(readLink(broken), /^Error: This link does not hold a whole notebook \(.+\)\. .* ask for it again/, broken);
  });

  it('what is no notebook is refused, and what unpacks to gigabytes too', async () => {
    const pack = (text: string): string => `#share=1.a.${gzipSync(text).toString('base64url')}`;
    await assert.rejects(readLink(pack('{"nbformat": 3, "cells": []}')), /no notebook of version 4/);
    await assert.rejects(readLink(pack('null')), /no notebook of version 4/);
    await assert.rejects(readLink(pack(' '.repeat(11 * 1024 * 1024))), /too large/);
  });

  it('its name stays a file name of the first folder', async () => {
    for (const [name, kept] of [
      ['../../etc/x.ipynb', '-..-etc-x.ipynb'],
      ['', 'shared.ipynb'],
      ['a', 'a.ipynb'],
    ] as const)
      assert.equal((await readLink(hashOf(await linkOf({ name, notebook }, page))))?.name, kept);
  });
});
