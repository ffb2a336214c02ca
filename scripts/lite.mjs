#!/usr/bin/env node
/** `npm run lite`: the lab as a folder of static files, which runs in a browser tab with nothing installed. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CommandError, runCommand, wholeNumber } from './cli.mjs';
import { notebookAddress } from './lite/address.mjs';
import { check } from './lite/check.mjs';
import { serveFolder } from './lite/serve.mjs';
import { liteFolder, liteSite } from './lite/site.mjs';
import { inRoot } from './setup/paths.mjs';

async function serve(/** @type {string} */ folder, /** @type {number} */ port, /** @type {boolean | undefined} */ isolated) {
  const { url } = await serveFolder(folder, { port, isolated }).catch((error) => {
    throw error.code === 'EADDRINUSE' ? new CommandError(`Port ${port} is taken.`, { remedy: 'npm run lite -- --serve --port 0' }) : error;
  });
  console.log(`${url}${notebookAddress('00-index')}\nEnd with Ctrl+C.`);
}

await runCommand(import.meta, {
  usage:
    'npm run lite [-- --out FOLDER] [--only NAME]... [--photographs] [--assignments] [--serve [--port N] [--threads] | --check [--firefox] [--limit SECONDS]]',
  about: `Makes the lab as a folder of static files: JupyterLite with the kernel tslab and the lecture notebooks, which run in the
reader's browser. Any web server can hand it out, under any path and without special headers.
The first time it installs JupyterLite into an environment of its own in the cache folder.`,
  options: {
    out: { type: 'string', value: 'FOLDER', help: 'where it goes (default: .lab/lite)' },
    only: { type: 'string', value: 'NAME', multiple: true, help: 'only this notebook (may be given several times)' },
    photographs: {
      type: 'boolean',
      help: 'with the VGG16 of the edge detector and the pictures of clothes, 90 MB (fetched once); without, notebooks 11 to 13 take digits',
    },
    assignments: {
      type: 'boolean',
      help: "with the students' versions of the assignments (folder assignments/): without solutions and hidden tests, which is checked",
    },
    serve: { type: 'boolean', help: 'hand the folder out to this machine; it is made only where it is not there' },
    check: {
      type: 'boolean',
      help: 'run the notebooks of the folder, or those that --only names, in Chromium: cells that passed, seconds, and what failed; it is made where it is not there',
    },
    firefox: { type: 'boolean', help: 'with --check: in Firefox instead' },
    limit: { type: 'string', value: 'SECONDS', help: 'with --check: a notebook that takes longer has failed (default 600)' },
    threads: {
      type: 'boolean',
      help: 'with --serve: send the two headers with which TensorFlow.js takes threads, which do not always help (docs/decisions/threads.md)',
    },
    port: { type: 'string', value: 'N', help: 'with --serve: the port, 0 for any free one (default 8890)' },
  },
  async run(values) {
    const out = path.resolve(values.out ?? liteFolder);
    const limit = wholeNumber('--limit', values.limit ?? '600', [1, 86_400]);
    const port = wholeNumber('--port', values.port ?? '8890', [0, 65535]);
    if (!existsSync(inRoot('kernel-helpers/dist/index.js'))) {
      throw new CommandError('The lab is not built.', { kind: 'missing', remedy: 'npm run build' });
    }
    if (!(values.serve || values.check) || !existsSync(path.join(out, 'lab/index.html'))) {
      await liteSite({ out, names: values.only, photographs: values.photographs, assignments: values.assignments });
      console.log(`${path.relative(process.cwd(), out) || '.'}/lab/index.html (to be opened from a web server: npm run lite -- --serve)`);
    }
    if (values.check) await check(out, { names: values.only, limit, firefox: values.firefox, say: console.log });
    if (values.serve) await serve(out, port, values.threads);
  },
});
