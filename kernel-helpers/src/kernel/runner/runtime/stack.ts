/** Stack frames in terms of what the user wrote: mapped, without the kernel's and Node's own. */
import { fileURLToPath } from 'node:url';
import { siteOf } from './realm.js';
import { type Place, placeOf } from './sources.js';

export interface Frame {
  /** Empty at the top level. */
  readonly name: string;
  readonly place: Place;
}

const frames = new WeakMap<object, readonly Frame[]>();
/** The kernel's own files, built or as source. */
const kernel = /[\\/]kernel-helpers[\\/](?:dist|src)[\\/]kernel(?:-bundle)?[\\/]/;
const isKernel = (file: string): boolean => kernel.test(file) || (file.endsWith('runner.cjs') && file === process.argv[1]);

/** Frames show what calls what in teaching code. V8's default of ten would often end before the cell. */
const depth = 50;

/** Makes `error.stack` of this process name cells. */
export function installStacks(): void {
  // Patch: node-error-stacks
  Error.stackTraceLimit = depth;
  Error.prepareStackTrace = (error, sites) => {
    const own = toFrames(sites);
    frames.set(error, own);
    const head = headOf(error);
    return [head, ...collapse(own.map((f) => `    at ${frameText(f)}`))].join('\n');
  };
}

/** The frames of an error that was thrown in this process; empty where it has none. */
export function framesOf(error: object): readonly Frame[] {
  void (error as { stack?: unknown }).stack; // V8 prepares a stack when it is first read
  return frames.get(error) ?? [];
}

export function frameText({ name, place }: Frame): string {
  const { source, line, column } = place;
  const where = source.cell === undefined ? `${source.title}:${line}:${column}` : `Cell ${source.cell}, line ${line}, column ${column}`;
  return name ? `${name} (${where})` : where;
}

/** Repeated frames of a deep recursion, once with a count. */
export function collapse(lines: readonly string[]): string[] {
  const out: string[] = [];
  let same = 0;
  for (const [i, line] of lines.entries()) {
    same = line === lines[i - 1] ? same + 1 : 0;
    const isLast = line !== lines[i + 1];
    if (same === 0 || (same === 1 && isLast)) out.push(line);
    else if (isLast) out.push(`    … ${same} more of the same`);
  }
  return out;
}

function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error); // `console.trace` has an object that is no Error
  } catch {
    return 'Error';
  }
}

function toFrames(sites: readonly NodeJS.CallSite[]): Frame[] {
  const out: Frame[] = [];
  for (const site of sites) {
    const { file: url, line, name } = siteOf(site);
    const file = url.startsWith('file:') ? fileURLToPath(url.replace(/\?.*$/, '')) : url;
    if (!file || file.startsWith('node:') || isKernel(file)) continue;
    const place = placeOf(file, line, site.getColumnNumber() ?? 1);
    if (place) out.push({ name: nameOf(site, clean(name)), place });
  }
  return out;
}

function nameOf(site: NodeJS.CallSite, name: string): string {
  if (site.isConstructor()) return `new ${name || '<anonymous>'}`;
  const type = site.getTypeName();
  const method = site.getMethodName();
  const isMethod = !site.isToplevel() && type && type !== 'Object' && type !== 'global' && name && !name.includes('.');
  const full = isMethod ? `${type}.${method ?? name}` : name;
  return site.isAsync() && full ? `async ${full}` : full;
}

/** Slots that needed another name than the one the user gave. */
export const clean = (text: string): string => text.replace(/([\p{ID_Continue}$])\u02d0\d+/gu, '$1');
