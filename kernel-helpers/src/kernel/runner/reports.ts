/** Sends the runner's reports: each is written whole and at once, so that order is kept and a busy cell's output still arrives. */
import { writeSync } from 'node:fs';
import { packFrame } from '../shared/frames.js';
import { descriptors, type Report } from '../shared/protocol.js';
import { critical } from './critical.js';

/** Sends a report to the front. Blocks while the front has not read what came before. */
export function report(message: Report): void {
  critical(() => {
    const frame = packFrame(message);
    for (let at = 0; at < frame.length; ) {
      try {
        at += writeSync(descriptors.reports, frame, at);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EPIPE') return; // the front is gone: nobody reads any more
        if (code !== 'EAGAIN') throw error;
      }
    }
  });
}
