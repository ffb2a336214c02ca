/** Messages to all front ends, each with the header of the request that caused it. */

import type { DisplayReport, OutputReport } from '../../shared/protocol.js';
import type { FormattedError, FormattedValue } from '../../shared/results.js';
import type { Dict, Message, Sockets } from '../messages/index.js';

export class Publisher {
  readonly #sockets: Sockets;

  constructor(sockets: Sockets) {
    this.#sockets = sockets;
  }

  send(type: string, content: Dict, parent?: Message, extra: { metadata?: Dict; buffers?: readonly Uint8Array[] } = {}): void {
    this.#sockets.publish({ type, content, parentHeader: parent?.header ?? {}, ...extra });
  }

  status(state: 'starting' | 'busy' | 'idle', parent?: Message): void {
    this.send('status', { execution_state: state }, parent);
  }

  input(code: string, count: number, parent: Message): void {
    this.send('execute_input', { code, execution_count: count }, parent);
  }

  stream(name: 'stdout' | 'stderr', text: string, parent?: Message): void {
    if (text) this.send('stream', { name, text }, parent);
  }

  display({ update, data, metadata, displayId, buffers }: DisplayReport, parent?: Message): void {
    const transient = displayId === undefined ? {} : { display_id: displayId };
    this.send(update ? 'update_display_data' : 'display_data', { data, metadata, transient }, parent, { buffers });
  }

  /** What a cell printed or showed. */
  output(report: OutputReport, parent?: Message): void {
    if (report.type === 'stream') this.stream(report.name, report.text, parent);
    else if (report.type === 'display') this.display(report, parent);
    else this.send('clear_output', { wait: report.wait }, parent);
  }

  result({ data, metadata }: FormattedValue, count: number, parent: Message): void {
    this.send('execute_result', { execution_count: count, data, metadata }, parent);
  }

  error({ ename, evalue, traceback, more }: FormattedError, parent: Message): void {
    this.send('error', { ename, evalue, traceback }, parent);
    if (more) this.send('display_data', { data: more, metadata: {}, transient: {} }, parent);
  }
}
