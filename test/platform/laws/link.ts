/** The way between front and runner: pipes, or a port. Each platform says how the two ends are made. */
import assert from 'node:assert/strict';
import type { RunnerHandlers } from '../../../kernel-helpers/src/kernel/front/session/runner-process.js';
import type { Command, DoneReport, Report } from '../../../kernel-helpers/src/kernel/shared/protocol.js';
import { lawsOf } from './laws.js';

/** What is used of the front's end. */
interface FrontEnd {
  execute(command: Extract<Command, { type: 'execute' }>): Promise<DoneReport>;
  send(command: Command): void;
  interrupt(): void;
  stop(): void;
}

/** A front's end, to a runner that reports each command it gets as a stream, and an `execute` as done. */
export type MakeLink = (handlers: RunnerHandlers) => Promise<FrontEnd>;

const execute = (task: number) =>
  ({ type: 'execute', task, compiled: {}, allowStdin: false }) as unknown as Extract<Command, { type: 'execute' }>;

export const linkLaws = (make: MakeLink) => {
  const heard: Report[] = [];
  const handlers: RunnerHandlers = { onReport: (report) => heard.push(report), onNativeOutput: () => undefined, onDeath: () => undefined };
  const load = async () => {
    heard.length = 0;
    return make(handlers);
  };
  const texts = () =>
    heard.flatMap((report) => (report.type === 'stream' ? [JSON.parse(report.text) as { type: string; number?: number }] : []));
  return lawsOf({
    name: './src/kernel/front/session/runner-process.js and ./src/kernel/runner/reports.js',
    load,
    laws: {
      'each cell gets its own end, and all reports come in the order in which they were made': async (front) => {
        const ends = await Promise.all([3, 1, 2].map((task) => front.execute(execute(task))));
        assert.deepEqual(
          ends.map(({ type, task }) => [type, task]),
          [3, 1, 2].map((task) => ['done', task]),
        );
        assert.deepEqual(
          heard.filter((r) => r.type === 'stream').map((r) => r.task),
          [3, 1, 2],
        );
        front.stop();
      },
      'bytes arrive as bytes, in both directions': async (front) => {
        const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);
        front.send({ type: 'comm', task: 5, event: 'msg', id: 'a', data: { ü: [1] }, buffers: [bytes, new Uint8Array()] });
        await front.execute(execute(6));
        const back = heard.find((report) => report.type === 'comm');
        assert.ok(back?.type === 'comm');
        assert.deepEqual(back.data, { ü: [1] });
        assert.deepEqual(
          back.buffers.map((buffer) => [...buffer]),
          [[...bytes], []],
        );
        front.stop();
      },
      'an interrupt reaches the runner, each with a number of its own': async (front) => {
        front.interrupt();
        front.interrupt();
        await front.execute(execute(7));
        assert.deepEqual(
          texts().flatMap(({ type, number }) => (type === 'interrupt' ? [number] : [])),
          [1, 2],
        );
        front.stop();
      },
    },
  });
};
