/**
 * The wire format: identities, `<IDS|MSG>`, signature, header, parent header, metadata, content, buffers.
 * Only the four dictionaries are signed; the buffers follow them unsigned, as the protocol says.
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { type Dict, type Header, type Message, type Outgoing, protocolVersion } from './message.js';

const delimiter = Buffer.from('<IDS|MSG>');

/** Reads and writes the frames of one kernel's connection. */
export class Wire {
  readonly #key: string;
  readonly #algorithm: string;
  readonly #session: string;

  /**
   * @param key the connection file's `key`; empty means that messages are not signed
   * @param scheme the connection file's `signature_scheme`, `hmac-sha256` by default
   */
  constructor(key: string, scheme = 'hmac-sha256', session: string = randomUUID()) {
    this.#key = key;
    this.#algorithm = scheme.replace(/^hmac-/, '');
    this.#session = session;
  }

  /** The frames of a message, signed, with a fresh header. */
  encode(message: Outgoing): (Uint8Array | string)[] {
    const header: Header = {
      msg_id: randomUUID(),
      session: this.#session,
      username: 'kernel',
      date: new Date().toISOString(),
      msg_type: message.type,
      version: protocolVersion,
    };
    const parts = [header, message.parentHeader, message.metadata ?? {}, message.content].map((part) => JSON.stringify(part));
    return [...(message.identities ?? []), delimiter, this.#sign(parts), ...parts, ...(message.buffers ?? [])];
  }

  /** The message in these frames; undefined where they are malformed or their signature is wrong. */
  decode(frames: readonly Uint8Array[]): Message | undefined {
    const at = frames.findIndex((frame) => delimiter.equals(frame));
    if (at < 0 || frames.length < at + 6) return undefined;
    const parts = frames.slice(at + 2, at + 6);
    const [signature] = frames.slice(at + 1);
    if (this.#key && !(signature && sameText(Buffer.from(signature).toString('latin1'), this.#sign(parts)))) return undefined;
    try {
      const [header, parentHeader, metadata, content] = parts.map((part) => JSON.parse(Buffer.from(part).toString('utf8')) as Dict);
      if (typeof header?.msg_type !== 'string' || typeof header.msg_id !== 'string') return undefined;
      return {
        identities: frames.slice(0, at),
        header: header as unknown as Header,
        parentHeader: parentHeader ?? {},
        metadata: metadata ?? {},
        content: content ?? {},
        buffers: frames.slice(at + 6),
      };
    } catch {
      return undefined; // not JSON
    }
  }

  #sign(parts: readonly (Uint8Array | string)[]): string {
    if (!this.#key) return '';
    const hmac = createHmac(this.#algorithm, this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }
}

/** Compares in a time that does not depend on where the texts differ. */
function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));
}
