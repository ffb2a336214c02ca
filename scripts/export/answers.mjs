/** The model answers of the exercises: `notebooks/answers/NAME.md`, for the lecturer's edition. */
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '../setup/paths.mjs';

/**
 * The answers of a lecture notebook by the id of the exercise's cell: each section of the file has the id as its heading.
 * @param {string} name file name without .ipynb
 * @returns {Record<string, string>} Markdown; empty where the notebook has no answers
 */
export function answersOf(name) {
  const file = inRoot('notebooks/answers', `${name}.md`);
  if (!existsSync(file)) return {};
  const sections = readFileSync(file, 'utf8')
    .split(/^## +(?=\S)/m)
    .slice(1);
  return Object.fromEntries(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end).trim(), section.slice(end + 1).trim()];
    }),
  );
}

/** The code of a Markdown answer: the text of its ts blocks. */
const codeIn = (/** @type {string} */ markdown) =>
  [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code.trimEnd());

/**
 * The exercise's cell with the model answer in it: each declaration of the answer's code replaces the cell's declaration of that name.
 * @param {string} source of the cell
 * @param {string} markdown the answer
 * @throws {Error} where the cell declares no such name
 */
export function answered(source, markdown) {
  let text = source;
  for (const block of codeIn(markdown)) {
    for (const declaration of block.split(/\n(?=(?:const|let|(?:async )?function) )/)) {
      const [, kind, name] = /^(const|let|(?:async )?function) (\w+)/.exec(declaration) ?? [];
      const own = kind?.includes('function')
        ? new RegExp(`^(async )?function ${name}\\b[\\s\\S]*?^\\}$`, 'm')
        : new RegExp(`^(const|let) ${name}\\b.*$`, 'm');
      if (!name || !own.test(text))
        throw new Error(`the exercise declares no ${name ?? 'name'} that the answer could replace:\n${declaration}`);
      text = text.replace(own, () => declaration);
    }
  }
  return text;
}
