/** What the comments at the beginning of a cell ask for: `// @strict`, and tslab's `/** @module name *\/` and `/** @browser *\/`. */

export interface CellTags {
  /** The session is checked strictly from this cell on. */
  readonly strict: boolean;
  /** The cell is the module `./name` of later cells, and is not run itself. */
  readonly module?: string;
  /** The extension of that module. */
  readonly extension: '.ts' | '.tsx';
  /** The cell is meant for a browser, and is not run here. */
  readonly browser: boolean;
}

const leading = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/;

export function cellTags(code: string): CellTags {
  const [comments = ''] = leading.exec(code) ?? [];
  if (!comments.includes('@')) return { strict: false, extension: '.ts', browser: false };
  const documentation = (comments.match(/\/\*\*[\s\S]*?\*\//g) ?? []).join('\n');
  const has = (tag: string): boolean => new RegExp(`^[\\s/*]*@${tag}\\b`, 'm').test(documentation);
  const name = /^[\s/*]*@module[ \t]+(\w+)[ \t]*(?:\*\/)?$/m.exec(documentation)?.[1];
  return {
    strict: /^[ \t]*\/\/[ \t]*@strict\b/m.test(comments),
    ...(name !== undefined && { module: name }),
    extension: has('jsx') ? '.tsx' : '.ts',
    browser: has('browser'),
  };
}
