/** Every case of the kernel's messages. */
import { commsCases } from './comms.js';
import { interruptCases } from './interrupt.js';
import { messagesCases } from './messages.js';
import type { Place } from './place.js';
import { robustnessCases } from './robustness.js';
import { sessionCases } from './session.js';

export type { Place } from './place.js';

export function kernelCases(place: Place): void {
  for (const cases of [messagesCases, commsCases, interruptCases, robustnessCases, sessionCases]) cases(place);
}
