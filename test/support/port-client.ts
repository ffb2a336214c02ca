/** The kernel of a browser tab for tests: in a page with nothing else, spoken to over the port that JupyterLite uses. */
import type { Page } from 'playwright-core';
import { bareKernelScript } from '../../scripts/lite/bare-kernel.mjs';
import { type Dict, type KernelMessage, MessageClient, type Request } from './message-client.js';

/** What the page sends: a message of the kernel, its buffers in base64. */
interface Sent extends Omit<KernelMessage, 'type' | 'parent' | 'version'> {
  readonly header: { readonly msg_type: string; readonly version: string };
  readonly parent: string | null;
}

/** Runs in the page. Kernels are kept by number; what they say goes to the test in few calls. */
const inPage = `
globalThis.kernels = new Map();
const toText = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
const toBytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
globalThis.startKernel = async (number, base) => {
  let said = [];
  const send = () => kernelSaid(number, said.splice(0));
  const { kernel } = await startBareKernel(base, ({ channel, header, parent_header, content, metadata, buffers = [] }) => {
    if (said.push({ channel, header, parent: parent_header.msg_id ?? null, content, metadata, buffers: buffers.map(toText) }) === 1) setTimeout(send);
  });
  kernels.set(number, kernel);
};
globalThis.askKernel = ({ number, channel, type, content, id, metadata = {}, buffers = [] }) => {
  const header = { msg_id: id, msg_type: type, session: 'test', username: 'test', date: new Date().toISOString(), version: '5.4' };
  kernels.get(number).handleMessage({ channel, header, parent_header: {}, metadata, content, buffers: buffers.map(toBytes) });
};
globalThis.callKernel = async (number, call, base) => {
  if (call === 'interrupt') return kernels.get(number).interrupt();
  kernels.get(number).dispose();
  if (call === 'restart') await startKernel(number, base);
};`;

const clients = new WeakMap<Page, Map<number, (messages: readonly Sent[]) => void>>();

/** Makes kernels possible in a page of the site. @param base the address of the kernel's static files */
async function prepare(page: Page, base: string): Promise<Map<number, (messages: readonly Sent[]) => void>> {
  const known = clients.get(page);
  if (known) return known;
  const listeners = new Map<number, (messages: readonly Sent[]) => void>();
  clients.set(page, listeners);
  await page.exposeFunction('kernelSaid', (number: number, messages: readonly Sent[]) => listeners.get(number)?.(messages));
  await page.goto(`${base}files.json`);
  await page.evaluate(await bareKernelScript());
  await page.evaluate(inPage);
  return listeners;
}

export class PortClient extends MessageClient {
  readonly #page: Page;
  readonly #base: string;
  readonly #number: number;
  /** What was sent goes in order. */
  #sent: Promise<unknown> = Promise.resolve();

  private constructor(page: Page, base: string, number: number) {
    super();
    this.#page = page;
    this.#base = base;
    this.#number = number;
  }

  static async start(page: Page, base: string): Promise<PortClient> {
    const listeners = await prepare(page, base);
    const client = new PortClient(page, base, listeners.size);
    listeners.set(client.#number, (messages) => {
      for (const { header, ...rest } of messages) client.take({ ...rest, type: header.msg_type, version: header.version });
    });
    await page.evaluate(`startKernel(${client.#number}, ${JSON.stringify(base)})`);
    return client;
  }

  protected carry(request: Request): void {
    this.#inPage('askKernel', { number: this.#number, ...request });
  }

  async call(name: string): Promise<unknown> {
    if (!['interrupt', 'restart', 'stop'].includes(name)) throw new Error(`a kernel in a tab has no ${name}`);
    await this.#sent;
    await this.#page.evaluate(`callKernel(${this.#number}, ${JSON.stringify(name)}, ${JSON.stringify(this.#base)})`);
    return undefined;
  }

  async stop(_options?: Dict): Promise<void> {
    await this.call('stop');
  }

  #inPage(name: string, value: object): void {
    this.#sent = this.#sent.then(() => this.#page.evaluate(`${name}(${JSON.stringify(value)})`));
    this.#sent.catch(() => undefined); // the test that waits for an answer says what is missing
  }
}
