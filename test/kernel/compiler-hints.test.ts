import assert from 'node:assert/strict';
import { formatError } from '../../kernel-helpers/src/kernel/runner/runtime/index.js';
import { Session } from './cells.js';

describe('errors say what to do', function () {
  this.timeout(60_000);

  /** The message of the one error of a cell. */
  async function message(s: Session, cell: string): Promise<string> {
    const result = await s.execute(cell);
    assert.ok(!result.ok && 'diagnostics' in result, cell);
    assert.equal(result.diagnostics.length, 1, result.formatted.join('\n'));
    return result.diagnostics[0]!.message;
  }

  it('a name that is not one of those asked for: the list of them, in the place of a type that only its author knows', async () => {
    const s = new Session();
    await s.values("import { optimizer } from 'kernel-helpers'");
    const text = await message(s, "optimizer('Adm')");
    assert.match(text, /^It must be one of 'SGD', .*'Adam', .*'Lion'; got 'Adm'$/);
    assert.doesNotMatch(text, /keyof/);
    await s.values("function paint(color: 'red' | 'blue') { return color }");
    assert.match(
      await message(s, "paint('green')"),
      /not assignable to parameter of type '"red" \| "blue"'\.\nIt must be one of 'red', 'blue'; got 'green'$/,
    );
  });

  it('a property of a promise: await', async () => {
    const s = new Session();
    await s.values('const load = async () => ({ rows: 3 })');
    assert.match(await message(s, 'load().rows'), /'rows' does not exist on type 'Promise<.*\nDid you forget `await`\?$/);
    assert.match(await message(s, 'const n: number = load().rows'), /await/);
    assert.doesNotMatch(await message(s, '(await load()).columns'), /await/);
  });

  it("an unknown name: the line that imports it, where the lab's package or Node has it", async () => {
    const s = new Session();
    const ending = async (cell: string) => (await message(s, cell)).split('\n')[1];
    assert.equal(await ending('const c: unknown = barChart'), "Import it first: import { barChart } from 'kernel-helpers'");
    assert.equal(await ending("readFileSync('x')"), "Import it first: import { readFileSync } from 'node:fs'");
    assert.equal(await ending("path.join('a')"), "Import it first: import path from 'node:path'");
    assert.equal(await ending('nobodyKnowsThis'), undefined);
  });

  it("TensorFlow's status has TensorFlow's words", () => {
    const error = new Error('Invalid TF_Status: 3\nMessage: Matrix size-incompatible: In[0]: [2,3], In[1]: [4,5]');
    assert.equal(formatError(error).evalue, 'TensorFlow: Matrix size-incompatible: In[0]: [2,3], In[1]: [4,5]');
    assert.equal(formatError(new Error('Invalid TF_Status: 8')).evalue, 'Invalid TF_Status: 8');
  });

  it('frames inside a package are one line that counts them', async () => {
    const s = new Session();
    const error = await s.thrown("import * as z from 'zod'\nfunction mine() { return z.string().parse(3) }\nmine()");
    const lines = s.formatError(error).traceback.join('\n').split('\n');
    assert.ok(lines.filter((line) => line.includes('node_modules')).length <= 2, lines.join('\n'));
    assert.ok(lines.some((line) => /mine \(Cell 1, line 2/.test(line)));
    const deep = await s.thrown(
      "import { tf } from 'kernel-helpers'; tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }).predict(tf.ones([2, 5]))",
    );
    const { traceback, more } = s.formatError(deep);
    const [short, count] = /… (\d+) more in @tensorflow\/tfjs-layers/.exec(traceback.join('\n')) ?? [];
    assert.equal(more?.['text/plain'], short);
    const html = String(more?.['text/html']);
    assert.match(html, /^<details><summary>\d+ more in @tensorflow\/tfjs-layers<\/summary><pre>/);
    assert.equal(html.match(/^ {4}at |<pre> {4}at /gm)?.length, Number(count));
    assert.equal(formatError(new Error('mine')).more, undefined);
  });
});
