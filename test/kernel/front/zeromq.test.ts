/** The cases of the kernel's messages on the installed kernel, over ZeroMQ; `test/browser/port.test.ts` runs them in a tab. */
import { KernelClient } from '../../support/kernel-client.js';
import { kernelCases } from '../cases/index.js';

kernelCases({ name: 'ZeroMQ', start: () => KernelClient.start(), native: () => it });
