#!/usr/bin/env node
/** `npm run api`: the report of kernel-helpers' public names. */
import { writeFileSync } from 'node:fs';
import { apiReport, helpersProgram, publicNames, reportFile } from './api/report.mjs';
import { runCommand } from './cli.mjs';

await runCommand(import.meta, {
  usage: 'npm run api',
  about: `Writes kernel-helpers/api.md: the public names of kernel-helpers (src/index.ts) by room, each with its signature and the
first sentence of its documentation. Run it after a change of the public face and commit the report with the change.`,
  run() {
    console.log('Reading the sources of kernel-helpers …');
    const names = publicNames(helpersProgram());
    writeFileSync(reportFile, apiReport(names));
    console.log(`kernel-helpers/api.md: ${names.length} names`);
  },
});
