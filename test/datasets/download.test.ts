import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  DownloadError,
  type DownloadOptions,
  type DownloadProgress,
  download,
  formatProgress,
} from '../../kernel-helpers/src/datasets/index.js';
import { breakAfter, type FileServer, serveFile } from '../support/file-server.js';

const content = randomBytes(300_000);
const sha256 = createHash('sha256').update(content).digest('hex');
const md5 = createHash('md5').update(content).digest('hex');
const quick: DownloadOptions = { retryPause: 1, retries: 2, onProgress: () => undefined };

describe('a download', () => {
  let server: FileServer;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    server = await serveFile(content);
    folder = mkdtempSync(path.join(tmpdir(), 'lab-download-'));
    file = path.join(folder, 'sub', 'file.bin');
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const breaks = (count: number, response: ServerResponse) => breakAfter(server, count, response, `${file}.part`);
  const left = () => (existsSync(path.dirname(file)) ? readdirSync(path.dirname(file)).sort() : []);
  const request = (more = {}) => ({ url: server.url, file, bytes: content.length, sha256, ...more });
  const fails = async (more: object, pattern: RegExp, options: DownloadOptions = quick) => {
    const error = await download(request(more), options).then(
      () => assert.fail('it should have failed'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof DownloadError, String(error));
    assert.match(error.message, pattern);
    assert.ok(!error.message.includes('\n'));
  };

  it('downloads the file completely, checks it, and returns its size and hash', async () => {
    const result = await download(request(), quick);
    assert.deepEqual(result, { file, bytes: content.length, sha256, cached: false });
    assert.deepEqual(readFileSync(file), content);
    assert.deepEqual(left(), ['file.bin', 'file.bin.json']);
  });

  it('happens once: the file that is there is not fetched again', async () => {
    await download(request(), quick);
    assert.equal((await download(request(), quick)).cached, true);
    assert.equal(server.ranges.length, 1);
  });

  it('takes a file that was put there by hand, if it is the right one, and replaces it if not', async () => {
    await download(request(), quick);
    rmSync(`${file}.json`);
    assert.equal((await download(request(), quick)).cached, true);
    rmSync(`${file}.json`);
    writeFileSync(file, content.subarray(1));
    assert.equal((await download(request(), quick)).cached, false);
    assert.deepEqual(readFileSync(file), content);
  });

  it('checks MD5 where only that is published, and records the SHA-256 of what passed', async () => {
    const result = await download({ url: server.url, file, md5 }, quick);
    assert.equal(result.sha256, sha256);
    assert.equal((JSON.parse(readFileSync(`${file}.json`, 'utf8')) as { sha256: string }).sha256, sha256);
    await assert.rejects(download({ url: server.url, file: `${file}2`, md5: '0'.repeat(32) }, quick), /has the MD5/);
  });

  it('continues after a broken connection where it stopped', async () => {
    server.intercept = (n, response) => n === 1 && breaks(100_000, response);
    await download(request(), quick);
    assert.deepEqual(server.ranges, ['-', 'bytes=100000-']);
    assert.deepEqual(readFileSync(file), content);
  });

  it('continues in a later call too, and then leaves only the file', async () => {
    server.intercept = (_, response) => breaks(100_000, response);
    await fails({}, /broke.*continues where it stopped/, { ...quick, retries: 0 });
    assert.deepEqual(left(), ['file.bin.part', 'file.bin.part.json']);
    server.intercept = () => false;
    await download(request(), quick);
    assert.deepEqual(server.ranges, ['-', 'bytes=100000-']);
    assert.deepEqual(left(), ['file.bin', 'file.bin.json']);
  });

  it('starts again when the server has another file than at the start', async () => {
    server.intercept = (_, response) => breaks(100_000, response);
    await fails({}, /broke/, { ...quick, retries: 0 });
    server.intercept = () => false;
    server.content = randomBytes(200_000);
    const other = createHash('sha256').update(server.content).digest('hex');
    await download({ url: server.url, file, sha256: other }, quick);
    assert.deepEqual(readFileSync(file), server.content);
  });

  it('of a truncated file fails after its tries and keeps only the resumable part', async () => {
    server.intercept = (n, response) => (n === 1 ? breaks(1000, response) : Boolean(response.destroy()));
    await fails({}, /127\.0\.0\.1:\d+.*broke/);
    assert.deepEqual(left(), ['file.bin.part', 'file.bin.part.json']);
  });

  it('with a wrong hash is refused and nothing is kept', async () => {
    await fails({ sha256: '0'.repeat(64) }, /has the SHA-256 [0-9a-f]{64} instead of 0{64}.*not kept/);
    assert.deepEqual(left(), []);
  });

  it('of a wrong size is refused before it begins', async () => {
    await fails({ bytes: content.length + 1 }, /has 300000 bytes instead of 300001/);
    assert.deepEqual(left(), []);
  });

  it('that is longer than it should be is refused where no length was announced', async () => {
    server.intercept = (_, response) => {
      response.writeHead(200);
      response.end(Buffer.concat([content, content]));
      return true;
    };
    await fails({}, /sends more than 300000 bytes/);
  });

  it('that gives a web page is refused, by its type or by its first bytes', async () => {
    for (const type of ['text/html; charset=utf-8', 'application/octet-stream']) {
      server.intercept = (_, response) => {
        response.writeHead(200, { 'content-type': type });
        response.end('<!DOCTYPE html><html><body>Please log in</body></html>');
        return true;
      };
      await fails({ bytes: undefined }, /gave a web page instead of the file/);
      assert.deepEqual(left(), []);
    }
  });

  it('tells an error status, and tries again only where that can help', async () => {
    server.intercept = (_, response) => Boolean(response.writeHead(404).end());
    await fails({}, /the server answered 404 Not Found\.$/);
    assert.equal(server.ranges.length, 1);
    server.intercept = (_, response) => Boolean(response.writeHead(503).end());
    await fails({}, /answered 503/);
    assert.equal(server.ranges.length, 1 + 3);
  });

  it('tells that there is no connection', async () => {
    const { url } = server;
    await server[Symbol.asyncDispose]();
    await fails({ url }, /cannot be reached \(ECONNREFUSED\): check the network/);
    server = await serveFile(content);
  });

  it('stops when the server sends nothing more', async () => {
    server.intercept = (_, response) => Boolean(response.writeHead(200, { 'content-length': '300000' }).write('abc'));
    await fails({}, /sent nothing for 0\.05 s/, { ...quick, retries: 0, idleTimeout: 50 });
  });

  it('tells a full disk', async function () {
    if (!existsSync('/dev/full')) return this.skip();
    await download(request(), quick);
    rmSync(file);
    symlinkSync('/dev/full', `${file}.part`);
    await fails({}, /The disk is full.*Free some space/);
    assert.ok(!existsSync(file));
  });

  it('is refused before it begins when the disk is too small for it', async () => {
    await fails({ bytes: 2 ** 60 }, /The disk of .* MB are needed/);
    assert.deepEqual([left(), server.ranges], [[], []]);
  });

  it('can be stopped by the user, and keeps the downloaded part', async () => {
    const controller = new AbortController();
    server.intercept = (_, response) =>
      Boolean(response.writeHead(200, { etag: '"x"', 'content-length': '300000' }).write(content.subarray(0, 5000)));
    const promise = download(request(), { ...quick, signal: controller.signal, onProgress: () => controller.abort() });
    await assert.rejects(promise, { name: 'AbortError' });
    assert.deepEqual(left(), ['file.bin.part', 'file.bin.part.json']);
  });

  it('asked for twice at once is done once', async () => {
    const both = await Promise.all([download(request(), quick), download(request(), quick)]);
    assert.ok(both.every((result) => result.sha256 === sha256));
    assert.deepEqual(readFileSync(file), content);
    assert.deepEqual(left(), ['file.bin', 'file.bin.json']);
  });

  it('tells its progress up to the whole', async () => {
    const seen: DownloadProgress[] = [];
    await download(request(), { ...quick, onProgress: (progress) => seen.push(progress) });
    assert.ok(seen.every((p, i) => p.total === content.length && (i === 0 || p.received > seen[i - 1]!.received)));
    assert.equal(seen.at(-1)!.received, content.length);
    assert.equal(
      formatProgress({ received: 42e6, total: 168e6, rate: 3e6, url: server.url }),
      '42.0 of 168.0 MB (25 %), 3.0 MB/s, 42 s left',
    );
  });
});
