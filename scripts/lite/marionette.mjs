/**
 * Firefox's remote protocol. A message is its length in bytes, a colon, and JSON: `[0, id, command, parameters]`, answered by
 * `[1, id, error, result]`. The commands are those of WebDriver.
 */
import { connect } from 'node:net';

/** @typedef {(command: string, parameters?: object) => Promise<any>} Send rejects with Firefox's error, or when Firefox has ended */

/**
 * @param {number} port of Firefox on this machine
 * @returns {Send}
 */
export function marionette(port) {
  const socket = connect(port, '127.0.0.1');
  /** @type {Map<number, { resolve(result: any): void, reject(error: Error): void }>} */
  const waiting = new Map();
  let received = Buffer.alloc(0);
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    for (let colon = received.indexOf(':'); colon > 0; colon = received.indexOf(':')) {
      const end = colon + 1 + Number(received.toString('latin1', 0, colon));
      if (received.length < end) return;
      const message = JSON.parse(received.toString('utf8', colon + 1, end));
      received = received.subarray(end);
      if (!Array.isArray(message)) continue; // the greeting
      const [, id, error, result] = message;
      if (error) waiting.get(id)?.reject(new Error(`${error.error}: ${error.message}`));
      else waiting.get(id)?.resolve(result);
      waiting.delete(id);
    }
  });
  const gone = (error = new Error('Firefox has ended')) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  socket.on('error', gone).on('close', () => gone());
  let last = 0;
  /** @type {Send} */
  return (command, parameters = {}) =>
    new Promise((resolve, reject) => {
      if (socket.destroyed) throw new Error('Firefox has ended');
      const text = JSON.stringify([0, ++last, command, parameters]);
      waiting.set(last, { resolve, reject });
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}
