/** Which comms are open, for `comm_info_request`: learned from the messages that pass. */

import type { CommEvent } from '../../shared/protocol.js';
import type { Dict } from '../messages/index.js';

export class OpenComms {
  readonly #targets = new Map<string, string>();

  note({ event, id, target }: Pick<CommEvent, 'event' | 'id' | 'target'>): void {
    if (event === 'open') this.#targets.set(id, target ?? '');
    else if (event === 'close') this.#targets.delete(id);
  }

  /** The content of `comm_info_reply`, of one target or of all. */
  info(target: unknown): Dict {
    const comms: Dict = {};
    for (const [id, name] of this.#targets) if (!target || name === target) comms[id] = { target_name: name };
    return { status: 'ok', comms };
  }
}

/** A comm message of the front end as the runner takes it; undefined where it is malformed. */
export function commEvent(
  type: string,
  content: Dict,
  metadata: Dict,
  buffers: readonly Uint8Array[],
  task: number,
): CommEvent | undefined {
  const { comm_id: id, target_name: target, data } = content;
  if (typeof id !== 'string') return undefined;
  const event = type === 'comm_open' ? 'open' : type === 'comm_close' ? 'close' : 'msg';
  return { type: 'comm', task, event, id, ...(event === 'open' ? { target: String(target) } : {}), data: data ?? {}, metadata, buffers };
}

/** The content of the message that tells front ends of a comm event. */
export function commContent({ event, id, target, data }: CommEvent): Dict {
  return event === 'open' ? { comm_id: id, target_name: target, data } : { comm_id: id, data };
}
