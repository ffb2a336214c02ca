/** Live widgets: an object here, a drawing of it in the page, one state between them. Drawn by anywidget's front end. */
import { randomUUID } from 'node:crypto';
import { type Comm, type MimeBundle, shownSymbol } from '../../kernel/shared/api.js';
import { runningKernel } from '../kernel.js';
import { addModel, removeModel } from './host.js';
import { type BufferPath, joinBuffers, separateBuffers } from './protocol.js';

// Patch: anywidget-protocol
/** The version of anywidget's front end that is installed with the lab. */
export const anywidgetVersion = '~0.11.0';

/** The convention of JavaScript kernels for an object's own MIME bundle. */
const displaySymbol: unique symbol = Symbol.for('Jupyter.display') as never;

const front = {
  _model_module: 'anywidget',
  _model_name: 'AnyModel',
  _model_module_version: anywidgetVersion,
  _view_module: 'anywidget',
  _view_name: 'AnyView',
  _view_module_version: anywidgetVersion,
  _view_count: null,
};

/** The state of a widget: JSON, and typed arrays, which travel as bytes. */
export type WidgetState = Record<string, unknown>;

/** What a widget is made of. */
export interface WidgetOptions<S extends WidgetState> {
  /**
   * The code of the page: an ES module whose default export has `render({ model, el })`, by anywidget's convention
   * (`model.get`, `model.set`, `model.save_changes`, `model.on('change:key')`, `model.send`). It must ask nothing of the network.
   */
  esm: string;
  /** Style sheet of the page. Default: none. */
  css?: string;
  /** The first state; only its keys are ever taken from the page. */
  state: S;
  /** A short name, for the style sheet and the text that stands for the widget. Default `'widget'`. */
  name?: string;
  /** Checks each value that the page sends: the result becomes the new value, `undefined` refuses it. Default: every value is accepted. */
  accept?: (patch: Partial<S>, state: Readonly<S>) => Partial<S> | undefined;
  /** What is shown where no widget can be: a MIME bundle from the state, for example its picture as `text/html`. Default: a text with its name. */
  still?: (state: Readonly<S>) => MimeBundle;
}

/** Ends a subscription. */
export type Unsubscribe = () => void;

/** Answers a message of the page. */
export type Reply = (content: unknown, buffers?: readonly ArrayBufferView[]) => void;

type Receiver = (content: unknown, buffers: readonly Uint8Array[], reply: Reply) => void | Promise<void>;

/** A live widget; made by `widget`. */
export class Widget<S extends WidgetState = WidgetState> {
  readonly id: string = randomUUID().replaceAll('-', '');
  readonly #own: S;
  readonly #comm: Comm | undefined;
  readonly #changed = new Map<keyof S | undefined, Set<(value: never) => void | Promise<void>>>();
  readonly #receivers = new Set<Receiver>();
  #closed = false;
  /** The cell (by its signal) in which it was shown last. */
  #shownIn: AbortSignal | undefined;

  readonly #options: WidgetOptions<S>;

