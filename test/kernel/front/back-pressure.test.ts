import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Subscriber, XPublisher } from 'zeromq';
import { Outbox } from '../../../kernel-helpers/src/kernel/front/messages/outbox.js';
import { Watermarks } from '../../../kernel-helpers/src/kernel/front/messages/watermarks.js';
import { BackPressure } from '../../../kernel-helpers/src/kernel/front/session/back-pressure.js';
import { KernelClient } from '../../support/kernel-client.js';

const fail = (error: unknown) => {
  throw error;
};

/** Times in ticks and the state of a process' main thread. */
function mainThread(pid: number): { state: string; ticks: number } {
  const fields = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return { state: fields[0] ?? '', ticks: Number(fields[11]) + Number(fields[12]) };
}

/** Waits until a process does nothing: its main thread sleeps, and has used no time in two seconds. */
async function untilAtRest(pid: number): Promise<void> {
  let before = mainThread(pid);
  for (let same = 0; same < 20; ) {
    await sleep(100);
    const now = mainThread(pid);
    same = now.state === 'S' && now.ticks === before.ticks ? same + 1 : 0;
    before = now;
  }
}

const residentMegabytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

describe('kernel: back pressure', function () {
  this.timeout(120_000);
  const open: { close(): void }[] = [];
  afterEach(() => {
    for (const socket of open.splice(0)) socket.close();
  });

  /** A publisher as the kernel has it, and those who listen to it. */
  async function connected(options: readonly ConstructorParameters<typeof Subscriber>[0][]) {
    const publisher = new XPublisher({ sendHighWaterMark: 64, noDrop: true, linger: 0, verbosity: 'allSubs' });
    open.push(publisher);
    await publisher.bind('tcp://127.0.0.1:*');
    const subscribers: Subscriber[] = [];
    for (const option of options) {
      const subscriber = new Subscriber(option);
      open.push(subscriber);
      subscribers.push(subscriber);
      subscriber.connect(publisher.lastEndpoint ?? '');
      subscriber.subscribe('');
      await publisher.receive(); // the subscription arrived
    }
    return { publisher, subscribers };
  }

  it('a front end that reads nothing makes the cell wait, fills no memory, holds back no stop, and misses nothing once it reads', async () => {
    const kernel = await KernelClient.start();
    const runner = Number(await kernel.value('process.pid'));
    const front = Number(await kernel.call('pid'));
    await kernel.run(
      "const lab = (globalThis as any)[Symbol.for('lecture-lab.kernel')]; const much = ' x'.repeat(100_000); let shown = 0;",
    );
    const before = residentMegabytes(front);
    const id = await kernel.reaching(
      "lab.display({ 'text/plain': '' }, { displayId: 'd' }); for (;;) lab.display({ 'text/plain': ++shown + much }, { displayId: 'd', update: true })",
    );
    kernel.freeze();
    try {
      await untilAtRest(runner);
      assert.ok(residentMegabytes(front) - before < 400, `${before} MB before, ${residentMegabytes(front)} MB now`);
      process.kill(front, 'SIGINT');
      await untilAtRest(runner); // it stopped, though nobody reads
    } finally {
      kernel.thaw();
    }
    const { reply, of } = await kernel.outcome(id, 60);
    assert.equal(reply.ename, 'Interrupted');
    const numbers = of('update_display_data').map((content) =>
      Number.parseInt(String((content.data as Record<string, string>)['text/plain']), 10),
    );
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => i + 1),
    );
    assert.ok(Number(await kernel.value('shown')) >= numbers.length);
    await kernel.stop();
  });

  it('a subscriber that is slow gets all messages in order, and the makers hear when to hold back and when to go on', async () => {
    const { publisher, subscribers } = await connected([{ receiveHighWaterMark: 1 }]);
    const said: boolean[] = [];
    const outbox = new Outbox(publisher, { onError: fail, marks: new Watermarks((full) => said.push(full)) });
    const bulk = Buffer.alloc(20_000);
    for (let i = 0; i < 2000; i++) outbox.send([String(i), bulk]);
    assert.deepEqual(said, [true]);
    for (let i = 0; i < 2000; i++) assert.equal(String((await subscribers[0]?.receive())?.[0]), String(i));
    await outbox.flushed();
    assert.deepEqual(said, [true, false]);
  });

  it('a subscriber that takes nothing for long does not stop the others', async () => {
    const { publisher, subscribers } = await connected([{}, { receiveHighWaterMark: 1 }]);
    const outbox = new Outbox(publisher, { onError: fail, patience: 200 });
    const bulk = Buffer.alloc(200_000); // more than the system's own queues take
    for (let i = 0; i < 150; i++) outbox.send([String(i), bulk]);
    for (let i = 0; i < 150; i++) assert.equal(String((await subscribers[0]?.receive())?.[0]), String(i));
    await outbox.flushed();
  });

  it('output after an interrupt is left out where too much waits, and its number is said once, under that cell', () => {
    const calls: string[] = [];
    const [first, second] = [{}, {}] as never[];
    let running: never | undefined = first;
    const pressure = new BackPressure({
      running: () => running,
      pause: () => calls.push('pause'),
      resume: () => calls.push('resume'),
      say: (text, request) => calls.push(`${request === first ? 'first' : 'second'}: ${text}`),
    });
    pressure.full = true;
    assert.equal(pressure.admits(), true);
    pressure.interrupted();
    assert.equal(pressure.admits(), false);
    assert.equal(pressure.admits(), false);
    running = second;
    assert.equal(pressure.admits(), true);
    pressure.ended(first as never);
    pressure.ended(first as never);
    pressure.full = false;
    assert.deepEqual(calls, ['pause', 'resume', 'first: … output cut: 2 more messages came after the interrupt.\n', 'pause', 'resume']);
  });
});
