/** What a cell is told when the process that ran it ended. */
import type { FormattedError } from '../../shared/results.js';

/** True when native code wrote that it is about to end the process; what follows is a dump of no use to the reader. */
function isFatal(nativeErrors: string): boolean {
  return /<--- Last few GCs --->|^FATAL ERROR: |^# Fatal error in /m.test(nativeErrors);
}

function error(how: string, nativeErrors: string): FormattedError {
  const memory = /heap out of memory|Allocation failed|heap limit|bad_alloc|invalid array length/i.test(nativeErrors);
  const why = memory ? 'It ran out of memory' : `It ended ${how}`;
  const evalue = `${why}. All variables are lost; the kernel is being restarted.`;
  const ename = 'KernelDied';
  return { ename, evalue, traceback: [`\u001b[31m${ename}\u001b[39m: the process that ran the cell is gone. ${evalue}`] };
}

export const death = { isFatal, error };
