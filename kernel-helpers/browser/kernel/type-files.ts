/** TypeScript's view of the disk: the declaration files that come with the site, and nothing else. */
import ts from 'typescript';
import { home, workingFolder } from '../home.js';

const library = `${home}/node_modules/typescript/lib`;
/** `node_modules/kernel-helpers` is a link to the package's own folder. */
const linked = `${home}/node_modules/kernel-helpers`;
const real = (path: string): string => {
  const plain = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return plain === linked || plain.startsWith(`${linked}/`) ? `${home}/kernel-helpers${plain.slice(linked.length)}` : plain;
};

/**
 * @param files text by path below `/lab`
 * @returns takes a file of the user's over, or forgets it
 */
export function installTypes(files: Readonly<Record<string, string>>): (path: string, text: string | undefined) => void {
  const all: Record<string, string> = { ...files, [`${library}/lib.d.ts`]: '' };
  const folders = foldersOf(Object.keys(all));
  const dates = new Map<string, Date>();
  const fixed = new Date(0);
  const isFile = (path: string): boolean => Object.hasOwn(all, real(path));
  const isFolder = (path: string): boolean => folders.has(real(path));
  const system: ts.System = {
    args: [],
    newLine: '\n',
    useCaseSensitiveFileNames: true,
    write: () => undefined,
    readFile: (path) => all[real(path)],
    writeFile: () => undefined,
    fileExists: isFile,
    directoryExists: isFolder,
    createDirectory: () => undefined,
    getDirectories: (path) => [...(folders.get(real(path)) ?? [])].filter((name) => folders.has(`${real(path)}/${name}`)),
    readDirectory: () => [],
    realpath: real,
    getModifiedTime: (path) => (isFile(path) ? (dates.get(path) ?? fixed) : undefined),
    getExecutingFilePath: () => `${library}/typescript.js`,
    getCurrentDirectory: () => workingFolder,
    resolvePath: (path) => path,
    exit: () => undefined,
  };
  // Patch: typescript-system
  (ts as unknown as { setSys(system: ts.System): void }).setSys(system);
  let changes = 0;
  return (path, text) => {
    if (text === undefined) delete all[path];
    else all[path] = text;
    dates.set(path, new Date(++changes));
    addFolders(folders, path);
  };
}

/** The names in each folder. */
function foldersOf(files: readonly string[]): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>([[workingFolder, new Set()]]);
  for (const file of [...files, `${linked}/x`]) addFolders(folders, file);
  return folders;
}

function addFolders(folders: Map<string, Set<string>>, file: string): void {
  for (let at = file; at !== ''; ) {
    const cut = at.lastIndexOf('/');
    const parent = at.slice(0, cut);
    const names = folders.get(parent);
    if (names) names.add(at.slice(cut + 1));
    else folders.set(parent, new Set([at.slice(cut + 1)]));
    at = parent;
  }
}
