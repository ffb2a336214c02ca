import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  assertConformance,
  commandLine,
  KernelClient,
  kernelspecOf,
  markCell,
  python,
  root,
  testEnvironment,
} from '../../support/kernel-client.js';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z';
  } catch {
    return false;
  }
};

async function gone(pid: number): Promise<void> {
  // Another process's child sends no event when it ends.
  for (let i = 0; i < 100 && alive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(alive(pid), false, `process ${pid} is still there`);
}

/** Resident megabytes of a process. */
const resident = (pid: number): number => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** The number of the socket behind a descriptor; empty where it is none, or gone meanwhile. */
function socketOf(pid: number, fd: number): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** The port on which a socket listens; undefined where it does not. */
function portOf(inode: string): number | undefined {
  const rows = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const row = rows.find((fields) => fields[9] === inode && fields[3] === '0A'); // TCP_LISTEN
  return row && Number.parseInt(row[1]!.split(':')[1]!, 16);
}

describe('kernel: life and death', function () {
  this.timeout(90_000);

  it('runs over IPC sockets too, from any folder, and a polite shutdown ends both processes', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lab-'));
    const kernel = await KernelClient.start({ transport: 'ipc', cwd: folder });
    assert.equal(await kernel.value('process.cwd()'), `'${folder}'`);
    assert.equal(await kernel.value("import { range } from 'd3-array'; range(4).length"), '4');
    const pids = [Number(await kernel.call('pid')), Number(await kernel.value('process.pid'))];
    const reply = await kernel.ask('shutdown_request', { restart: false }, 'control');
    assert.deepEqual(reply, { status: 'ok', restart: false });
    for (const pid of pids) await gone(pid);
    await kernel.stop();
    rmSync(folder, { recursive: true });
  });

  it('restarts with nothing left of before', async () => {
    const kernel = await KernelClient.start();
    await kernel.run('let old = 1; (globalThis as any).old2 = 2');
    const runner = Number(await kernel.value('process.pid'));
    await kernel.call('restart');
    await gone(runner);
    const { reply } = await kernel.run('(globalThis as any).old2 ?? 0');
    assert.equal(reply.execution_count, 1);
    const { reply: unknown } = await kernel.run('old');
    assert.match(String(unknown.evalue), /TS2304/);
    await kernel.stop();
  });

  it('when the process of the cells is killed, its cell says so and the kernel ends, so that Jupyter restarts it', async () => {
    const kernel = await KernelClient.start();
    const front = Number(await kernel.call('pid'));
    const { reply } = await kernel.run("process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})");
    assert.equal(reply.ename, 'KernelDied');
    assert.match(String(reply.evalue), /SIGKILL/);
    await gone(front);
    await kernel.call('restart');
    assert.equal(await kernel.value('1 + 1'), '2');
    await kernel.stop();
  });

  it('a cell that exhausts the memory says so', async () => {
    const kernel = await KernelClient.start({ nodeOptions: '--max-old-space-size=200' });
    const { reply, text } = await kernel.run('const all: number[][] = []; for (;;) all.push(new Array(100_000).fill(1.5))', {}, 60);
    assert.equal(reply.ename, 'KernelDied');
    assert.match(String(reply.evalue), /out of memory/);
    assert.doesNotMatch(text('stderr'), /Native stack trace/);
    await kernel.stop();
  });

  it('a runner whose front was killed ends by itself, even in a busy loop', async () => {
    const kernel = await KernelClient.start();
    const runner = Number(await kernel.value('process.pid'));
    await kernel.run(markCell);
    await kernel.reaching('mark(); for (;;) {}');
    process.kill(Number(await kernel.call('pid')), 'SIGKILL');
    await gone(runner);
    await kernel.stop();
  });

  it('a kernel whose Jupyter was killed ends by itself, and its runner with it, even in a busy loop', async () => {
    const kernel = await KernelClient.start();
    const pids = [Number(await kernel.call('pid')), Number(await kernel.value('process.pid'))];
    await kernel.run(markCell);
    await kernel.reaching('mark(); for (;;) {}');
    void kernel.call('die');
    for (const pid of pids) await gone(pid);
  });

  describe('starts from a snapshot', () => {
    let folder: string;
    const texts = { 'imports.ipynb': "import { tf } from 'kernel-helpers'", 'plain.ipynb': ' '.repeat(2000), 'new one.ipynb': '{}' };
    before(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'lab-start-'));
      for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(folder, name), text);
    });
    after(() => rmSync(folder, { recursive: true }));

    /** @returns the name of the snapshot of a kernel that Jupyter's server would start for a notebook */
    async function snapshotFor(notebook: string | undefined, options = {}): Promise<string | undefined> {
      const { JPY_SESSION_NAME: before } = process.env;
      if (notebook !== undefined) process.env.JPY_SESSION_NAME = path.join(folder, notebook);
      const kernel = await KernelClient.start(options);
      if (before === undefined) delete process.env.JPY_SESSION_NAME;
      else process.env.JPY_SESSION_NAME = before;
      try {
        assert.equal(await kernel.value('1 + 1'), '2');
        return / --snapshot-blob \S+\/(\w+)\.blob /.exec(commandLine(Number(await kernel.call('pid'))))?.[1];
      } finally {
        await kernel.stop();
      }
    }

    it('with the types of the helpers, where the notebook names them or is new', async () => {
      assert.deepEqual([await snapshotFor('imports.ipynb'), await snapshotFor('new one.ipynb')], ['helpers', 'helpers']);
    });
    it('without them, where it does not', async () => {
      assert.deepEqual([await snapshotFor('plain.ipynb'), await snapshotFor(undefined)], ['front', 'front']);
    });
    it('with them, where a notebook of its folder names them and nobody says which one it is for', async () => {
      assert.equal(await snapshotFor(undefined, { cwd: folder }), 'helpers');
    });
  });

  it('keeps the certificates that the user names from the front, whose start they would double, and gives them to the cells', async () => {
    const { NODE_EXTRA_CA_CERTS: before } = process.env;
    process.env.NODE_EXTRA_CA_CERTS = path.join(root, 'no such certificates.pem'); // Node goes on without a file that is not there
    const kernel = await KernelClient.start();
    if (before === undefined) delete process.env.NODE_EXTRA_CA_CERTS;
    else process.env.NODE_EXTRA_CA_CERTS = before;
    const environment = readFileSync(`/proc/${Number(await kernel.call('pid'))}/environ`, 'utf8').split('\0');
    assert.ok(environment.includes(`LECTURE_LAB_NODE_CERTIFICATES=${path.join(root, 'no such certificates.pem')}`));
    assert.deepEqual(
      environment.filter((entry) => entry.startsWith('NODE_EXTRA_CA_CERTS=')),
      [],
    );
    const { text } = await kernel.run('console.log(process.env.NODE_EXTRA_CA_CERTS, Object.keys(process.env).join())');
    assert.match(text('stdout'), /no such certificates\.pem (?!.*LECTURE_LAB_NODE_CERTIFICATES)/);
    await kernel.stop();
  });

  it('listens on its ports before it runs, and keeps these sockets from the cells', async function () {
    if (!readdirSync(path.join(root, 'kernel-helpers/dist/kernel/bundle')).includes('listen')) {
      assert.equal(process.env.CI, undefined, 'the program that listens was not built');
      this.skip(); // no compiler here: the kernel binds its ports itself
    }
    const kernel = await KernelClient.start();
    const front = Number(await kernel.call('pid'));
    const connection = JSON.parse(readFileSync(commandLine(front).trim().split(' ').at(-1)!, 'utf8')) as Record<string, number>;
    const environment = readFileSync(`/proc/${front}/environ`, 'utf8').split('\0');
    const left =
      environment
        .find((entry) => entry.startsWith('LECTURE_LAB_SOCKETS='))
        ?.split('=')
        .slice(1)
        .join('=') ?? '';
    const sockets = [...left.matchAll(/(\w+)=(\d+)/g)].map(([, channel, fd]) => ({ channel, inode: socketOf(front, Number(fd)) }));
    // ZeroMQ would have closed a descriptor that it did not take.
    assert.deepEqual(
      sockets.map(({ channel, inode }) => [channel, portOf(inode)]),
      ['shell', 'control', 'iopub', 'stdin', 'hb'].map((channel) => [channel, connection[`${channel}_port`]]),
    );
    const runner = Number(await kernel.value('process.pid'));
    const its = readdirSync(`/proc/${runner}/fd`).map((fd) => socketOf(runner, Number(fd)));
    assert.deepEqual(
      sockets.filter(({ inode }) => its.includes(inode)),
      [],
    );
    assert.equal(await kernel.value("'LECTURE_LAB_SOCKETS' in process.env"), 'false');
    await kernel.stop();
  });

  it('starts without a snapshot where that was made for another Node, and checks and completes all the same', async () => {
    const bundle = path.join(root, 'kernel-helpers/dist/kernel/bundle');
    const launcher = readFileSync(path.join(bundle, 'launch.sh'), 'utf8');
    const changed = launcher.replace(/\]? = \d+\.\d+ \]; then/, (test) => test.replace(/\d+\.\d+/, '1.1'));
    assert.notEqual(changed, launcher);
    const script = path.join(bundle, 'launch-of-another-node.sh'); // a launcher starts what lies beside it
    writeFileSync(script, changed);
    const kernel = await KernelClient.start({ jupyterPath: kernelspecOf('test-kernel-plain', ['/bin/sh', script, '{connection_file}']) });
    assert.equal(await kernel.value('let text = "1"; 1 + 1'), '2');
    assert.doesNotMatch(commandLine(Number(await kernel.call('pid'))), /snapshot/);
    const { reply } = await kernel.run('const wrong: number = text');
    assert.match(String(reply.evalue), /TS2322/);
    const { matches } = await kernel.ask('complete_request', { code: 'text.toUp', cursor_pos: 9 });
    assert.deepEqual(matches, ['toUpperCase']);
    await kernel.stop();
    rmSync(script);
  });

  it('gives memory back when it rests, and goes on working', async function () {
    if (!readdirSync(path.join(root, 'kernel-helpers/dist/kernel/bundle')).includes('memory.node')) {
      assert.equal(process.env.CI, undefined, 'the addon was not built');
      this.skip(); // no compiler here: the kernel takes more memory
    }
    const kernel = await KernelClient.start();
    const pids = [Number(await kernel.call('pid')), Number(await kernel.value('process.pid'))];
    const before = pids.map(resident);
    let now = before;
    // The system sends no event when memory is given back.
    for (let i = 0; i < 50 && !now.every((size, k) => size < before[k]! - 15); i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      now = pids.map(resident);
    }
    assert.ok(now[0]! < before[0]! - 15 && now[1]! < before[1]! - 15, `from ${before.join(' and ')} MB to ${now.join(' and ')} MB`);
    assert.equal(await kernel.value("import { range } from 'd3-array'; range(3).map((n) => n ** 2).join()"), "'0,1,4'");
    const { matches } = await kernel.ask('complete_request', { code: 'Math.sq', cursor_pos: 7 });
    assert.ok((matches as string[]).includes('sqrt'));
    await kernel.stop();
  });

  it('nbconvert --allow-errors goes on behind failing cells', () => {
    const out = path.join(root, '.lab/test-kernel/out.ipynb');
    const cell = (source: string) => ({
      cell_type: 'code',
      id: `c${source.length}`,
      source,
      metadata: {},
      outputs: [],
      execution_count: null,
    });
    const cells = [
      'const a = 1;',
      "throw new Error('in the middle')",
      'const wrong: number = "text";',
      'a + 41',
      "console.log('the end')",
    ].map(cell);
    const kernelspec = { name: 'tslab', language: 'typescript', display_name: 'TypeScript (lecture lab)' };
    execFileSync(python, ['-m', 'nbconvert', '--to', 'notebook', '--execute', '--allow-errors', '--stdin', '--output', out], {
      input: JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
      env: testEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const outputs = (JSON.parse(readFileSync(out, 'utf8')) as { cells: { outputs: Record<string, unknown>[] }[] }).cells.map(
      (c) => c.outputs,
    );
    assert.deepEqual(
      outputs.map((list) => list.map(({ output_type }) => output_type)),
      [[], ['error'], ['error'], ['execute_result'], ['stream']],
    );
    assert.deepEqual(outputs[3]?.[0]?.data, { 'text/plain': ['42'] });
  });

  it('passes the public conformance suite with nothing failed and nothing skipped', () => assertConformance({ env: testEnvironment() }));
});
