import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { linkCourse, updateWorkingCopy } from '../../scripts/work/working-copy.mjs';

/** A notebook of cells `id: source`, each with an output where `outputs` is set. */
const notebook = (cells: Readonly<Record<string, string>>, outputs = false) =>
  JSON.stringify({
    cells: Object.entries(cells).map(([id, source]) => ({ id, cell_type: 'code', metadata: {}, source, outputs: outputs ? [{ id }] : [] })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });

describe('the working copy', () => {
  let folder: string;
  const file = (...parts: string[]) => path.join(folder, ...parts);
  const lecture = (cells: Readonly<Record<string, string>>) => writeFileSync(file('lecture/01-a.ipynb'), notebook(cells));
  const own = (text: string) => writeFileSync(file('work/lecture/01-a.ipynb'), text);
  const update = (reset: string[] = []) => {
    const said: string[] = [];
    updateWorkingCopy({ lecture: file('lecture'), work: file('work'), reset, say: (text: string) => said.push(text) });
    return said.join('\n');
  };
  const cells = () => {
    const read = JSON.parse(readFileSync(file('work/lecture/01-a.ipynb'), 'utf8')) as { cells: { id: string; source: string }[] };
    return read.cells.map(({ id, source }) => `${id}: ${source}`);
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-work-'));
    mkdirSync(file('lecture'));
    lecture({ a: '1', b: '2', c: '3' });
    update();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, and a second start changes nothing: outputs and changes stay', () => {
    const changed = notebook({ a: '1', b: 'mine' }, true);
    own(changed);
    assert.equal(update(), '');
    assert.equal(readFileSync(file('work/lecture/01-a.ipynb'), 'utf8'), changed);
  });

  it('never touches the lecture’s files', () => {
    const before = readFileSync(file('lecture/01-a.ipynb'), 'utf8');
    own(notebook({ a: 'mine' }, true));
    update();
    assert.equal(readFileSync(file('lecture/01-a.ipynb'), 'utf8'), before);
    assert.deepEqual(readdirSync(file('lecture')), ['01-a.ipynb']);
  });

  it('takes a new version where only outputs were added', () => {
    own(notebook({ a: '1', b: '2', c: '3' }, true));
    lecture({ a: '1', b: 'new', c: '3' });
    assert.match(update(), /01-a\.ipynb: new version of the lecture$/);
    assert.deepEqual(cells(), ['a: 1', 'b: new', 'c: 3']);
    assert.deepEqual(readdirSync(file('work/lecture')), ['01-a.ipynb']);
  });

  it('merges: cells that one side changed, cells of the learner’s own, cells that were removed', () => {
    own(notebook({ a: 'mine', x: 'own', b: '2', c: '3' }));
    lecture({ a: '1', b: 'new', d: 'added' });
    assert.match(update(), /with your changes in it$/);
    assert.deepEqual(cells(), ['a: mine', 'x: own', 'b: new', 'd: added']);
    assert.ok(existsSync(file('work/lecture/01-a-mine.ipynb')), 'the learner’s file is kept as it was');
  });

  it('keeps both where both sides changed a cell, and says so', () => {
    own(notebook({ a: 'mine', b: '2', c: '3' }));
    lecture({ a: 'theirs', b: '2', c: '3' });
    assert.match(update(), /changed on both sides: a$/);
    const [first, note, second, ...rest] = cells();
    assert.deepEqual([first, second, ...rest], ['a: theirs', 'a-own: mine', 'b: 2', 'c: 3']);
    assert.match(note!, /Yours is below/);
    assert.equal(update(), '', 'a merge is done once');
  });

  it('a copy that cannot be read is set aside, nothing of it is lost', () => {
    own('{ broken');
    lecture({ a: 'new' });
    assert.match(update(), /could not be read; it is now 01-a-mine\.ipynb/);
    assert.equal(readFileSync(file('work/lecture/01-a-mine.ipynb'), 'utf8'), '{ broken');
    assert.deepEqual(cells(), ['a: new']);
  });

  it('goes back to the lecture’s version when asked, with the learner’s beside it', () => {
    own(notebook({ a: 'mine' }));
    update(['01-a.ipynb']);
    assert.deepEqual(cells(), ['a: 1', 'b: 2', 'c: 3']);
    own(notebook({ a: 'mine again' }));
    update(['all']);
    assert.deepEqual(readdirSync(file('work/lecture')).sort(), ['01-a-mine-2.ipynb', '01-a-mine.ipynb', '01-a.ipynb']);
  });

  it('has the course of assignments by a link', () => {
    mkdirSync(file('course'));
    writeFileSync(file('course/x'), 'x');
    for (let start = 0; start < 2; start++) linkCourse(file('work'), file('course'));
    assert.equal(readFileSync(file('work/assignments/x'), 'utf8'), 'x');
  });
});
