/** The lab without a network: the worker that keeps it in the browser, and the list of the files that it keeps. */
import { copyFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../setup/paths.mjs';

/** What no notebook needs to run, and the photographs, which would fill a telephone. */
const leftOut =
  /^(?:doc|static)\/|\/licenses\/|third-party-licenses|\.(?:map|eot|ttf|svg|woff|tgz|LICENSE\.txt)$|rspack|\/fs\/usr\/|\/fs\/lab\/cache\/|service-worker\.js$|jupyterlite\.schema/;

/**
 * @param {string} folder the site
 * @returns {number} how many files are kept
 */
export function makeOffline(folder) {
  renameSync(path.join(folder, 'service-worker.js'), path.join(folder, 'jupyterlite-service-worker.js'));
  copyFileSync(inRoot('kernel-helpers/browser/service-worker.js'), path.join(folder, 'service-worker.js'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !leftOut.test(file))
    .sort();
  writeFileSync(path.join(folder, 'offline.json'), JSON.stringify(files.map((file) => file.split('/').map(encodeURIComponent).join('/'))));
  return files.length;
}
