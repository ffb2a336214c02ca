/** Each test shows what Node still does. Where one fails, Node has changed: see `docs/UPGRADING.md`. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Push } from 'zeromq';
import { buildSnapshot, runNode, runSnapshot } from './stock.js';

const major = Number(process.versions.node.split('.')[0]);

describe(`Node ${process.version}`, () => {
  it('node-snapshot-collator: a start-up snapshot cannot hold an Intl.Collator', () => {
    const main = "require('node:v8').startupSnapshot.setDeserializeMainFunction(() => {});";
    assert.equal(buildSnapshot(`globalThis.kept = 1; ${main}`).status, 0);
    assert.notEqual(buildSnapshot(`globalThis.kept = new Intl.Collator(); ${main}`).status, 0);
  });

  it('node-snapshot-modules: Node does not promise child_process after a snapshot', () => {
    const { stderr } = buildSnapshot(
      "globalThis.kept = require('node:child_process'); require('node:v8').startupSnapshot.setDeserializeMainFunction(() => {});",
    );
    assert.match(stderr, /not yet fully verified whether built-in module "(node:)?child_process"/);
  });

  it('node-snapshot-import: the program of a start-up snapshot cannot import', () => {
    const { stdout, stderr } = runSnapshot(`require('node:v8').startupSnapshot.setDeserializeMainFunction(() => {
      import('node:path').then(() => console.log('imported'), ({ code }) => console.log(code));
    });`);
    assert.equal(stdout.trim(), 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING', stderr);
  });

  it('node-async-id-stack: Node aborts where running JavaScript is ended in a callback while async hooks are on', () => {
    const { status, signal, stderr } = runNode(`
      const { Worker, isMainThread, workerData } = require('node:worker_threads');
      if (isMainThread) {
        const looping = new Int32Array(new SharedArrayBuffer(4));
        require('node:async_hooks').createHook({ init() {} }).enable();
        new Worker(__filename, { workerData: looping }).unref();
        (async () => {
          await new Promise((resume) => setTimeout(resume, 1));
          Atomics.store(looping, 0, 1);
          for (;;) {} // until the other thread ends it
        })();
      } else {
        const { Session } = require('node:inspector');
        const session = new Session();
        session.connectToMainThread();
        const waiting = setInterval(() => {
          if (Atomics.load(workerData, 0) === 0) return;
          clearInterval(waiting);
          session.post('Runtime.terminateExecution');
        }, 5);
        setTimeout(() => {}, 10_000); // the inspector's thread must live until it is done
      }`);
    assert.ok(signal === 'SIGABRT' || status === 134, `ended with ${status ?? signal}`);
    assert.match(stderr, /execution_async_id|async hook stack/);
  });

  it('node-next-tick: a loop through process.nextTick is also stopped inside the queue of ticks', () => {
    const { stdout } = runNode(`
      const { Worker, isMainThread } = require('node:worker_threads');
      if (isMainThread) {
        let left = 60_000; // evaluations, of which each needs a place where V8 stops the loop
        globalThis.where = () => {
          const inQueue = /task_queues/.test(new Error().stack.split('\\n')[3]);
          if (!inQueue && left-- > 0) return;
          console.log(inQueue);
          process.exit();
        };
        new Worker(__filename).unref();
        (function again() { process.nextTick(again); })();
      } else {
        const session = new (require('node:inspector').Session)();
        session.connectToMainThread();
        (function ask() { session.post('Runtime.evaluate', { expression: 'where()' }, ask); })();
        setInterval(() => {}, 1000);
      }`);
    assert.equal(stdout.trim(), 'true');
  });

  it('node-loader-warning: the loader of `import()` in a script warns that it is experimental', function () {
    if (major > 20) this.skip(); // kept for Node 20
    const { stderr } = runNode(`
      const vm = require('node:vm');
      const script = new vm.Script('(name) => import(name)', {
        filename: __filename, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
      script.runInThisContext()('node:path');`);
    assert.match(stderr, /ExperimentalWarning: vm\.USE_MAIN_CONTEXT_DEFAULT_LOADER/);
  });

  it('node-commonjs-names: import() finds no names that a module assigns in a loop', () => {
    const { stdout } = runNode(`
      require('node:fs').writeFileSync('module.cjs', "for (const name of ['a', 'b']) module.exports[name] = 1;");
      import(require('node:path').resolve('module.cjs')).then((module) => console.log(Object.keys(module).includes('a')));`);
    assert.equal(stdout.trim(), 'false');
  });

  it('node-timers: a timer fires although the work that started it was given up', () => {
    const { stdout } = runNode(`
      const stop = new AbortController();
      (async () => setTimeout(() => console.log('fired'), 10))();
      stop.abort();`);
    assert.equal(stdout.trim(), 'fired');
  });

  it('node-streams: what is written to stdout goes to the file of the process', () => {
    assert.equal(runNode("process.stdout.write('out')").stdout, 'out');
  });

  it('node-readline: a question reads the standard input of the process', () => {
    const { stdout } = runNode(`
      const lines = require('node:readline').createInterface({ input: process.stdin, output: process.stdout });
      lines.question('name? ', () => console.log('answered'));
      lines.on('close', () => console.log('closed'));`);
    assert.match(stdout, /name\? .*closed/s);
    assert.doesNotMatch(stdout, /answered/);
  });

  it('node-exit: exit, and an error that nobody catches, end the process', () => {
    assert.equal(runNode('process.exit(3)').status, 3);
    assert.notEqual(runNode("setTimeout(() => { throw new Error('late') })").status, 0);
  });

  it('node-error-stacks: a stack is prepared by Error.prepareStackTrace, and has ten frames without it', () => {
    const { stdout } = runNode(`
      const deep = (n) => (n === 0 ? new Error('deep').stack : deep(n - 1));
      const lines = deep(30).split('\\n').length - 1;
      Error.prepareStackTrace = (error, sites) => sites.length;
      console.log(lines, new Error('x').stack > 0);`);
    assert.equal(stdout.trim(), '10 true');
  });

  it('zeromq-busy: a send while another one waits is refused', async () => {
    const socket = new Push();
    const waiting = assert.rejects(socket.send('first'), () => true); // nobody listens: it waits until the socket is closed
    await assert.rejects(async () => socket.send('second'), { code: 'EBUSY' });
    socket.close();
    await waiting;
  });

  it('zeromq-use-fd: a socket has the protected methods for options, and no option for a descriptor', () => {
    const socket = new Push();
    assert.ok('linger' in socket && !('useFd' in socket));
    assert.equal(typeof (socket as unknown as Record<string, unknown>).setInt32Option, 'function');
    socket.close();
  });

  it('zeromq-no-drop: setting it on a bound socket is warned of, and takes effect', () => {
    const zmq = JSON.stringify(createRequire(import.meta.url).resolve('zeromq'));
    const { stdout, stderr } = runNode(
      `
      const { Subscriber, XPublisher } = require(${zmq});
      const publisher = new XPublisher({ sendHighWaterMark: 1, noDrop: true, linger: 0 });
      const fill = async () => { for (let i = 0; i < 100; i++) await publisher.send(Buffer.alloc(1_000_000)); };
      const main = async () => {
        await publisher.bind('tcp://127.0.0.1:*');
        const subscriber = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
        subscriber.connect(publisher.lastEndpoint);
        subscriber.subscribe('');
        await publisher.receive();
        await fill().catch((error) => console.log(error.code));
        publisher.noDrop = false;
        await fill();
        console.log('sent');
        setTimeout(() => process.exit(0), 1); // after the warning
      };
      main();`,
      { timeout: 60_000 },
    );
    assert.equal(stdout, 'EAGAIN\nsent\n');
    assert.match(stderr, /will not take effect until next connect/);
  });

  it('tslab-module: tslab shows through a kernel of its own', () => {
    const address = JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve('tslab')).href);
    const { stdout } = runNode(`
      import(${address}).then((tslab) => { (tslab.display ?? tslab.default.display).html('<b>x</b>'); })
        .then(() => console.log('shown'), (error) => console.log('not shown: ' + error.message));`);
    assert.match(stdout, /not shown/);
  });
});
