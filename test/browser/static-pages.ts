/** Opens static pages as a reader would, from the disk or from a plain web server, and notes every request and complaint. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.ipynb': 'application/json',
};

/** Serves a folder and nothing else. */
export async function serveFolder(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const wanted = path.join(folder, decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    readFile(wanted).then(
      (content) => response.writeHead(200, { 'content-type': types[path.extname(wanted)] ?? 'application/octet-stream' }).end(content),
      () => response.writeHead(404).end('not there'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The address of a folder on the disk. */
export const diskUrl = (folder: string): string => `${pathToFileURL(folder).href}/`;

/** A reader with an own browser window. */
export interface Reader {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests that left the site or were not answered, errors that the page printed or threw; each a sentence. */
  readonly complaints: string[];
  /** Opens an address below the site's and waits until formulas, charts and deck are there. */
  open(address: string): Promise<void>;
}

/** @param base the only place that may be asked for anything */
export async function reader(browser: Browser, base: string): Promise<Reader> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const complaints: string[] = [];
  // A file may be asked for only below the site: `file:///etc` would be as wrong as another host.
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !/^(data|blob|about):/.test(url)) complaints.push(`asked for ${url}`);
  });
  context.on('requestfailed', (request) => complaints.push(`no answer for ${request.url()}`));
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error' || / WARN /.test(message.text()))
      complaints.push(`${message.type()} printed by ${message.page()?.url()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`thrown in ${error.page()?.url()}: ${error.error().message}`));
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return {
    context,
    page,
    complaints,
    async open(address) {
      await page.goto(base + address, { waitUntil: 'load', timeout: 60_000 });
      if (/^(notebooks|slides)\//.test(address)) await page.waitForSelector('body[data-ready="true"]', { state: 'attached' });
    },
  };
}
