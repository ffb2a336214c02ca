#!/usr/bin/env node
/** `npm run doctor`: what is installed, what works, and the remedy for each line that fails. */
import { parseArgs } from 'node:util';
import { checks } from './doctor/checks.mjs';

const help = `npm run doctor [-- --json]

Reports versions, TensorFlow's backend, devices and threads, the Jupyter kernel, and what works.
Exit status 1 where the lab would not run; a line marked ! is a limitation that leaves the lab usable.

  --json   the report as JSON
  --help   this text`;

const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
if (values.help) {
  console.log(help);
} else {
  const report = [];
  for (const { name, needed, run } of checks) {
    let line;
    try {
      line = { name, ok: true, needed, text: await run() };
    } catch (error) {
      line = { name, ok: false, needed, text: error.message.split('\n')[0], remedy: error.remedy ?? 'npm run setup' };
    }
    report.push(line);
    if (!values.json) {
      console.log(`${line.ok ? '✓' : needed ? '✗' : '!'} ${name}: ${line.text}`);
      if (!line.ok) console.log(`    remedy: ${line.remedy}`);
    }
  }
  const broken = report.filter((line) => !line.ok && line.needed);
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else console.log(broken.length > 0 ? `\nThe lab would not run: ${broken.map((line) => line.name).join(', ')}.` : '\nThe lab runs.');
  process.exit(broken.length > 0 ? 1 : 0);
}
