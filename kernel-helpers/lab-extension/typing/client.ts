/** One kernel's help while typing. */
import type { Kernel } from '@jupyterlab/notebook';
import { type TypingKind, type TypingQuestions, typingTarget } from '../../src/kernel/shared/typing.js';
import { Cancelled, CommClient } from '../comm-client.js';

export { Cancelled };

export class TypingClient extends CommClient<TypingQuestions> {
  #last: Promise<unknown> = Promise.resolve();

  constructor(kernel: Kernel) {
    super(kernel, typingTarget);
  }

  /** Questions of this kind come from several cells: one after the other, so that none takes the place of another cell's. */
  askInTurn<K extends TypingKind>(
    kind: K,
    question: () => TypingQuestions[K]['question'] | undefined,
  ): Promise<TypingQuestions[K]['result']> {
    const next = this.#last.then(() => {
      const asked = question();
      if (!asked) throw new Cancelled();
      return this.ask(kind, asked);
    });
    this.#last = next.catch(() => undefined);
    return next;
  }
}

const clients = new WeakMap<Kernel, TypingClient>();

export function clientOf(kernel: Kernel): TypingClient {
  const client = clients.get(kernel) ?? new TypingClient(kernel);
  clients.set(kernel, client);
  return client;
}
