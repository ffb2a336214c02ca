/** The thread behind `SubmissionInThread`: does what it is asked, one thing after the other, and wakes the one who waits. */
import { workerData } from 'node:worker_threads';
import { Ended, Submission } from './submission.mjs';

const { port, signal, options } = workerData;
const submission = new Submission(options);

port.on('message', async ({ what, request }) => {
  let answer;
  try {
    if (what === 'run') answer = { value: await submission.run(request) };
    else if (what === 'ask') answer = { value: await submission.ask(request) };
    else if (what === 'output') answer = { value: submission.output };
    else answer = { value: submission.close() };
  } catch (error) {
    answer = error instanceof Ended ? { ended: error.message } : { failed: String(error?.stack ?? error) };
  }
  port.postMessage(answer);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
});
