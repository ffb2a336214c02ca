/**
 * Memory that a process of the kernel needed while it started, given back to the system by a small native addon (native/memory.cc).
 * Set-up compiles it beside the bundle on Linux, where there is a compiler; without it everything works and takes more memory.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

export interface Memory {
  /** Releases pages of programs and libraries; when they are needed again, they are read from their files. @returns bytes */
  releasePages(): number;
  /** Releases this process's own copy of a file, which must not be read again. @returns bytes */
  releaseCopy(file: string): number;
}

/** @param script a file of the bundle */
export function loadMemory(script: string): Memory | undefined {
  try {
    return createRequire(script)(path.join(path.dirname(script), 'memory.node')) as Memory;
  } catch {
    return undefined;
  }
}
