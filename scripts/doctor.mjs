#!/usr/bin/env node
/** `npm run doctor`: what is installed, what works, and the remedy for each line that fails. */
import { runCommand } from './cli.mjs';
import { checks } from './doctor/checks.mjs';

/** @param {import('./doctor/checks.mjs').Check} check */
async function examine({ name, needed, run }) {
  try {
    return { name, ok: true, needed, text: await run() };
  } catch (error) {
    const { message, remedy = 'npm run setup' } = /** @type {Error & { remedy?: string }} */ (error);
    return { name, ok: false, needed, text: message.split('\n')[0], remedy };
  }
}

/** @param {boolean} json */
async function doctor(json) {
  const report = [];
  for (const check of checks) {
    const line = await examine(check);
    report.push(line);
    if (json) continue;
    console.log(`${line.ok ? '✓' : line.needed ? '✗' : '!'} ${line.name}: ${line.text}`);
    if (!line.ok) console.log(`    remedy: ${line.remedy}`);
  }
  const broken = report.filter((line) => !line.ok && line.needed).map((line) => line.name);
  if (json) console.log(JSON.stringify(report, null, 2));
  else console.log(broken.length > 0 ? `\nThe lab would not run: ${broken.join(', ')}.` : '\nThe lab runs.');
  return broken.length > 0 ? 1 : 0;
}

await runCommand(import.meta, {
  usage: 'npm run doctor [-- --json]',
  about: `Reports versions, TensorFlow's backend, devices and threads, the Jupyter kernel, and what works.
Exit status 1 where the lab would not run; a line marked ! is a limitation that leaves the lab usable.`,
  options: { json: { type: 'boolean', help: 'the report as JSON' } },
  run: ({ json = false }) => doctor(json),
});
