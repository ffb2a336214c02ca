/** IPython's `%magic` and `!command`, which no TypeScript is: one sentence names what to write in their place. */

import { ts } from './ts.js';

interface Magic {
  /** The line as written. */
  readonly line: string;
  /** Its number, from 1. */
  readonly number: number;
  readonly advice: string;
}

const run = (command: string): string =>
  `import { execSync } from 'node:child_process'; console.log(execSync(${JSON.stringify(command)}, { encoding: 'utf8' }))`;
const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

const install = (rest: string): string => `npm ${rest || 'install NAME'} in a terminal`;

/** By the magic's name: what to write, from what stands behind it. */
const advice: Readonly<Record<string, (rest: string) => string>> = {
  time: (rest) => `console.time('cell'); ${rest || '…'}; console.timeEnd('cell')`,
  timeit: (rest) => `console.time('cell'); ${rest || '…'}; console.timeEnd('cell')`,
  cd: (rest) => `process.chdir(${quoted(rest || '..')})`,
  pwd: () => 'process.cwd()',
  env: (rest) =>
    rest.includes('=') ? `process.env.${rest.replace(/\s*=\s*(.*)/, (_, value: string) => ` = ${quoted(value)}`)}` : 'process.env',
  run: (rest) => `import ${quoted(`./${rest || 'file.ts'}`)}`,
  load: (rest) => `import ${quoted(`./${rest || 'file.ts'}`)}`,
  html: () => "import { display } from 'tslab'; display.html('…')",
  svg: () => "import { display } from 'tslab'; display.svg('…')",
  markdown: () => "import { display } from 'tslab'; display.markdown('…')",
  latex: () => "import { display } from 'tslab'; display.latex('…')",
  writefile: (rest) => `import fs from 'node:fs'; fs.writeFileSync(${quoted(rest || 'file.txt')}, '…')`,
  bash: () => run('…'),
  sh: () => run('…'),
  who: () => 'the names themselves: the Tab key lists them',
  pip: install,
  npm: install,
  conda: install,
};

/** Programs that a line may begin with and that no notebook would mean by `!name`. */
const programs = /^(ls|cat|pwd|cd|mkdir|rm|cp|mv|echo|head|tail|wc|grep|curl|wget|git|node|python3?|pip3?|npm|npx|conda)$/;

/** @param broken whether the cell does not parse; `!ls -l` does, as an expression. @returns the first magic or command of the cell */
export function findMagic(code: string, broken: boolean): Magic | undefined {
  for (const [i, line] of code.split('\n').entries()) {
    const [, signs = '', name = '', rest = ''] = /^\s*(%%?|!{1,2})\s*([\w./~-]+)\s*(.*?)\s*;?\s*$/.exec(line) ?? [];
    if (signs === '' || (signs.startsWith('!') && !broken && !programs.test(name))) continue;
    const advised = adviceFor(signs, name, rest);
    return { line, number: i + 1, advice: `${signs}${name} is IPython's; in a TypeScript notebook write: ${advised}` };
  }
  return undefined;
}

/** Whether the first line is a cell magic that cannot be passed over; other `%%…` are titles, as editors write them, or name the language. */
export const beginsWithMagic = (code: string): boolean =>
  /^%%(time|timeit|html|svg|markdown|latex|writefile|bash|sh|pip|npm|conda|run)\b/.test(code);

function adviceFor(signs: string, name: string, rest: string): string {
  const known = Object.hasOwn(advice, name) ? advice[name]?.(rest) : undefined;
  if (signs.startsWith('%')) return known ?? 'plain TypeScript, there are no magics';
  return known !== undefined && /^(pip|npm|conda)$/.test(name) ? known : run(`${name} ${rest}`.trim());
}

/** The message, at the magic's line. */
export function magicDiagnostic(file: ts.SourceFile, { number, line, advice: messageText }: Magic): ts.Diagnostic {
  const start = file.getPositionOfLineAndCharacter(number - 1, 0);
  return { file, start, length: line.length, code: 0, category: ts.DiagnosticCategory.Error, messageText };
}
