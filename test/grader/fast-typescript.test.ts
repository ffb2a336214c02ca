/** The process that marks loads TypeScript by the code that V8 made of it at the build. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { markOptions } from '../../kernel-helpers/src/grader/class/notebook-job.js';

const dist = path.join(projectRoot, 'kernel-helpers/dist');

/** What a program prints that gets `loadTypeScript` of the build. */
function printed(program: string, flags: readonly string[] = markOptions): unknown {
  const text = `import { loadTypeScript } from ${JSON.stringify(path.join(dist, 'grader/notebook/fast-typescript.js'))};\n${program}`;
  const argv = [...flags, '--input-type=module', '-e', text];
  const { stdout, stderr } = spawnSync(process.execPath, argv, { cwd: projectRoot, encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

/** A cell, as the grader's own session and as TypeScript itself makes it. */
const results = `const { default: ts } = await import(${JSON.stringify(path.join(dist, 'kernel/shared/typescript.cjs'))});
const { KernelSession } = await import(${JSON.stringify(path.join(dist, 'kernel/session.js'))});
const source = 'export enum Color { red }\\nconst n: number = await Promise.resolve(1);\\nn + Color.red';
const session = new KernelSession({ cwd: process.cwd(), untyped: true });
const { value } = await session.execute(source);
const out = [ts.version, Object.keys(ts).length, ts.transpile(source), ts.sys.fileExists('package.json'), value];`;

describe('TypeScript in the process that marks', function () {
  this.timeout(60_000);
  it("is loaded by V8's code, and is the same as always", () => {
    const [fast, ...made] = printed(
      `const fast = loadTypeScript();\n${results}\nconsole.log(JSON.stringify([fast, ...out]));`,
    ) as unknown[];
    const [plain, ...usual] = printed(`${results}\nconsole.log(JSON.stringify([loadTypeScript(), ...out]));`) as unknown[];
    assert.deepEqual([fast, plain], [true, false], 'the code is taken where TypeScript is not loaded yet');
    assert.deepEqual(made, usual);
    assert.equal(made.at(-1), 1);
  });
  it('is loaded as always where V8 is another, or differently set', () => {
    const program = `const fast = loadTypeScript();\n${results}\nconsole.log(JSON.stringify([fast, out.at(-1)]));`;
    assert.deepEqual(printed(program, [...markOptions, '--no-opt']), [false, 1]);
  });
});
