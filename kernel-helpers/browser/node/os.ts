/** What is used of `node:os`. */
import { home } from '../home.js';

export const homedir = (): string => home;
export const tmpdir = (): string => '/tmp';
export const freemem = (): number => 2 ** 31;
export const availableParallelism = (): number => navigator.hardwareConcurrency;
