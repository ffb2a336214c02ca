/** Jupyter messages as the kernel handles them (protocol 5.4): four JSON dictionaries, binary buffers, and the sender's identities. */

/** The protocol version in every header that the kernel sends. */
export const protocolVersion = '5.4';

export interface Header {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly msg_type: string;
  readonly version: string;
}

/** Any JSON dictionary of a message. */
export type Dict = Record<string, unknown>;

/** A message that arrived. `identities` are the routing frames that a reply must carry back. */
export interface Message {
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly parentHeader: Dict;
  readonly metadata: Dict;
  readonly content: Dict;
  readonly buffers: readonly Uint8Array[];
}

/** A message to be sent. An empty `parentHeader` means that no request caused it. */
export interface Outgoing {
  readonly identities?: readonly Uint8Array[];
  readonly type: string;
  readonly parentHeader: Header | Dict;
  readonly content: Dict;
  readonly metadata?: Dict;
  readonly buffers?: readonly Uint8Array[];
}
