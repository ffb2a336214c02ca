/** A course as students and lecturers meet it in JupyterLab: the Validate button, and marks by hand in Formgrader. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { type SandboxName, sandboxes, trouble } from '../../kernel-helpers/src/grader/sandbox/index.js';
import { feedback } from '../../scripts/feedback.mjs';
import { reportPage } from '../../scripts/grade/report.mjs';
import { grade } from '../../scripts/grade.mjs';
import { courseEnvironment } from '../../scripts/jupyter/environment.mjs';
import { cells, handIn, makeCourse, solution } from '../grader/course.js';
import { type Lab, needsChromium, openNotebook, startBrowser, startLab } from './jupyter-lab.js';
import { openNext } from './next-notebook.js';
import { diskUrl, reader } from './static-pages.js';

/** The test's own submission may run without walls on a machine that has none. */
const trusted = (Object.keys(sandboxes) as SandboxName[]).every((name) => trouble(name) !== undefined);

interface Cell {
  id: string;
  source: string;
}
/** With what runs in the browser of whoever reads it, where nobody takes it out. */
const essay = `Only **differences** of logits count: $e^{z - m}$ <script src="https://example.org/x.js"></script>
<img src="https://example.org/x.png" onerror="document.title = 'attacked'"> <svg onload="document.title = 'attacked'"></svg>
<a href="javascript:document.title = 'attacked'">here</a> <form action="/formgrader/api/grade/1"><input name="extra_credit"></form>
<meta http-equiv="refresh" content="0;url=https://example.org"> <iframe srcdoc="<script>parent.document.title = 'attacked'</script>"></iframe>`;
/** The same without the filter that takes it out. */
const raw = `<img src="https://example.org/x.png"><img src="data:," onerror="document.title = 'attacked'">
<svg onload="document.title = 'attacked'"></svg><a href="javascript:document.title = 'attacked'">here</a>
<form action="https://example.org/send"></form><iframe src="https://example.org/frame"></iframe>
<link rel="stylesheet" href="https://example.org/x.css">`;
const naive =
  'function softmax(z: number[]): number[] { const e = z.map(Math.exp); const s = e.reduce((a, b) => a + b, 0); return e.map((x) => x / s); }';

/** Pictures for the documents, renewed where `LECTURE_LAB_SCREENSHOTS` is 1. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = path.join(projectRoot, process.env.LECTURE_LAB_SCREENSHOTS === '1' ? 'data/screenshots' : 'test/browser/screenshots');
  mkdirSync(folder, { recursive: true });
  const { length } = await page.screenshot({ path: path.join(folder, name), fullPage: name === 'report.png' });
  assert.ok(length > 10_000, `${name} is empty`);
}

/** Rows and marks as the gradebook gives them: five items, of which the last tells nothing apart, and one who was not graded. */
function classOfThirty(): [rows: Parameters<typeof reportPage>[1], marks: Parameters<typeof reportPage>[2]] {
  const cells = [4, 2, 3, 5, 1].map((most, j) => ({ name: `test-${'abcde'[j]}`, max_score: most }));
  const students = Array.from({ length: 29 }, (_, i) => {
    const skill = ((i * 7) % 29) / 28;
    const scores = cells.map(({ max_score: most }, j) => (j === 4 ? 1 : Math.round(Math.min(1, skill + ((i * (j + 3)) % 5) / 8) * most)));
    return { student: `student${i + 1}`, scores, penalty: 0 };
  });
  const rows = students.map(({ student, scores }) => {
    const score = scores.reduce((a, b) => a + b, 0);
    return { student, assignment: 'demo', known: true, state: 'graded', reason: '', score, max_score: 15 };
  });
  const lost = { ...rows[0]!, student: 'student30', state: 'not graded', reason: 'demo.ipynb is a link, and links are not graded' };
  return [[...rows, lost], { cells, students }];
}

