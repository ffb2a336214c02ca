/** A plain static server, such as any web server is: it sends the kind and the age of a file, and no special header unless asked for. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

/** @type {Record<string, string>} */
const kinds = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ipynb': 'application/json',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * What isolates a page, so that WebAssembly gets threads. Pages and the scripts of workers need both. `credentialless` lets a
 * cell show pictures of other sites, which `require-corp` does not; a browser that does not know it has one thread.
 */
const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'credentialless' };

/**
 * Serves a folder to this machine alone.
 * @param {string} folder
 * @param {{ port?: number, below?: string, isolated?: boolean, served?: (file: string, referrer: string) => void }} options `port` 0 takes any
 *   free one; `below` is the path under which the folder appears; `isolated`: with the two headers that give threads; `served` is called with
 *   each file that is handed out
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function serveFolder(folder, { port = 0, below = '/', isolated = false, served = () => {} } = {}) {
  const special = isolated ? isolation : {};
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    let file = name.startsWith(below) ? path.join(folder, name.slice(below.length)) : '';
    // `path.join` has taken out what would lead above the folder; what is left of it is no path below.
    if (file && existsSync(file) && statSync(file).isDirectory()) file = path.join(file, 'index.html');
    if (!file.startsWith(folder + path.sep) || !existsSync(file)) {
      response.writeHead(404).end('not there');
      return;
    }
    served(file, request.headers.referer ?? '');
    const changed = statSync(file).mtime.toUTCString();
    if (request.headers['if-modified-since'] === changed) {
      response.writeHead(304, { 'last-modified': changed, ...special }).end();
      return;
    }
    response.writeHead(200, {
      ...special,
      'last-modified': changed,
      'content-type': kinds[path.extname(file)] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${taken}${below}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
