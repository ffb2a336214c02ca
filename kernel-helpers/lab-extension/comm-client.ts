/** One kernel's answers over a comm of the lab's: questions, each with its answer. */
import type { Comm, Kernel } from '@jupyterlab/notebook';

/** What a newer question took the place of, and what a kernel that ended left open. */
export class Cancelled extends Error {}
/** The kernel does not answer such questions at all. */
export class NotAnswered extends Cancelled {}

/** What can be asked, by kind: the question and its result. */
type Questions<Q> = { [K in keyof Q]: { question: object; result: unknown } };
type Answer = { readonly id: number } & ({ readonly result: unknown } | { readonly cancelled: true } | { readonly error: string });

export class CommClient<Q extends Questions<Q>> {
  readonly #kernel: Kernel;
  readonly #target: string;
  #comm: Comm | undefined;
  /** The kernel knows no such comm: it is another kernel, or an older one. */
  #refused = false;
  readonly #asked = new Map<number, { resolve(result: never): void; reject(reason: Error): void }>();
  #number = 0;

  constructor(kernel: Kernel, target: string) {
    this.#kernel = kernel;
    this.#target = target;
  }

  /** @throws Cancelled, NotAnswered, or an error whose message is a line for the user */
  async ask<K extends keyof Q>(kind: K, question: Q[K]['question']): Promise<Q[K]['result']> {
    const comm = await this.#open();
    return new Promise((resolve, reject) => {
      const id = ++this.#number;
      this.#asked.set(id, { resolve: resolve as never, reject });
      comm.send({ id, kind, ...question });
    });
  }

  async #open(): Promise<Comm> {
    const { implementation } = await this.#kernel.info;
    if (implementation !== 'lecture-lab' || this.#refused) throw new NotAnswered();
    // A restart disposes of a kernel's comms.
    if (this.#comm && !this.#comm.isDisposed) return this.#comm;
    this.#forget();
    const comm = this.#kernel.createComm(this.#target);
    comm.onMsg = ({ content }) => this.#take(content.data as Answer);
    comm.onClose = () => {
      if (this.#comm !== comm) return; // closed here: JupyterLab tells that too
      this.#refused = true;
      this.#forget();
    };
    comm.open();
    this.#comm = comm;
    return comm;
  }

  /** The kernel was restarted: what is open is not answered any more. */
  restarted(): void {
    this.#refused = false;
    this.#comm = undefined; // the new one does not know it
    this.#forget();
  }

  /** Nothing more will be asked for now. */
  close(): void {
    const comm = this.#comm;
    this.#comm = undefined;
    if (comm && !comm.isDisposed) comm.close();
    this.#forget();
  }

  #forget(): void {
    for (const { reject } of this.#asked.values()) reject(new Cancelled());
    this.#asked.clear();
  }

  #take(answer: Answer): void {
    const asked = this.#asked.get(answer.id);
    this.#asked.delete(answer.id);
    if ('error' in answer) asked?.reject(new Error(answer.error));
    else if ('cancelled' in answer) asked?.reject(new Cancelled());
    else asked?.resolve(answer.result as never);
  }
}
