/** Where the cases of the kernel's messages run: one list, over ZeroMQ and over the port of a browser tab. */
import type { MessageClient } from '../../support/message-client.js';

export interface Place {
  /** What carries the messages. */
  readonly name: string;
  /** A kernel that answers. */
  start(): Promise<MessageClient>;
  /** `it` of a case that only an installed kernel can hold. In a tab it is skipped, and its title names the reason. */
  native(reason: string): (title: string, run: () => Promise<void>) => Mocha.Test;
}
