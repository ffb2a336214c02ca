/** The page around the kernel: what a browser lacks is said, and the drive's files go to the kernels and back. */
import assert from 'node:assert/strict';

const page = (name: string): Promise<unknown> => import(new URL(`../../kernel-helpers/browser/page/${name}.ts`, import.meta.url).href);
const { whatIsMissing } = (await page('page-state')) as { whatIsMissing(browser: object): string | undefined };

interface DriveFile {
  path: string;
  bytes: Uint8Array | undefined;
}
interface Drive {
  files(): Promise<DriveFile[]>;
  keep(file: DriveFile): void;
  onChange(listener: (file: DriveFile) => void): () => void;
}
const { PageDrive } = (await page('drive-of-page')) as { PageDrive: new (contents: object, say: (problem: string) => void) => Drive };

interface Model {
  path: string;
  type: string;
  format: string;
  content: unknown;
}

/** Contents as JupyterLite's: a table of models. `full`: nothing more can be saved. */
class Contents {
  readonly models = new Map<string, Model>();
  readonly #slots: ((sender: unknown, change: object) => void)[] = [];
  full = false;
  readonly fileChanged = { connect: (slot: (sender: unknown, change: object) => void) => this.#slots.push(slot) };

  async get(path: string): Promise<object> {
    const inside = [...this.models.values()].filter((m) => m.path.slice(0, m.path.lastIndexOf('/') + 1) === (path ? `${path}/` : ''));
    const model = this.models.get(path);
    if (path === '' || model?.type === 'directory') return { path, type: 'directory', content: inside };
    if (!model) throw new Error(`no ${path}`);
    return model;
  }
  async save(path: string, model: Model): Promise<void> {
    if (this.full) throw new Error('QuotaExceededError');
    this.models.set(path, model);
    this.tell({ type: 'save', oldValue: null, newValue: model });
  }
  async delete(path: string): Promise<void> {
    this.models.delete(path);
    this.tell({ type: 'delete', oldValue: { path }, newValue: null });
  }
  tell(change: object): void {
    for (const slot of this.#slots) slot(undefined, change);
  }
}

const text = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes);
const utf8 = (s: string): Uint8Array => new TextEncoder().encode(s);
/** Everything that is under way is done. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the drive of the page', () => {
  let contents: Contents;
  let drive: Drive;
  let said: string[];
  let heard: [string, string | undefined][];
  beforeEach(() => {
    contents = new Contents();
    said = [];
    heard = [];
    drive = new PageDrive(contents, (problem) => said.push(problem));
    drive.onChange(({ path, bytes }) => heard.push([path, text(bytes)]));
  });

  it('keeps what cells write, in folders too, text as text and bytes as bytes, and gives it to the next kernel', async () => {
    drive.keep({ path: 'a/b/c.txt', bytes: utf8('ä') });
    drive.keep({ path: 'd.bin', bytes: new Uint8Array([255, 0, 1]) });
    await settled();
    assert.equal(contents.models.get('a/b/c.txt')?.content, 'ä');
    assert.equal(contents.models.get('a')?.type, 'directory');
    assert.equal(contents.models.get('d.bin')?.format, 'base64');
    contents.models.set('n.ipynb', { path: 'n.ipynb', type: 'notebook', format: 'json', content: {} });
    contents.models.set('j.json', { path: 'j.json', type: 'file', format: 'json', content: { a: 1 } });
    const files = Object.fromEntries((await drive.files()).map(({ path, bytes }) => [path, bytes]));
    assert.deepEqual(Object.keys(files).sort(), ['a/b/c.txt', 'd.bin', 'j.json']);
    assert.deepEqual([...files['d.bin']!], [255, 0, 1]);
    assert.equal(text(files['a/b/c.txt']), 'ä');
    assert.deepEqual(JSON.parse(text(files['j.json'])!), { a: 1 });
    assert.deepEqual(heard, [], 'a kernel hears nothing of what it wrote itself');
  });

  it('tells kernels what the reader changes, removes and renames', async () => {
    const file = (path: string, content: string): Model => ({ path, type: 'file', format: 'text', content });
    await contents.save('x.ts', file('x.ts', 'one'));
    await settled();
    contents.models.set('y.ts', file('y.ts', 'one'));
    contents.tell({ type: 'rename', oldValue: { path: 'x.ts' }, newValue: { path: 'y.ts', type: 'file' } });
    await settled();
    await contents.delete('y.ts');
    await settled();
    assert.deepEqual(heard, [
      ['x.ts', 'one'],
      ['x.ts', undefined],
      ['y.ts', 'one'],
      ['y.ts', undefined],
    ]);
  });

  it('says where the drive is full, and goes on', async () => {
    contents.full = true;
    drive.keep({ path: 'a.txt', bytes: utf8('x') });
    await settled();
    assert.match(
      said.join(),
      /^"a\.txt" could not be kept in this browser: its space for this site is full\. Cells have it until the kernel ends\./,
    );
    contents.full = false;
    drive.keep({ path: 'b.txt', bytes: utf8('y') });
    await settled();
    assert.equal(contents.models.get('b.txt')?.content, 'y');
    assert.equal(said.length, 1);
  });
});

describe('what a browser lacks', () => {
  const { validate } = (globalThis as unknown as { WebAssembly: { validate(bytes: Uint8Array): boolean } }).WebAssembly;
  const whole = { Worker: {}, DecompressionStream: {}, WebAssembly: { validate } };
  it('a current one lacks nothing', () => assert.equal(whatIsMissing(whole), undefined));
  it('no workers, no WebAssembly: cells cannot run, and what helps', () => {
    for (const name of ['Worker', 'WebAssembly'])
      assert.match(whatIsMissing({ ...whole, [name]: undefined })!, /cells cannot run in it\. Use a current/);
  });
  it('an old one', () => assert.match(whatIsMissing({ ...whole, DecompressionStream: undefined })!, /too old/));
  it('no SIMD: slow, but all runs', () =>
    assert.match(whatIsMissing({ ...whole, WebAssembly: { validate: () => false } })!, /no SIMD.*runs/));
});
