/** A table that can be edited. */
import { formatValue } from '../../core/check.js';
import type { MimeBundle } from '../../kernel/shared/api.js';
import { type TableRow, tableBundle } from '../table.js';
import { controlCss } from './front/style.js';
import { tableEsm } from './front/table.js';
import { showsAs, type Unsubscribe, widget } from './widget.js';

/** A value of a cell. */
export type CellValue = string | number | boolean;

/** Options of `editableTable`. */
export interface EditableTableOptions<R> {
  /** Text above the table. Default: none. */
  caption?: string;
  /** Columns that can be changed; default all. */
  editable?: readonly (keyof R & string)[];
  /** For each column with a menu, its words. Default: no menus. */
  options?: Partial<Record<keyof R & string, readonly string[]>>;
  /** A last row computed from the others, after every edit: sums, shares. Default: none. */
  totals?: (rows: readonly Readonly<R>[]) => Partial<Record<keyof R & string, CellValue>>;
  /** Columns that hold pictures as `data:image/…` URLs; they cannot be edited. Default: none. */
  images?: readonly (keyof R & string)[];
  /** What is shown where no widget can be; default a plain table. */
  still?: (rows: readonly Readonly<R>[]) => MimeBundle;
  /** A reason why an edit is refused, or undefined. Default: every edit is allowed. */
  check?: (row: Readonly<R>, column: keyof R & string, value: CellValue) => string | undefined;
}

/** A table on the page and its rows here. */
export interface EditableTable<R> {
  /** The present rows. Setting them shows other rows. */
  rows: readonly Readonly<R>[];
  /** Calls the handler after each edit with the row's number (from 0), the column and all rows. */
  onEdit(handler: (row: number, column: keyof R & string, rows: readonly Readonly<R>[]) => void | Promise<void>): Unsubscribe;
  show(): EditableTable<R>;
  close(): void;
}

/**
 * A table whose cells are fields: a box to tick for booleans, numbers, words, menus. The kind of a column is that of its first row.
 * @param rows objects of strings, numbers and booleans, all with the same keys
 * @throws RangeError for no row; TypeError for a value of another kind
 * @example
 * const tags = editableTable(examples, { editable: ['blurry', 'mislabelled'], totals: (rows) => ({ blurry: rows.filter((r) => r.blurry).length }) }).show();
 */
export function editableTable<R extends Readonly<Record<string, CellValue>>>(
  rows: readonly R[],
  settings: EditableTableOptions<R> = {},
): EditableTable<R> {
  const columns = columnsOf(rows, settings);
  const totalsOf = (all: readonly R[]) => (settings.totals ? { ...settings.totals(all) } : null);
  const live = widget({
    name: 'table',
    esm: tableEsm,
    css: controlCss,
    state: { columns, rows: rows.map((row) => ({ ...row })), totals: totalsOf(rows), caption: settings.caption ?? '', message: '' },
    accept: () => undefined,
    still: (state) =>
      settings.still?.(state.rows) ??
      tableBundle([...state.rows, ...(state.totals ? [state.totals as TableRow] : [])], { caption: state.caption }),
  });
  const handlers = new Set<Parameters<EditableTable<R>['onEdit']>[0]>();
  live.onMessage(async (content) => {
    const edit = editOf(content, columns, live.state.rows);
    if (!edit) return;
    const { at, row, column, value } = edit;
    const refusal = wrong(column, value) ?? settings.check?.(row, column.name, value);
    if (refusal) return live.set({ rows: live.state.rows, message: refusal });
    const next = live.state.rows.map((old, i) => (i === at ? { ...old, [column.name]: value } : old));
    live.set({ rows: next, totals: totalsOf(next), message: '' });
    for (const handler of handlers) await handler(at, column.name, next);
  });
  const self: EditableTable<R> = {
    get rows() {
      return live.state.rows;
    },
    set rows(next) {
      live.set({ rows: next.map((row) => ({ ...row })), totals: totalsOf(next), message: '' });
    },
    onEdit(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    show() {
      live.show();
      return self;
    },
    close: () => live.close(),
  };
  return showsAs(self, live);
}

/** A column as the page draws it. */
interface Column<R> {
  readonly name: keyof R & string;
  readonly kind: 'string' | 'number' | 'boolean';
  readonly image: boolean;
  readonly editable: boolean;
  readonly options: readonly string[] | null;
}

/** The columns: those of the first row. @throws RangeError, TypeError */
function columnsOf<R extends Readonly<Record<string, CellValue>>>(rows: readonly R[], settings: EditableTableOptions<R>): Column<R>[] {
  const [model] = rows;
  if (!model) throw new RangeError(`rows must have at least one row, got ${formatValue(rows)}`);
  return Object.keys(model).map((name) => ({
    name,
    kind: kindOf(name, model[name]),
    image: settings.images?.includes(name) ?? false,
    editable: (settings.editable?.includes(name) ?? true) && !settings.images?.includes(name),
    options: settings.options?.[name] ?? null,
  }));
}

/** The edit that a message of the page asks for; undefined for another message, or for a cell that cannot be edited. */
function editOf<R>(content: unknown, columns: readonly Column<R>[], rows: readonly R[]) {
  const edit = content as { type?: unknown; row?: unknown; column?: unknown; value?: unknown } | null;
  if (edit?.type !== 'edit' || typeof edit.column !== 'string') return undefined;
  const column = columns.find(({ name }) => name === edit.column);
  const at = typeof edit.row === 'number' ? edit.row : -1;
  const row = rows[at];
  return row && column?.editable ? { at, row, column, value: edit.value as CellValue } : undefined;
}

function kindOf(name: string, value: unknown): 'string' | 'number' | 'boolean' {
  const kind = typeof value;
  if (kind === 'string' || kind === 'number' || kind === 'boolean') return kind;
  throw new TypeError(`rows[0].${name} must be a string, number or boolean, got ${formatValue(value)}`);
}

function wrong(column: { name: string; kind: string; options: readonly string[] | null }, value: unknown): string | undefined {
  const fits = typeof value === column.kind && (typeof value !== 'number' || Number.isFinite(value));
  if (!fits) return `${column.name} must be a ${column.kind}, got ${formatValue(value)}`;
  if (column.options && !column.options.includes(value as string)) return `${column.name} must be one of ${column.options.join(', ')}`;
  return undefined;
}
