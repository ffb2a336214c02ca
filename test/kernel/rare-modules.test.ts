/** Modules of Node whose declarations are read only when a file imports them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withoutRareModules } from '../../kernel-helpers/src/kernel/front/compiler/rare-modules.js';
import { ts } from '../../kernel-helpers/src/kernel/front/compiler/ts.js';
import { projectRoot, Session } from './cells.js';

const folder = path.dirname(createRequire(import.meta.url).resolve('@types/node/package.json'));
/** A rare module, with an expression that only its declarations can tell to be no number. */
const modules: readonly (readonly [name: string, text: string])[] = [
  ['cluster', 'default.isPrimary'],
  ['dgram', 'createSocket'],
  ['diagnostics_channel', 'channel'],
  ['dns', 'lookup'],
  ['dns/promises', 'lookup'],
  ['domain', 'create'],
  ['http', 'createServer'],
  ['http2', 'getDefaultSettings'],
  ['https', 'get'],
  ['inspector', 'url'],
  ['inspector/promises', 'url'],
  ['punycode', 'toASCII'],
  ['repl', 'start'],
  ['sea', 'isSea'],
  ['sqlite', 'DatabaseSync'],
  ['test', 'describe'],
  ['test/reporters', 'tap'],
  ['tls', 'connect'],
  ['trace_events', 'createTracing'],
  ['v8', 'getHeapStatistics'],
  ['vm', 'runInNewContext'],
  ['wasi', 'WASI'],
  ['zlib', 'gzipSync'],
];
/** These have no name without `node:`. */
const onlyWithNode = ['sea', 'sqlite', 'test', 'test/reporters'];

const event = (text: string): string => `inspector.d.ts: function ${text}EventDataType): void;`;

describe('rare modules of Node', function () {
  this.timeout(60_000);
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'cells-'));
  after(() => rmSync(elsewhere, { recursive: true }));

  it('are not read before a cell imports one, and stay out when another is', async () => {
    const session = new Session();
    const read = (name: string) => session.compiler.types.program.getSourceFile(path.join(folder, `${name}.d.ts`)) !== undefined;
    await session.last('process.version; Buffer.from([1]); setTimeout(() => 1, 1).unref()');
    assert.deepEqual(
      [...modules.map(([name]) => name), 'fs'].filter((name) => !/^inspector/.test(name) && read(name)),
      ['fs'],
    );
    assert.equal(read('inspector.generated'), false);
    await session.last("import { gzipSync } from 'node:zlib'; gzipSync('a').length");
    assert.deepEqual([read('zlib'), read('http2')], [true, false]);
  });

  for (const [name, text] of modules)
    it(`${name} has its types`, async () => {
      for (const cwd of [projectRoot, elsewhere])
        for (const full of onlyWithNode.includes(name) ? [`node:${name}`] : [`node:${name}`, name]) {
          const session = new Session({ cwd });
          assert.deepEqual(await session.codes(`import * as m from '${full}'; const n: number = m.${text};`), ['TS2322'], `${full} ${cwd}`);
          const unknown = await session.codes(`import { nothing } from '${full}';`);
          assert.ok(['TS2305', 'TS2614'].includes(unknown.join()), `${full} ${cwd}: ${unknown}`); // the second where there is a default
        }
    });

  it('have a default import, as every module of Node, in a local module too', async () => {
    for (const cwd of [projectRoot, elsewhere]) {
      const session = new Session({ cwd });
      assert.equal(await session.last("import https from 'node:https'; typeof https.get"), 'function');
      assert.equal(await session.last("const zlib = await import('node:zlib'); zlib.gzipSync('a').length > 0"), true);
      assert.equal(await session.last("import inspector from 'node:inspector/promises'; typeof inspector.Session"), 'function');
    }
  });

  it('bring the rare modules that they need themselves', async () => {
    const session = new Session();
    // Of `tls`, which `https` extends; of `dns`, by `dgram`.
    assert.deepEqual(await session.codes("import https from 'node:https'; https.request('https://a', { minVersion: 1 });"), ['TS2769']);
    const lookup =
      "import dgram from 'node:dgram'; dgram.createSocket({ type: 'udp4', lookup: (_, { family }) => { const f: boolean = family } });";
    assert.deepEqual(await session.codes(lookup), ['TS2322']);
  });

  it('are named by what is always read in these places alone, where a type is `any` until its module is read', () => {
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      noEmit: true,
    };
    const host = ts.createCompilerHost(options);
    const { readFile } = host;
    const index = path.join(folder, 'index.d.ts');
    host.readFile = (name) => (name === index ? withoutRareModules(readFile(name) ?? '') : readFile(name));
    const program = ts.createProgram([index], { ...options, types: [] }, host);
    const line = ({ file, start }: ts.Diagnostic): string => {
      const { line } = file!.getLineAndCharacterOfPosition(start!);
      return `${path.basename(file!.fileName)}: ${file!.text.split('\n')[line]!.trim()}`;
    };
    const places = program
      .getSourceFiles()
      .filter(({ fileName }) => /@types\/node|undici-types/.test(fileName))
      .flatMap((file) => program.getSemanticDiagnostics(file))
      .map(line)
      // `process.getBuiltinModule` has a list of all modules.
      .filter((place) => !/^process\.d\.ts: "(?:node:)?[\w/]+": typeof import\(/.test(place));
    assert.deepEqual([...new Set(places)].sort(), [
      'child_process.d.ts: import * as dgram from "node:dgram";',
      "client.d.ts: import { TlsOptions } from 'tls'",
      "connector.d.ts: import { TLSSocket, ConnectionOptions } from 'tls'",
      'crypto.d.ts: import { PeerCertificate } from "node:tls";',
      // The types of the inspector's events are in the generated file, which an import of `inspector` reads.
      ...['dataReceived(params: DataReceived', 'loadingFailed(params: LoadingFailed', 'loadingFinished(params: LoadingFinished'].map(event),
      ...['requestWillBeSent(params: RequestWillBeSent', 'responseReceived(params: ResponseReceived'].map(event),
      'net.d.ts: import * as dns from "node:dns";',
      'url.d.ts: import { ClientRequestArgs } from "node:http";',
      'worker_threads.d.ts: import { Context } from "node:vm";',
      'worker_threads.d.ts: import { HeapInfo } from "node:v8";',
    ]);
  });
});
