/** The realm that cells share, in a classic worker. */
import type { Site } from '../../src/kernel/runner/runtime/realm.js';

const names = new Set<string>();
// biome-ignore lint/security/noGlobalEval: running the code of cells is what this file is for; by another name it runs in the global scope
const evaluate = eval;

/** A script that is imported declares for the whole realm; what `eval` declares stays inside it. */
export function declareNames(fresh: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([`let ${fresh.join(', ')};`], { type: 'text/javascript' }));
  try {
    (globalThis as unknown as { importScripts(address: string): void }).importScripts(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function runStatement(code: string): void {
  evaluate(code);
}

export function makeFunction<F>(head: string, body: string, fileName: string): F {
  names.add(fileName);
  return evaluate(`(${head}\n${body}\n})\n//# sourceURL=${encodeURI(fileName)}`) as F;
}

/** Evaluated code has no file name, but V8 tells the source URL; the head is a line of its own there. */
export function siteOf(site: NodeJS.CallSite): Site {
  const { getScriptNameOrSourceURL } = site as { getScriptNameOrSourceURL?(): string | null };
  const address = getScriptNameOrSourceURL?.call(site) ?? site.getFileName() ?? '';
  const file = /^https?:/.test(address) ? '' : decodeURI(address);
  const name = site.getFunctionName() ?? '';
  // A function without a name in evaluated code is called so.
  return { file, line: (site.getLineNumber() ?? 1) - (names.has(file) ? 1 : 0), name: name === 'eval' ? '' : name };
}
