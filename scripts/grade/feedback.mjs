/** nbgrader's feedback pages, made so that they ask nothing of the network: they are handed to students and opened anywhere. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import katex from 'katex';

/** Nothing from elsewhere and no script: a page shows what a student wrote, which may be anything. */
const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:">`;
const style = `<style>pre { white-space: pre-wrap !important; overflow-wrap: anywhere; } a.anchor-link { display: none; }</style>`;

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (/** @type {string} */ html) =>
  html.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (/** @type {string} */ _, /** @type {string} */ name) => entities[/** @type {keyof typeof entities} */ (name)],
  );

/** Formulas as MathML, which browsers draw without a script or a font of ours. */
const formulas = (/** @type {string} */ html) =>
  html.replace(
    /(<pre[\s\S]*?<\/pre>|<code[\s\S]*?<\/code>)|\$\$([^$]+)\$\$|\$([^$\n]+)\$/g,
    (/** @type {string} */ _, /** @type {string} */ code, /** @type {string} */ display, /** @type {string} */ inline) =>
      code ??
      katex.renderToString(plain(display ?? inline), {
        output: 'mathml',
        displayMode: display !== undefined,
        throwOnError: false,
        trust: false,
      }),
  );

// Patch: nbgrader-feedback-pages
/** @param {string} html a page as nbgrader makes it */
export const offline = (html) =>
  html
    // Bootstrap's icons, which the page does not use.
    .replace(/@font-face\s*\{[^}]*glyphicons[^}]*\}/gi, '')
    .replace(/<script\b[\s\S]*?<\/script>/gi, '')
    .replace(/<head>/i, `<head>\n${policy}`)
    .replace(/<\/head>/i, `${style}\n</head>`)
    .replace(
      /(<div class="text_cell_render[^>]*>)([\s\S]*?)(?=<div class="(?:panel-footer|cell border-box-sizing|nbgrader_cell)|$)/g,
      (_, start, text) => start + formulas(text),
    );

/**
 * Makes the pages of one student from the graded state: automatic marks, points and comments given by hand.
 * @param {{ course: string, name: string, student: string, session: import('./session.mjs').NbgraderSession }} options
 * @returns {Promise<{ reason: string, pages: string[] }>} `pages`: the files made; `reason`: why there are none, or ''
 */
export async function makeFeedback({ course, name, student, session }) {
  const { ok, reason = 'nbgrader made no page' } = await session.ask({ do: 'feedback', name, student });
  if (!ok) return { reason, pages: [] };
  const folder = path.join(course, 'feedback', student, name);
  const pages = readdirSync(folder)
    .filter((file) => file.endsWith('.html'))
    .map((file) => path.join(folder, file));
  for (const page of pages) writeFileSync(page, offline(readFileSync(page, 'utf8')));
  return { reason: '', pages };
}
