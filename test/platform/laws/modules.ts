import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { lawsOf } from './laws.js';

/** The word "text", by gzip. */
const packed = 'H4sIAAAAAAAAAytJrSgBAMenizsEAAAA';

const pick = (entry: object) => {
  const { originalLine, originalColumn, originalSource } = entry as Record<string, unknown>;
  return { originalLine, originalColumn, originalSource };
};

export const modules = [
  lawsOf({
    name: 'node:fs/promises',
    load: () => import('node:fs/promises'),
    laws: {
      'open files read and write at their place': async (forms) => {
        const folder = await forms.mkdtemp(path.join(tmpdir(), 'lab-forms-'));
        const file = path.join(folder, 'a');
        const written = await forms.open(file, 'w');
        await written.write('abcdef');
        await written.close();
        const read = await forms.open(file);
        const buffer = Buffer.alloc(4);
        assert.equal((await read.read(buffer, 1, 2)).bytesRead, 2);
        assert.equal(buffer.toString('latin1'), '\0ab\0');
        assert.equal((await read.read(buffer, 0, 4, 4)).bytesRead, 2);
        assert.equal((await read.read(buffer, 0, 1)).buffer.toString('latin1', 0, 1), 'c');
        assert.equal((await read.stat()).size, 6);
        await read.close();
        await assert.rejects(forms.open(file, 'wx'), { code: 'EEXIST' });
        assert.equal(await forms.readFile(file, 'utf8'), 'abcdef');
        await forms.rm(folder, { recursive: true });
        await assert.rejects(forms.readFile(file), { code: 'ENOENT' });
      },
    },
  }),
  lawsOf({
    name: 'node:crypto',
    load: () => import('node:crypto'),
    laws: {
      'hashes of known texts': async ({ createHash, randomUUID }) => {
        const known = {
          md5: '900150983cd24fb0d6963f7d28e17f72',
          sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
          sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
        };
        for (const [algorithm, hash] of Object.entries(known)) {
          assert.equal(createHash(algorithm).update('abc').digest('hex'), hash);
          assert.equal(
            createHash(algorithm)
              .update('a')
              .update(new Uint8Array([98, 99]))
              .digest()
              .toString('hex'),
            hash,
          );
        }
        assert.throws(() => createHash('md6'));
        assert.notEqual(randomUUID(), randomUUID());
      },
    },
  }),
  lawsOf({
    name: 'node:util',
    load: () => import('node:util'),
    laws: {
      'values in print, equality, and kinds of values': async ({ format, inspect, isDeepStrictEqual, promisify: promised, types }) => {
        assert.equal(format('%s is %d', 'x', 1, { a: [1, new Map([['k', 2]])] }), "x is 1 { a: [ 1, Map(1) { 'k' => 2 } ] }");
        assert.equal(inspect(new Float32Array([1, 0.5])), 'Float32Array(2) [ 1, 0.5 ]');
        assert.ok(isDeepStrictEqual({ a: [1, Number.NaN] }, { a: [1, Number.NaN] }));
        assert.ok(!isDeepStrictEqual({ a: 1 }, { a: '1' }));
        assert.ok(types.isNativeError(new RangeError('x')) && !types.isNativeError({ message: 'x' }));
        assert.ok(types.isPromise(Promise.resolve()) && types.isTypedArray(new Uint8Array()));
        const twice = promised((n: number, done: (error: Error | null, value: number) => void) =>
          done(n < 0 ? new Error('negative') : null, 2 * n),
        );
        assert.equal(await twice(4), 8);
        await assert.rejects(twice(-1), /negative/);
      },
    },
  }),
  lawsOf({
    name: 'node:module',
    load: () => import('node:module'),
    laws: {
      'source maps lead to the place in the source': async ({ SourceMap }) => {
        // Two lines; the second begins at line 5, column 2 of the source.
        const map = new SourceMap({
          version: 3,
          file: 'a.js',
          sources: ['a.ts'],
          sourcesContent: [],
          names: [],
          mappings: 'AAAA;AAIE',
          sourceRoot: '',
        });
        assert.deepEqual(pick(map.findEntry(1, 7)), { originalLine: 4, originalColumn: 2, originalSource: 'a.ts' });
        assert.deepEqual(pick(map.findEntry(0, 0)), { originalLine: 0, originalColumn: 0, originalSource: 'a.ts' });
      },
    },
  }),
  lawsOf({
    name: 'node:zlib',
    load: () => import('node:zlib'),
    laws: {
      'gunzip: options may be left out': async ({ gunzip }) => {
        const text = await promisify<Buffer, Buffer>(gunzip as never)(Buffer.from(packed, 'base64'));
        assert.equal(text.toString(), 'text');
      },
      'unpacks gzip, and says where it is none': async ({ gunzip }) => {
        const unpack = promisify<Buffer, object, Buffer>(gunzip as never);
        assert.equal((await unpack(Buffer.from(packed, 'base64'), {})).toString(), 'text');
        await assert.rejects(unpack(Buffer.from('no gzip at all'), {}));
      },
    },
  }),
  lawsOf({
    name: 'node:url',
    load: () => import('node:url'),
    laws: {
      'addresses of files and back': async ({ fileURLToPath, pathToFileURL }) => {
        assert.equal(pathToFileURL('/lab/a b/ü#?.mts').href, 'file:///lab/a%20b/%C3%BC%23%3F.mts');
        assert.equal(fileURLToPath(pathToFileURL('/lab/a b/ü#?.mts')), '/lab/a b/ü#?.mts');
      },
    },
  }),
  lawsOf({
    name: 'node:async_hooks',
    load: () => import('node:async_hooks'),
    laws: {
      'code that runs at once knows its context, code outside knows none': async ({ AsyncLocalStorage }) => {
        const storage = new AsyncLocalStorage<number>();
        assert.equal(
          storage.run(1, () => storage.run(2, () => storage.getStore())),
          2,
        );
        assert.throws(() =>
          storage.run(1, () => {
            throw new Error('x');
          }),
        );
        assert.equal(storage.getStore(), undefined);
      },
    },
  }),
  lawsOf({
    name: 'node:os',
    load: () => import('node:os'),
    laws: {
      'there is a place for passing files, and at least one processor': (os) => {
        assert.ok(path.isAbsolute(os.tmpdir()) && path.isAbsolute(os.homedir()));
        assert.ok(os.availableParallelism() >= 1 && os.freemem() > 0);
      },
    },
  }),
  lawsOf({
    name: 'node:path',
    load: () => import('node:path'),
    laws: {
      'paths are joined, cut and made absolute as on Linux': ({ default: p }) => {
        assert.equal(p.join('/a', '../b', './c.tar.gz'), '/b/c.tar.gz');
        assert.deepEqual([p.dirname('/a/b.c'), p.basename('/a/b.c', '.c'), p.extname('b.c')], ['/a', 'b', '.c']);
        assert.equal(p.resolve('/a/b', '..', 'c'), '/a/c');
        assert.equal(p.relative('/a/b', '/a/c/d'), '../c/d');
        assert.ok(p.isAbsolute('/a') && !p.isAbsolute('a'));
      },
    },
  }),
  lawsOf({
    name: 'node:buffer',
    load: async () => ({ Buffer }),
    laws: {
      'bytes and texts turn into one another': ({ Buffer: B }) => {
        assert.equal(B.from('ä∑').toString('base64'), 'w6TiiJE=');
        assert.equal(B.from('w6TiiJE=', 'base64').toString('utf8'), 'ä∑');
        assert.equal(B.concat([B.from([1]), B.from('ff', 'hex')]).toString('hex'), '01ff');
        assert.equal(B.from([0, 0, 128, 63]).readFloatLE(0), 1);
      },
    },
  }),
  lawsOf({
    name: 'node:string_decoder',
    load: () => import('node:string_decoder'),
    laws: {
      'a character that comes in two pieces is whole': ({ StringDecoder }) => {
        const decoder = new StringDecoder('utf8');
        const bytes = Buffer.from('aä∑');
        assert.equal([...bytes].map((byte) => decoder.write(Buffer.from([byte]))).join(''), 'aä∑');
      },
    },
  }),
  lawsOf({
    name: 'node:timers/promises',
    load: () => import('node:timers/promises'),
    laws: { 'a wait gives its value': async ({ setTimeout: wait }) => assert.equal(await wait(1, 'x'), 'x') },
  }),
  lawsOf({
    name: 'node:readline',
    load: async () => ({ ...(await import('node:readline')), fs: await import('node:fs') }),
    laws: {
      'a file is read line by line, whatever ends its lines': async ({ createInterface, fs }) => {
        const file = path.join(tmpdir(), 'lab-laws-lines.txt');
        fs.writeFileSync(file, 'one\ntwo\r\n\nfour\n');
        const lines: string[] = [];
        for await (const line of createInterface({ input: fs.createReadStream(file), crlfDelay: Infinity })) lines.push(line);
        assert.deepEqual(lines, ['one', 'two', '', 'four']);
        fs.rmSync(file);
      },
    },
  }),
  lawsOf({
    name: 'node:assert/strict',
    load: async () => (await import('node:assert/strict')).default,
    laws: {
      'equality is strict, and a failure is named': (strict: typeof assert) => {
        strict.throws(() => strict.equal(1, '1'), { name: 'AssertionError' });
        strict.throws(() => strict.deepEqual({ a: 1 }, { a: '1' }));
        strict.deepEqual(new Map([[1, [2]]]), new Map([[1, [2]]]));
      },
    },
  }),
];
