/** `kernel-helpers/kernel`: a notebook session without Jupyter, for programs that run cells (the grader, tests). */
export type { CellDiagnostic, CompileFailure } from './front/compiler/index.js';
export { type FormattedError, formatValue, type RunResult } from './runner/runtime/index.js';
export { type Execution, KernelSession } from './session.js';
export { helpersSymbol, type KernelApi, kernelSymbol, type MimeBundle, shownSymbol } from './shared/api.js';
