/** In a tab no package can be fetched and unpacked: what comes out of one is there if the site was made with it. */
import { DownloadError } from '../../src/datasets/download-error.js';
import type { PackageEntry } from '../../src/datasets/manifest.js';

export async function pipDownload({ member }: PackageEntry): Promise<never> {
  throw new DownloadError(
    `this site was made without ${member}; use the installed lab, or ask for a site made by: npm run lite -- --photographs`,
  );
}
