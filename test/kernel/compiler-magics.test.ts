import assert from 'node:assert/strict';
import { Session } from './cells.js';

describe('magics and commands of IPython', function () {
  this.timeout(60_000);

  const refused: Readonly<Record<string, RegExp>> = {
    '%time sum()': /^%time is IPython's; in a TypeScript notebook write: console\.time\('cell'\); sum\(\); console\.timeEnd\('cell'\)$/,
    '%%time\n1 + 1': /^%%time is .*console\.time\('cell'\)/,
    'const a = 1;\n%cd data': /^%cd .*process\.chdir\('data'\)$/,
    '%env KEY=1': /process\.env\.KEY = '1'$/,
    '%matplotlib inline': /plain TypeScript, there are no magics$/,
    '%%html\n<b>x</b>': /display\.html\('…'\)$/,
    '!npm install zod': /npm install zod in a terminal$/,
    '%pip install numpy': /npm install numpy in a terminal$/,
    '!ls -l': /execSync\("ls -l", \{ encoding: 'utf8' \}\)\)$/,
    '!echo hello > a.txt': /execSync\("echo hello > a\.txt"/,
  };
  for (const [cell, sentence] of Object.entries(refused)) {
    it(`${JSON.stringify(cell)} gets one sentence that names what to write`, async () => {
      const result = await new Session().execute(cell);
      assert.ok(!result.ok && 'diagnostics' in result);
      assert.equal(result.diagnostics.length, 1);
      assert.match(result.diagnostics[0]!.message, sentence);
      assert.equal(result.ename, 'SyntaxError');
    });
  }

  it('a title, the name of the language, a remainder and a negation are what they were', async () => {
    const s = new Session();
    assert.deepEqual(await s.values('%%javascript\n1 + 1', '%% Part one\n2', 'const n = 7\n  % 4\nn', 'const ok = false\n!ok'), [
      2,
      2,
      3,
      true,
    ]);
    assert.deepEqual(await s.codes('!nobody'), ['TS2304']);
  });
});
