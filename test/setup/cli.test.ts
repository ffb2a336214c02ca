import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CommandError, wholeNumber } from '../../scripts/cli.mjs';
import { inRoot } from '../../scripts/setup/paths.mjs';

const node = (...argv: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', cwd: inRoot() });
  return { status, stdout, stderr };
};

describe('every command', function () {
  this.timeout(60_000);
  const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { scripts: Record<string, string> };
  const commands = Object.entries(scripts).flatMap(([name, line]) => (line.startsWith('node ') ? [{ name, file: line.slice(5) }] : []));

  for (const { name, file } of commands) {
    it(`${name} explains itself with --help, and an unknown option without a stack`, () => {
      const help = node(file, '--help');
      assert.equal(help.status, 0, help.stderr);
      assert.match(help.stdout, new RegExp(`^npm (run )?${name}\\b`));
      assert.match(help.stdout, /^ {2}--help/m);
      const { status, stderr } = node(file, '--no-such-option');
      assert.equal(status, 1);
      assert.match(stderr, /^Unknown option '--no-such-option'/);
      assert.doesNotMatch(stderr, /^ {4}at /m);
    });
  }
  it('is found in package.json at all', () => assert.ok(commands.length >= 13));
});

describe('a command file', () => {
  let folder: string;
  let file: string;
  const write = (command: string) => {
    const cli = JSON.stringify(pathToFileURL(inRoot('scripts/cli.mjs')).href);
    writeFileSync(
      file,
      `import { CommandError, runCommand } from ${cli};\nawait runCommand(import.meta, { usage: 'try X', about: 'A try.', ${command} });\n`,
    );
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-cli-'));
    file = path.join(folder, 'try.mjs');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gets its options and its words, and gives the exit status', () => {
    write(
      `takes: [0, 2], options: { by: { type: 'string', multiple: true, help: '' } }, run(values, words) { console.log(JSON.stringify({ values, words })); return 3; }`,
    );
    const { status, stdout } = node(file, 'a', '--by', '1', '--by=2', 'b');
    assert.deepEqual({ status, ...(JSON.parse(stdout) as object) }, { status: 3, values: { by: ['1', '2'] }, words: ['a', 'b'] });
  });
  it('shows the remedy of an error that explains itself, and the usage where the arguments are wrong', () => {
    write(`run() { throw new CommandError('No bread.', { kind: 'missing', remedy: 'Bake some.' }); }`);
    assert.deepEqual(node(file), { status: 1, stdout: '', stderr: 'No bread.\nBake some.\n' });
    write(`words: { X: 'what' }, takes: [1, 1], run() {}`);
    assert.match(node(file).stderr, /^X is missing\.\nUsage: try X\n/);
    assert.match(node(file, 'a', 'b').stderr, /^At most 1 argument without dashes, got also b\./);
  });
  it('takes an error of the package for one that explains itself by its form', () => {
    write(`run() { throw Object.assign(new Error('Not there.'), { kind: 'missing' }); }`);
    assert.equal(node(file).stderr, 'Not there.\n');
  });
  it('shows where any other error came from, and says that it failed', () => {
    write(`run() { throw new TypeError('a bug'); }, failed() { console.log('0 passed'); }`);
    const { status, stdout, stderr } = node(file);
    assert.deepEqual([status, stdout], [1, '0 passed\n']);
    assert.match(stderr, /TypeError: a bug\n {4}at /);
  });
  it('does nothing where it is imported, and runs behind a symbolic link', () => {
    write(`run() { console.log('ran'); }`);
    assert.equal(node('--input-type=module', '-e', `await import(${JSON.stringify(pathToFileURL(file).href)})`).stdout, '');
    const link = path.join(folder, 'link.mjs');
    symlinkSync(file, link);
    assert.equal(node(link).stdout, 'ran\n');
  });
});

describe('an option that is a number', () => {
  it('is a whole number in its range, or refused by its name', () => {
    assert.equal(wholeNumber('--seeds', '7', [1, 9]), 7);
    for (const text of ['', '0', '10', '1.5', 'x'])
      assert.throws(
        () => wholeNumber('--seeds', text, [1, 9]),
        (error: CommandError) => error.kind === 'usage' && error.message === `--seeds must be a whole number in [1, 9], got ${text}`,
      );
  });
});
