/** What to do about an error, in a line under it: for the mistakes that beginners make most. */
import { builtinModules } from 'node:module';
import type { CellTypes } from './cell-types.js';
import { internals, ts } from './ts.js';

/** Modules of Node whose names a notebook uses most; the first that has a name is the one to import it from. */
const common = ['fs', 'path', 'fs/promises', 'util', 'os', 'url', 'crypto', 'events', 'child_process', 'readline', 'timers/promises'];
const unknownName = new Set([2304, 2552]);
const notAssignable = new Set([2322, 2345, 2820]);
/** TypeScript's own "Did you forget to use 'await'?", which it keeps apart from the message. */
const forgotAwait = new Set([2773, 2801]);
/** A longer list of names helps nobody. */
const mostNames = 60;

/** @returns the message with the line added, or the message itself where there is nothing to add */
export function withHint(types: CellTypes, diagnostic: ts.Diagnostic): ts.Diagnostic {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const names = notAssignable.has(diagnostic.code) && namesHint(types, diagnostic);
  // `keyof OwnConfig` says nothing to who has not written it; the names say it all.
  if (names) return { ...diagnostic, messageText: /\bkeyof\b/.test(text) ? names : `${text}\n${names}` };
  const hint = hintFor(types, diagnostic);
  return hint === undefined ? diagnostic : { ...diagnostic, messageText: `${text}\n${hint}` };
}

function hintFor(types: CellTypes, diagnostic: ts.Diagnostic): string | undefined {
  const { code, file, start, length = 0 } = diagnostic;
  if (!file || start === undefined) return undefined;
  if (forgottenAwait(diagnostic) || isPropertyOfPromise(diagnostic)) return 'Did you forget `await`?';
  const found = importFor(types, code, file.text.slice(start, start + length));
  return found && `Import it first: import ${found.isDefault ? found.name : `{ ${found.name} }`} from '${found.module}'`;
}

/** Where TypeScript says that `await` was forgotten. */
export const forgottenAwait = ({ relatedInformation = [] }: ts.Diagnostic): ts.DiagnosticRelatedInformation | undefined =>
  relatedInformation.find((d) => forgotAwait.has(d.code));

export function isPropertyOfPromise({ code, messageText }: ts.Diagnostic): boolean {
  return (code === 2339 || code === 2551) && / does not exist on type 'Promise</.test(ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** Where a name can be imported from. */
export interface ImportOf {
  readonly name: string;
  readonly module: string;
  readonly isDefault: boolean;
}

/** For the code of "Cannot find name": the import of it, where the lab's package or Node has it. */
export function importFor(types: CellTypes, code: number, name: string): ImportOf | undefined {
  if (!unknownName.has(code) || !/^[A-Za-z_$][\w$]*$/.test(name)) return undefined;
  if (helperNames(types).has(name)) return { name, module: 'kernel-helpers', isDefault: false };
  if (builtinModules.includes(name)) return { name, module: `node:${name}`, isDefault: true };
  const { checker } = types;
  const modules = new Map(checker.getAmbientModules().map((module) => [module.name, module]));
  const from = common.find((module) => {
    const symbol = modules.get(`"${module}"`) ?? modules.get(`"node:${module}"`);
    return !!symbol && !!checker.tryGetMemberInModuleExports(name, symbol);
  });
  return from === undefined ? undefined : { name, module: `node:${from}`, isDefault: false };
}

const known = new Map<string, ReadonlySet<string>>();

/** The public names of `kernel-helpers`: its declaration file lists them, and nothing of it has to be loaded for that. */
function helperNames(types: CellTypes): ReadonlySet<string> {
  const file = types.host.resolve('kernel-helpers', types.cellPath, ts.ModuleKind.ESNext).resolvedModule?.resolvedFileName;
  if (file === undefined) return new Set();
  let names = known.get(file);
  if (!names) {
    const lists = (ts.sys.readFile(file) ?? '').match(/export \{[^}]*\}/g) ?? [];
    names = new Set(lists.flatMap((list) => list.slice(8, -1).split(',')).flatMap((entry) => /([\w$]+)\s*$/.exec(entry)?.[1] ?? []));
    known.set(file, names);
  }
  return names;
}

/** For a text that is not one of the texts asked for: which these are. */
function namesHint({ checker }: CellTypes, { file, start }: ts.Diagnostic): string | undefined {
  if (!file || start === undefined) return undefined;
  const token = internals().getTokenAtPosition(file, start);
  if (!ts.isStringLiteralLike(token)) return undefined;
  const wanted = checker.getContextualType(token);
  const own = wanted && (checker.getBaseConstraintOfType(wanted) ?? wanted);
  const names = own?.isUnion() ? own.types.flatMap((type) => (type.isStringLiteral() ? [type.value] : [])) : [];
  if (names.length < 2 || names.length > mostNames || names.includes(token.text)) return undefined;
  return `It must be one of ${names.map((name) => `'${name}'`).join(', ')}; got '${token.text}'`;
}
