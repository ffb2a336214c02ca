/** The connection file: which addresses Jupyter wants the kernel to listen on, and the key that signs its messages. */
import { readFileSync } from 'node:fs';

/** The five channels of a kernel. */
export type ChannelName = 'shell' | 'control' | 'iopub' | 'stdin' | 'hb';

export interface Connection {
  readonly key: string;
  readonly signatureScheme: string;
  address(channel: ChannelName): string;
  port(channel: ChannelName): number;
}

/** Reads a connection file. TCP addresses are `tcp://ip:port`, IPC ones `ipc://ip-port`. */
export function readConnection(file: string): Connection {
  const info = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const transport = info.transport ?? 'tcp';
  if (transport !== 'tcp' && transport !== 'ipc') throw new RangeError(`transport must be 'tcp' or 'ipc', got ${String(transport)}`);
  const port = (channel: ChannelName): number => {
    const value = info[`${channel}_port`];
    if (typeof value !== 'number') throw new TypeError(`the connection file has no ${channel}_port`);
    return value;
  };
  return {
    key: String(info.key ?? ''),
    signatureScheme: String(info.signature_scheme ?? 'hmac-sha256'),
    port,
    address: (channel) => `${transport}://${String(info.ip ?? '127.0.0.1')}${transport === 'tcp' ? ':' : '-'}${port(channel)}`,
  };
}
