import { strict as assert } from 'node:assert';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lectureFile } from '../../scripts/export/execute.mjs';
import { binderAddress, pageFoot, repositoryAddress } from '../../scripts/export/page-foot.mjs';
import { describeNotebook, navigation } from '../../scripts/export/pages.mjs';
import { replaceSite } from '../../scripts/export/replace-site.mjs';

describe("the site's parts", () => {
  let folder: string;
  const write = (name: string, text = name) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lab-site-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('a new site takes the place of the old one, readable for a web server, and keeps the PDF of each deck it has', () => {
    for (const name of ['old/index.html', 'old/gone.html', 'old/slides/01-a.html', 'old/slides/01-a.pdf', 'old/slides/02-b.pdf'])
      write(name);
    const staging = mkdtempSync(path.join(folder, '.site-'));
    assert.equal(statSync(staging).mode & 0o777, 0o700);
    mkdirSync(path.join(staging, 'slides'));
    writeFileSync(path.join(staging, 'index.html'), 'new');
    writeFileSync(path.join(staging, 'slides/01-a.html'), 'new');
    const out = path.join(folder, 'old');
    replaceSite(staging, out);
    assert.equal(statSync(out).mode & 0o777, 0o755);
    assert.equal(readFileSync(path.join(out, 'index.html'), 'utf8'), 'new');
    assert.equal(readFileSync(path.join(out, 'slides/01-a.pdf'), 'utf8'), 'old/slides/01-a.pdf');
    for (const name of ['gone.html', 'slides/02-b.pdf']) assert.ok(!existsSync(path.join(out, name)), name);
    assert.ok(!existsSync(staging));
  });

  it('a notebook is named by its number, with or without zero, by its name or by its file', () => {
    const { name } = lectureFile('01-activation-functions');
    for (const form of ['1', '01', '01-activation-functions', '01-activation-functions.ipynb']) assert.equal(lectureFile(form).name, name);
    for (const form of ['', '999', '01-activation', 'x']) assert.throws(() => lectureFile(form), { kind: 'usage' });
  });

  it('each cell knows the heading that it stands under, for the search', () => {
    const markdown = (source: string) => ({ cell_type: 'markdown', metadata: {}, source });
    const cells = [
      markdown('# 03 Softmax\nAbout it.'),
      markdown('## From $z$ to probabilities\n…'),
      { cell_type: 'code', metadata: {}, source: '# no heading' },
    ];
    write('a.ipynb', JSON.stringify({ cells }));
    const { title, texts } = describeNotebook(path.join(folder, 'a.ipynb'));
    assert.equal(title, 'Softmax');
    assert.deepEqual(
      texts.map(({ heading }) => heading),
      ['', 'From $z$ to probabilities', 'From $z$ to probabilities'],
    );
  });
});

describe('the foot of a page', () => {
  const shown = [
    { name: '01-a', title: 'A & B' },
    { name: '02-b', title: 'B' },
  ];

  it('leads to the pages before and after it', () => {
    const first = pageFoot('01-a', shown);
    assert.ok(!first.includes('rel="prev"') && first.includes('<a rel="next" href="02-b.html">Next: 02 B</a>'));
    const last = pageFoot('02-b', shown);
    assert.ok(last.includes('Previous: 01 A &amp; B') && !last.includes('rel="next"'));
  });
});

describe('the bar above a page', () => {
  it('has “Open in Binder” beside “Run it here” where a repository is known', () => {
    const bar = navigation('../', '01-a', { lite: true, binder: binderAddress('https://example.org/course/lab', '01-a') });
    const binder = /Run it here<\/a><\/li>\n<li><a class="binder" href="([^"]+)">Open in Binder</.exec(bar)?.[1] ?? assert.fail(bar);
    const { pathname, searchParams } = new URL(binder);
    assert.equal(decodeURIComponent(pathname), '/v2/git/https://example.org/course/lab/HEAD');
    assert.equal(searchParams.get('urlpath'), 'lab/tree/notebooks/lecture/01-a.ipynb');
    assert.ok(!navigation('../', '01-a', { lite: true }).includes('Binder'));
    assert.ok(!navigation('').includes('Run it here'));
  });

  it('takes the address that the user gives, in git’s own form too', () => {
    assert.equal(repositoryAddress('git+https://example.org/lab.git'), 'https://example.org/lab');
  });
});
