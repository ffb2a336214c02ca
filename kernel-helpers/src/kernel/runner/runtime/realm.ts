/** The realm that cells share: its variables, the code that runs in it, and where a stack frame is. A browser has its own form of this file. */
import vm from 'node:vm';

/** Declares variables for the whole realm, as `let` does at the top level of a script. A name can be declared once only. */
export function declareNames(names: readonly string[]): void {
  vm.runInThisContext(`let ${names.join(', ')};`);
}

/** Runs one statement of the kernel's own. */
export function runStatement(code: string): void {
  vm.runInThisContext(code);
}

/**
 * The function that a text is.
 * @param head its beginning, up to the brace; it counts as no line
 * @param body counts from line 1
 * @param fileName what its stack frames name
 */
export function makeFunction<F>(head: string, body: string, fileName: string): F {
  const script = new vm.Script(`(${head}\n${body}\n})`, {
    filename: fileName,
    lineOffset: -1,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return script.runInThisContext() as F;
}

/** Where a stack frame is; file and function are empty where the engine knows none. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

export function siteOf(site: NodeJS.CallSite): Site {
  return { file: site.getFileName() ?? '', line: site.getLineNumber() ?? 1, name: site.getFunctionName() ?? '' };
}
