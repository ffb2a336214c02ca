/** One executed notebook to a page or a deck. */
import { inRoot, inVenv } from '../setup/paths.mjs';
import { run } from './execute.mjs';

/**
 * @param {'page' | 'deck'} kind
 * @param {{ notebook: string, out: string, vendor: string, nav?: string }} options `nav`: a file whose HTML stands above the page
 */
export const convert = (kind, { notebook, out, vendor, nav }) =>
  run(
    [
      inVenv('python'),
      inRoot('scripts/export/export.py'),
      kind,
      notebook,
      '--out',
      out,
      '--vendor',
      vendor,
      ...(nav ? ['--nav', nav] : []),
    ],
    `Converting ${notebook}`,
  );
