/** No walls: for submissions that the teacher trusts. The process still shares no memory with the one that decides marks. */
import path from 'node:path';
import { environment, node } from './inside.mjs';

export const none = {
  name: 'none',
  program: process.execPath,
  missing: '',
  broken: '',
  /** @type {import('./index.mjs').ShutIn} */
  shutIn: ({ folder, argv }) => ({
    argv: node(argv),
    env: { ...environment(folder, folder), LECTURE_LAB_CACHE: path.join(folder, '.cache') },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    channel: { requests: 3, answers: 4 },
    prints: [1, 2],
    end: () => {},
    why: () => undefined,
  }),
};