describe('a course in JupyterLab', function () {
  this.timeout(240_000);
  this.slow(60_000);
  let course: string;
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;

  before(async function () {
    needsChromium(this);
    course = makeCourse();
    const answers = { ...solution, softmax: naive };
    handIn(
      course,
      'ada',
      cells(answers, false).map((cell) => (cell.id === 'essay' ? { ...cell, source: essay } : cell)),
      { 'evil.html': "<p>a page of ada</p><script>document.title = 'attacked'</script>" },
    );
    await grade({ course, name: 'demo', trusted, say: () => {} });
    mkdirSync(path.join(course, 'student'));
    lab = await startLab({}, { folder: course, env: courseEnvironment(course) });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(60_000);
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
    if (course) rmSync(course, { recursive: true, force: true });
  });

  /** Opens a notebook of the student, without those that were open before. */
  const open = (name: string) =>
    openNext(page, `student/${path.basename(name, '.ipynb')}`, () => openNotebook(page, `${lab!.url(`student/${name}`)}&reset`));

  /** What the button says of the released notebook with these answers in place of its stubs. */
  async function validate(name: string, answers: Readonly<Record<string, string>>): Promise<string> {
    const released = JSON.parse(readFileSync(path.join(course, 'release/demo/demo.ipynb'), 'utf8')) as { cells: Cell[] };
    for (const cell of released.cells) cell.source = answers[cell.id] ?? cell.source;
    writeFileSync(path.join(course, 'student', name), JSON.stringify(released));
    await open(name);
    await page.getByText('Validate', { exact: true }).first().click();
    const dialog = page.locator('.jp-Dialog', { hasText: 'Validation Results' });
    await dialog.waitFor({ timeout: 120_000 });
    const said = await dialog.innerText();
    await dialog.getByRole('button', { name: 'Ok' }).click();
    return said;
  }

  it('Validate on the unsolved release names every cell that fails', async () => {
    const said = await validate('unsolved.ipynb', {});
    assert.equal(said.match(/The following cell failed/g)?.length, 3, said);
    assert.match(said, /checks\('softmax'[\s\S]*Cannot find name 'softmax'/);
    assert.match(said, /checks\('mean'[\s\S]*Cannot find name 'mean'/);
    assert.match(said, /You did not provide a response/);
  });

  it('Validate on a half-right one says which check was lost and why', async () => {
    const wrong = 'function softmax(z: number[]): number[] { return z.length === 2 ? [0.5, 0.5] : [0, 0, 0, 0]; }';
    const said = await validate('half.ipynb', { softmax: wrong, mean: solution.mean, essay: 'Because.' });
    assert.equal(said.match(/The following cell failed/g)?.length, 1, said);
    assert.match(said, /✓ equal logits/);
    assert.match(said, /✗ the slide: expected .*0\.842/);
  });

  it('Validate on the solved one says so', async () => {
    const said = await validate('solved.ipynb', { ...solution, essay: 'Because only differences count.' });
    assert.match(said, /Success! Your notebook passes all the tests/);
  });

  it('a lecture notebook has no button to validate, and is not said to pass while its exercises are open', async () => {
    const name = '04-exponentially-weighted-averages.ipynb';
    copyFileSync(path.join(projectRoot, 'notebooks/lecture', name), path.join(course, 'student', name));
    await open(name);
    const button = page.locator('.validate-button');
    await button.first().waitFor({ state: 'attached' });
    assert.equal(await button.first().isVisible(), false);
    // What the button would ask for.
    const answer = await fetch(`${lab!.address('assignments/validate')}&path=student/${name}`, { method: 'POST' });
    const { success, value } = (await answer.json()) as { success: boolean; value: { failed?: { error: string }[] } };
    assert.equal(success, true, JSON.stringify(value));
    const { failed = [] } = value;
    assert.ok(failed.length >= 3, JSON.stringify(value).slice(0, 2000));
    for (const { error } of failed) assert.match(error, /not answered yet|not written yet|○/);
  });

  it('Formgrader runs nothing of an answer and asks for nothing that it names', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(lab!.address('formgrader/gradebook/demo/demo'));
    await page.getByText('Submission #1', { exact: true }).click();
    const answer = page.locator('.text_cell_render', { hasText: 'of logits count' });
    await answer.waitFor();
    assert.equal(await answer.locator('strong').innerText(), 'differences');
    assert.equal(await answer.locator('math msup').count(), 1, 'the formula is drawn');
    assert.doesNotMatch(await answer.innerText(), /\$/);
    assert.equal(await answer.locator('script, svg, form, input, iframe, meta, [onerror], [onload], [src*="example"]').count(), 0);
    assert.equal(await answer.locator('a[href^="javascript"]').count(), 0);
    assert.notEqual(await page.title(), 'attacked');
    assert.deepEqual(
      asked.filter((url) => url.includes('example.org')),
      [],
    );
    await answer.scrollIntoViewIfNeeded();
    await picture(page, 'formgrader.png');
  });

  it('the policy of Formgrader runs nothing and asks for nothing, even where an answer came into the page as it is', async () => {
    const asked: Request[] = [];
    await page.goto(lab!.address('formgrader'));
    page.on('request', (request) => asked.push(request));
    await page.goto(lab!.address('formgrader/gradebook/demo/demo'));
    await page.getByText('Submission #1', { exact: true }).click();
    await page.locator('input.score#essay').waitFor();
    // Resolved once the browser has refused each of them.
    const refused = await page.evaluate<string[]>(`new Promise((resolve) => {
      const wanted = ['img-src', 'script-src-attr', 'script-src-elem', 'frame-src', 'style-src-elem', 'form-action'];
      const seen = new Set();
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        seen.add(effectiveDirective);
        if (wanted.every((one) => seen.has(one))) resolve([...seen]);
      });
      const place = document.createElement('div');
      place.innerHTML = ${JSON.stringify(raw)};
      document.body.append(place);
      const script = document.createElement('script');
      script.textContent = "document.title = 'attacked'";
      place.append(script);
      place.querySelector('a').click();
      place.querySelector('form').submit();
    })`);
    assert.ok(refused.length >= 6);
    assert.notEqual(await page.title(), 'attacked');
    const own = new URL(lab!.address('')).origin;
    // The browser lists what it refused among the requests.
    const outside = asked.filter((request) => !request.url().startsWith('data:') && new URL(request.url()).origin !== own);
    for (const request of outside) assert.match(request.failure()?.errorText ?? 'it was sent', /csp/i, request.url());
  });

  it('a page that was handed in has no rights where Formgrader serves it', async () => {
    await page.goto(lab!.address('formgrader'));
    await page.goto(lab!.address('formgrader/gradebook/demo/demo'));
    await page.getByText('Submission #1', { exact: true }).click();
    await page.locator('input.score#essay').waitFor();
    const answer = await page.goto(new URL('evil.html', page.url().replace(/\/?(\?.*)?$/, '/')).href);
    assert.equal(answer?.status(), 200);
    assert.match(answer?.headers()['content-security-policy'] ?? '', /sandbox$/);
    assert.match(await page.locator('body').innerText(), /a page of ada/);
    assert.notEqual(await page.title(), 'attacked');
  });

  it('Formgrader lists the assignment, and keeps points and a comment given by hand', async () => {
    await page.goto(lab!.address('formgrader'));
    const row = page.locator('tr', { hasText: 'demo' });
    await row.waitFor();
    assert.match(await row.innerText(), /\b1\b/);
    await page.goto(lab!.address('formgrader/gradebook/demo/demo'));
    await page.getByText('Submission #1', { exact: true }).click();
    const score = page.locator('input.score#essay');
    await score.waitFor();
    await page.waitForFunction('document.querySelector("input.score#test-softmax").placeholder === "2"');
    const saved = page.waitForResponse((response) => /\/api\/grade\//.test(response.url()) && response.request().method() === 'PUT');
    await score.fill('2.5');
    await score.press('Tab');
    assert.equal((await saved).status(), 200);
    const comment = page.locator('textarea.comment').last();
    const kept = page.waitForResponse((response) => /\/api\/comment\//.test(response.url()) && response.request().method() === 'PUT');
    await comment.fill('Say why m is the largest.');
    await comment.press('Tab');
    assert.equal((await kept).status(), 200);
    await page.reload();
    await score.waitFor();
    await page.waitForFunction('document.querySelector("input.score#essay").value === "2.5"');
  });

  it('npm run feedback brings both into the page and grades.csv; the page asks nothing of the network and runs no script', async () => {
    const { rows, failed } = await feedback({ course, name: 'demo', student: 'ada', say: () => {} });
    assert.deepEqual(failed, []);
    assert.deepEqual(
      rows.map((row) => [row.student, row.state, row.score]),
      [['ada', 'graded', 6.5]],
    );
    assert.match(readFileSync(path.join(course, 'grades.csv'), 'utf8'), /^ada,demo,graded,6\.5,9,/m);
    const student = await reader(browser!, diskUrl(course));
    await student.open('feedback/ada/demo/demo.html');
    const text = await student.page.locator('body').innerText();
    assert.match(text, /Score: 6\.5 \/ 9\.0/);
    assert.match(text, /Score: 2\.5 \/ 3\.0/);
    assert.match(text, /Say why m is the largest\./);
    assert.match(text, /✗ large logits: a hidden test/);
    assert.doesNotMatch(text, /1000|NaN/, 'neither the hidden test nor what came of it');
    assert.equal(await student.page.locator('math msup').count(), 1);
    assert.equal(await student.page.locator('script').count(), 0);
    assert.deepEqual(student.complaints, []);
    await picture(student.page, 'feedback.png');
    await student.context.close();
  });

  it("the report of a class of thirty opens from the disk, with its chart and each item's figures, and asks for nothing", async () => {
    const file = path.join(course, 'report.html');
    writeFileSync(file, reportPage('demo', ...classOfThirty(), '2026-11-25 12:00'));
    const lecturer = await reader(browser!, diskUrl(course));
    await lecturer.open('report.html');
    assert.equal(await lecturer.page.locator('svg').count(), 1);
    assert.equal(await lecturer.page.locator('table').first().locator('tbody tr').count(), 5);
    assert.match(await lecturer.page.locator('body').innerText(), /30 submissions: 29 with marks, 1 not graded/);
    assert.equal(await lecturer.page.evaluate<boolean>('document.body.scrollWidth > innerWidth'), false, 'nothing is wider than the page');
    assert.deepEqual(lecturer.complaints, []);
    await picture(lecturer.page, 'report.png');
    await lecturer.context.close();
  });

  it('grading again keeps what was given by hand, and nbgrader asks for another look at it', async () => {
    const same = await grade({ course, name: 'demo', trusted, say: () => {} });
    assert.deepEqual([same[0]?.state, same[0]?.score], ['graded', 6.5], 'what did not change is left alone');
    const rows = await grade({ course, name: 'demo', trusted, force: true, say: () => {} });
    assert.deepEqual([rows[0]?.state, rows[0]?.score], ['waits for 1 marks by hand', 6.5]);
  });
});