  constructor(options: WidgetOptions<S>) {
    this.#options = options;
    this.#own = { ...options.state };
    const kernel = runningKernel();
    if (!kernel) return;
    const { state, paths, buffers } = separateBuffers(this.fullState());
    this.#comm = kernel.openComm(
      'jupyter.widget',
      { state, buffer_paths: paths },
      { metadata: { version: '2.1.0' }, buffers, id: this.id },
    );
    this.#comm.onMessage((data, received) => this.#receive(data as PageMessage, received));
    this.#comm.onClose(() => this.#end());
    addModel(kernel, this);
  }

  /** The present state; change it with `set`. */
  get state(): Readonly<S> {
    return this.#own;
  }

  /** Changes the state here and in every page that shows it. Handlers are not called: they are for changes that come from the page. */
  set(patch: Partial<S>): void {
    Object.assign(this.#own, patch);
    this.#update('update', patch);
  }

  /** Calls the handler with the new value when the page changes this key. The kernel stays busy until a promise it returns is settled. */
  onChange<K extends keyof S>(key: K, handler: (value: S[K]) => void | Promise<void>): Unsubscribe {
    const handlers = this.#changed.get(key) ?? new Set();
    this.#changed.set(key, handlers.add(handler as (value: never) => void));
    return () => handlers.delete(handler as (value: never) => void);
  }

  /** Calls the handler with each message that the page sends by `model.send(content, undefined, buffers)` or `experimental.invoke`. */
  onMessage(handler: Receiver): Unsubscribe {
    this.#receivers.add(handler);
    return () => this.#receivers.delete(handler);
  }

  /** Sends a message to the page, which gets it by `model.on('msg:custom', (content, buffers) => …)`. */
  send(content: unknown, buffers: readonly ArrayBufferView[] = []): void {
    if (!this.#closed) this.#comm?.send({ method: 'custom', content }, { buffers });
  }

  /** Shows the widget under the cell; every call shows another view of the same state. */
  show(): this {
    const kernel = runningKernel();
    this.#shownIn = kernel?.signal;
    if (kernel) kernel.display(this.bundle());
    else console.log(`[widget] ${this.#options.name ?? 'widget'}`);
    return this;
  }

  /** Removes the widget from all pages. Its outputs keep their still picture. */
  close(): void {
    if (this.#closed) return;
    this.#comm?.close();
    this.#end();
  }

  /** The widget as an output: a view of it, and what is shown where no view can be. */
  bundle(): MimeBundle {
    return {
      'text/plain': `[${this.#options.name ?? 'widget'}: needs a running kernel]`,
      ...this.#options.still?.(this.#own),
      'application/vnd.jupyter.widget-view+json': { version_major: 2, version_minor: 0, model_id: this.id },
    };
  }

  /** The last expression of a cell shows itself by this, unless `show` did so in the same cell. */
  [displaySymbol](): MimeBundle {
    return this.bundle();
  }

  /** Tells the kernel that the running cell already shows it. */
  get [shownSymbol](): boolean {
    const kernel = runningKernel();
    return kernel !== undefined && kernel.signal === this.#shownIn;
  }

  fullState(): Record<string, unknown> {
    const { esm, css = '', name = 'widget' } = this.#options;
    return { ...front, ...this.#own, _esm: esm, _css: css, _anywidget_id: name };
  }

  #update(method: 'update' | 'echo_update', patch: Record<string, unknown>): void {
    if (this.#closed || !this.#comm) return;
    const { state, paths, buffers } = separateBuffers(patch);
    this.#comm.send({ method, state, buffer_paths: paths }, { buffers });
  }

  async #receive(data: PageMessage, buffers: readonly Uint8Array[]): Promise<void> {
    if (data.method === 'request_state') return this.#update('update', this.fullState());
    if (data.method === 'custom') return this.#receiveCustom(data.content, buffers);
    if (data.method !== 'update' || typeof data.state !== 'object' || data.state === null) return;
    const patch = { ...data.state };
    joinBuffers(patch, data.buffer_paths ?? [], buffers);
    const known = Object.fromEntries(Object.entries(patch).filter(([key]) => Object.hasOwn(this.#own, key))) as Partial<S>;
    const taken = this.#options.accept ? this.#options.accept(known, this.#own) : known;
    if (!taken) return this.#update('update', this.#own); // the page shows the valid value again
    Object.assign(this.#own, taken);
    // The echo goes first, so that an answer of a handler comes after it and has the last word.
    this.#update('echo_update', taken);
    for (const key of Object.keys(taken)) {
      for (const handler of this.#changed.get(key) ?? []) await handler(this.#own[key] as never);
    }
  }

  async #receiveCustom(content: unknown, buffers: readonly Uint8Array[]): Promise<void> {
    const { kind, id } = (typeof content === 'object' && content !== null ? content : {}) as { kind?: unknown; id?: unknown };
    // `experimental.invoke(name, message)` in the page waits for an answer of this form.
    const reply: Reply =
      kind === 'anywidget-command'
        ? (response, out) => this.send({ id, kind: 'anywidget-command-response', response }, out)
        : (response, out) => this.send(response, out);
    for (const receiver of this.#receivers) await receiver(content, buffers, reply);
  }

  #end(): void {
    this.#closed = true;
    removeModel(this.id);
  }
}

interface PageMessage {
  method?: string;
  state?: Record<string, unknown> | null;
  buffer_paths?: readonly BufferPath[];
  content?: unknown;
}

/**
 * A live widget of your own: state on both sides, drawn by the code you give.
 *
 * @param options code and style of the page, the first state, and what may come back
 * @returns the widget: `.state`, `.set(patch)`, `.onChange(key, handler)`, `.send(message)`, `.onMessage(handler)`, `.show()`, `.close()`
 * @example
 * const counter = widget({
 *   state: { count: 0 },
 *   esm: `export default { render({ model, el }) {
 *     const button = document.createElement('button');
 *     const draw = () => { button.textContent = model.get('count'); };
 *     button.onclick = () => { model.set('count', model.get('count') + 1); model.save_changes(); };
 *     model.on('change:count', draw); draw(); el.append(button);
 *   } }`,
 * });
 * counter.onChange('count', (n) => console.log(n));
 * counter.show();
 */
export function widget<S extends WidgetState>(options: WidgetOptions<S>): Widget<S> {
  return new Widget(options);
}

/** Makes an object show its widget when it is the last expression of a cell. */
export function showsAs<T extends object>(object: T, shown: Pick<Widget, typeof displaySymbol | typeof shownSymbol>): T {
  return Object.defineProperties(object, {
    [displaySymbol]: { value: () => shown[displaySymbol]() },
    [shownSymbol]: { get: () => shown[shownSymbol] },
  });
}
