/** The contents of replies to requests that need no cell to run. */
import type { Completion } from '../completion/index.js';
import type { Connection, Dict } from '../messages/index.js';
import type { History } from './history.js';
import { kernelInfo } from './info.js';
import type { OpenComms } from './open-comms.js';

export interface AnswersOptions {
  readonly connection: Connection;
  readonly version: string;
  readonly typescriptVersion: string;
  readonly completion: Completion;
  readonly history: History;
  readonly comms: OpenComms;
}

type Answer = (options: AnswersOptions, content: Dict) => Dict;

const codeOf = (content: Dict): string => String(content.code ?? '');
const cursorOf = (content: Dict): number => (typeof content.cursor_pos === 'number' ? content.cursor_pos : [...codeOf(content)].length);

const answers: Readonly<Record<string, Answer>> = {
  kernel_info_request: ({ version, typescriptVersion }) => kernelInfo(version, typescriptVersion),
  complete_request: ({ completion }, content) => {
    const { matches, cursorStart, cursorEnd, metadata } = completion.complete(codeOf(content), cursorOf(content));
    const texts = matches.map(({ text }) => text);
    return { status: 'ok', matches: texts, cursor_start: cursorStart, cursor_end: cursorEnd, metadata };
  },
  inspect_request: ({ completion }, content) => {
    const { found, data } = completion.inspect(codeOf(content), cursorOf(content));
    return { status: 'ok', found, data, metadata: {} };
  },
  is_complete_request: ({ completion }, content) => ({ ...completion.isComplete(codeOf(content)) }),
  history_request: ({ history }, content) => ({ status: 'ok', history: history.answer(content) }),
  comm_info_request: ({ comms }, content) => comms.info(content.target_name),
  connect_request: ({ connection }) => {
    const channels = ['shell', 'iopub', 'stdin', 'hb', 'control'] as const;
    return { status: 'ok', ...Object.fromEntries(channels.map((name) => [`${name}_port`, connection.port(name)])) };
  },
  debug_request: (_, { seq, command }) => ({
    type: 'response',
    request_seq: seq ?? 0,
    seq: 0,
    success: false,
    command: command ?? '',
    message: 'this kernel has no debugger',
    body: {},
  }),
};

/** @returns undefined where the kernel does not know the request */
export function answer(options: AnswersOptions, type: string, content: Dict): Dict | undefined {
  return Object.hasOwn(answers, type) ? answers[type]?.(options, content) : undefined;
}
