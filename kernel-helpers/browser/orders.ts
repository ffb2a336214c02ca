/** What the page says to the two workers of a kernel, and what they answer. Types only. */
import type { Message } from '../src/kernel/front/messages/message.js';
import type { RequestChannel } from '../src/kernel/front/messages/sockets.js';
import type { DriveFile } from './drive.js';
import type { PortMessage } from './kernel/sockets.js';

export type RunnerOrder =
  | {
      readonly kind: 'start';
      readonly base: string;
      readonly files: Readonly<Record<string, number>>;
      readonly drive: readonly DriveFile[];
      readonly port: MessagePort;
      /** The address whose end is an interrupt. */
      readonly interrupt: string;
      readonly typescriptVersion: string;
    }
  | { readonly kind: 'interrupt address'; readonly address: string };

export type FrontOrder =
  | { readonly kind: 'start'; readonly base: string; readonly drive: readonly DriveFile[]; readonly port: MessagePort }
  | { readonly kind: 'request'; readonly channel: RequestChannel; readonly message: Message }
  | { readonly kind: 'file'; readonly file: DriveFile }
  | { readonly kind: 'interrupt' };

export type FrontAnswer =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'message'; readonly message: PortMessage }
  | { readonly kind: 'file'; readonly file: DriveFile }
  | { readonly kind: 'ended' };
