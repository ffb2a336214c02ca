/** `node:path` of the tab's drive, for cells that import it. */
import path from 'node:path';

export const { basename, dirname, extname, format, isAbsolute, join, normalize, parse, relative, resolve, sep } = path;
// biome-ignore lint/style/noDefaultExport: as Node's module has it
export default path;
