/** nbgrader's feedback pages, made so that they ask nothing of the network: they are handed to students and opened anywhere. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { offline } from './page.mjs';

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
  for (const page of pages) {
    try {
      writeFileSync(page, offline(readFileSync(page, 'utf8')));
    } catch (error) {
      // One student's page must not end the class, and one that was not cleaned must not be handed out.
      rmSync(page);
      return { reason: `the page could not be made: ${error instanceof Error ? error.message : String(error)}`, pages: [] };
    }
  }
  return { reason: '', pages };
}
