import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

const inProject = (...parts: string[]): string => path.join(projectRoot, ...parts);
const docs = readdirSync(inProject('docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
  .sort();
const pages = [...docs, 'README.md', 'CONTRIBUTING.md'];
const read = (page: string): string => readFileSync(inProject(page), 'utf8');

/** Made by set-up or by a command, so absent from a fresh checkout. */
const made = /^(\.venv|\.lab|kernel-helpers\/dist|node_modules|submitted|feedback|site|notebooks\/live)(\/|$)/;
/** Words in code marks that name a file or folder of the project: from its top, with a slash. */
const tops = /^(kernel-helpers|scripts|test|docs|notebooks|data|\.ci|\.devcontainer)\//;

/** File names in code marks; `NAME` and `…` stand for any name, and a list in braces for several. */
function filesNamed(text: string): string[] {
  return [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, words]) => words!.replace(/[.,:]$/, ''))
    .filter((words) => tops.test(words) && !made.test(words))
    .map((words) => words.replace(/\/?[^/]*(\*|NAME|NN-|…|<).*$/, ''));
}

describe('the documents', () => {
  for (const page of pages) {
    it(`${page}: every file that it names is there`, () => {
      const missing = filesNamed(read(page)).filter((file) => !existsSync(inProject(file)));
      assert.deepEqual(missing, []);
    });

    it(`${page}: every link leads to a file`, () => {
      const links = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, to]) => to!).filter((to) => !/^[a-z]+:/.test(to));
      const missing = links.filter((to) => !existsSync(inProject(path.dirname(page), to)));
      assert.deepEqual(missing, []);
    });
  }

  it('are linked from the README, those of a folder through its own README', () => {
    const readme = read('README.md');
    for (const page of docs) {
      const [from, text] = page.startsWith('docs/decisions/')
        ? [path.posix.relative('docs/decisions', page), read('docs/decisions/README.md')]
        : [page, readme];
      if (page !== 'docs/decisions/README.md') assert.ok(text.includes(`(${from})`), `${page} is not linked`);
    }
    assert.ok(readme.includes('(docs/decisions/README.md)'));
    assert.ok(readme.includes('(kernel-helpers/src/kernel/CELLS.md)'));
  });

  it('are each under two pages, but for those that are lists', () => {
    const lists = ['docs/PATCHES.md', 'docs/COVERAGE.md', 'docs/EXAMPLES.md', 'docs/BIBLIOGRAPHY.md', 'docs/PUBLIC-NOTEBOOKS.md'];
    for (const page of docs.filter((name) => !lists.includes(name))) {
      const words = read(page).split(/\s+/).length;
      assert.ok(words <= 1100, `${page} has ${words} words`);
    }
  });

  it('follow each journey through at most eight files', () => {
    const journeys = read('docs/ARCHITECTURE.md')
      .split(/^## /m)
      .filter((section) => /journey/.test(section.split('\n')[0]!));
    assert.equal(journeys.length, 3);
    for (const section of journeys) {
      const steps = section.split('\n').filter((line) => /^\d+\. `/.test(line));
      assert.ok(steps.length >= 5 && steps.length <= 8, section.split('\n')[0]);
      assert.equal(section.match(/^```mermaid$/gm)?.length, 1);
    }
  });
});
