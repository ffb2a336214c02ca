/** What the kernel has said when it ends reaches those who listen, also where the machine is busy. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Dealer } from 'zeromq';
import { Wire } from '../../../kernel-helpers/src/kernel/front/messages/index.js';

const messages = pathToFileURL(path.join(import.meta.dirname, '../../../kernel-helpers/src/kernel/front/messages/index.ts')).href;

/** More than the system's own buffers of a connection hold. */
const count = 30;

/** Listens, answers the first message with many long ones, and ends. It prints the address of its control socket. */
const program = `
import * as zmq from 'zeromq';
import { createServer } from 'node:net';
import { Sockets } from '${messages}';
const names = ['shell', 'control', 'stdin', 'iopub', 'hb'];
const port = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await port()])));
const connection = { key: 'key', signatureScheme: 'hmac-sha256', port: (name) => ports[name], address: (name) => 'tcp://127.0.0.1:' + ports[name] };
const sockets = await Sockets.open(zmq, connection, console.error);
sockets.listen({
  onMessage(channel, { identities, header }) {
    for (let i = 0; i < ${count}; i++) {
      sockets.send(channel, { identities, type: 'shutdown_reply', parentHeader: header, content: { i, text: 'x'.repeat(1e6) } });
    }
    void sockets.closeAndExit(7);
  },
  onSubscription() {},
  onPressure() {},
});
console.log(connection.address('control'));
`;

describe('kernel: its last messages', function () {
  this.timeout(60_000);
  it('are delivered before its process ends', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const dealer = new Dealer({ linger: 0, receiveHighWaterMark: 1, receiveTimeout: 20_000 });
    try {
      const [address] = (await once(child.stdout, 'data')) as [Buffer];
      dealer.connect(String(address).trim());
      const wire = new Wire('key', 'hmac-sha256');
      await dealer.send(wire.encode({ identities: [], type: 'shutdown_request', parentHeader: {}, content: {} }));
      // A busy front end: it reads later, when a process that does not wait would be gone.
      await sleep(400);
      const got: unknown[] = [];
      while (got.length < count) got.push(wire.decode([Buffer.from('me'), ...(await dealer.receive())])?.content.i);
      assert.deepEqual(
        got,
        Array.from({ length: count }, (_, i) => i),
      );
      assert.deepEqual(await ended, [7, null]);
    } finally {
      dealer.close();
      child.kill('SIGKILL');
    }
  });
});
