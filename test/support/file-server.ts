/** A local HTTP server that serves one buffer, honestly or with one of the faults that real servers and networks have. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FileServer extends AsyncDisposable {
  readonly url: string;
  /** The Range header of each request, `'-'` for none. */
  readonly ranges: string[];
  /** Replaces what a request gets; called with its number from 1. Return false to serve the file as it is. */
  intercept: (request: number, response: ServerResponse, incoming: IncomingMessage) => boolean;
  content: Buffer;
}

export async function serveFile(content: Buffer, name = 'file.bin'): Promise<FileServer> {
  const ranges: string[] = [];
  const server = createServer((incoming, response) => {
    ranges.push(incoming.headers.range ?? '-');
    if (self.intercept(ranges.length, response, incoming)) return;
    const etag = `"${createHash('sha1').update(self.content).digest('hex')}"`;
    const from = incoming.headers['if-range'] === etag ? Number(/^bytes=(\d+)-/.exec(incoming.headers.range ?? '')?.[1] ?? 0) : 0;
    const body = self.content.subarray(from);
    const headers = { etag, 'content-type': 'application/octet-stream', 'content-length': String(body.length) };
    if (from > 0)
      response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${self.content.length - 1}/${self.content.length}` });
    else response.writeHead(200, headers);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: FileServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`,
    ranges,
    intercept: () => false,
    content,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

/** Promises the whole file but breaks the connection after `count` bytes, once the client has written them to `file`. */
export function breakAfter(server: FileServer, count: number, response: ServerResponse, file: string): true {
  const etag = `"${createHash('sha1').update(server.content).digest('hex')}"`;
  response.writeHead(200, { etag, 'content-length': String(server.content.length) });
  response.write(server.content.subarray(0, count));
  // A connection that breaks loses what the client has not read yet.
  const look = setInterval(() => {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < count) return;
    clearInterval(look);
    response.destroy();
  }, 5);
  return true;
}
