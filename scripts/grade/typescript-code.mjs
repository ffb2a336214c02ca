/**
 * V8's code of TypeScript, for the process that marks; it is taken by a process with the same options of V8.
 *
 * typescript-code.mjs FOLDER
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot, root } from '../setup/paths.mjs';

/** @type {typeof import('../../kernel-helpers/src/grader/notebook/fast-typescript.js')} */
const { codeCacheOf, scriptOf, runAsModule } = await import(inRoot('kernel-helpers/dist/grader/notebook/fast-typescript.js'));

const [, , folder = ''] = process.argv;
const typescript = createRequire(inRoot('kernel-helpers/dist/index.js')).resolve('typescript');
const script = scriptOf(typescript);
runAsModule(typescript, script);
// V8 compiles a function when it is first called: what marking calls is in the code.
/** @type {typeof import('../../kernel-helpers/src/kernel/session.js')} */
const { KernelSession } = await import(inRoot('kernel-helpers/dist/kernel/session.js'));
new KernelSession({ cwd: root, untyped: true }).compiler.compile('const n = await Promise.all([1].map((x) => String(x)));\nn[0];', {
  number: 1,
});
for (const name of readdirSync(folder)) if (name.endsWith('.code')) rmSync(path.join(folder, name));
writeFileSync(codeCacheOf(typescript), script.createCachedData());
