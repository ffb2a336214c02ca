/** A runner that runs nothing: it reports what it is told, through the platform's own way to the front. */
import { report } from '../../kernel-helpers/src/kernel/runner/reports.js';
import type { Command } from '../../kernel-helpers/src/kernel/shared/protocol.js';

export function echo(message: unknown): void {
  const command = message as Command;
  if (command.type === 'comm') report(command);
  else if (command.type !== 'execute') report({ type: 'stream', task: 0, name: 'stdout', text: JSON.stringify(command) });
  else {
    report({ type: 'stream', task: command.task, name: 'stdout', text: JSON.stringify({ type: 'execute' }) });
    report({ type: 'done', task: command.task });
  }
}
