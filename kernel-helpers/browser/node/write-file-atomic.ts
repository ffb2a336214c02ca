/** `write-file-atomic` on the tab's drive, where every write is whole. */
import { writeFileSync } from './fs.js';

async function writeFileAtomic(...args: Parameters<typeof writeFileSync>): Promise<void> {
  writeFileSync(...args);
}

// biome-ignore lint/style/noDefaultExport: as the package has it
export default Object.assign(writeFileAtomic, { sync: writeFileSync });
