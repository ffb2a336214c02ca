/** The commands: quick fixes, renaming, formatting. Each is in the palette and has a key in edit mode. */
import { InputDialog, Notification } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';
import type { TextEdit, TypingFix } from '../../src/kernel/shared/typing.js';
import { Cancelled } from './client.js';
import { codeCells, type Place, type Places } from './place.js';

type Current = NonNullable<ReturnType<Places['current']>>;

const ids = {
  fix: 'lecture-lab:quick-fix',
  apply: 'lecture-lab:apply-fix',
  rename: 'lecture-lab:rename',
  format: 'lecture-lab:format-cell',
};

/** @returns the ids that belong into the palette */
export function addCommands(commands: CommandRegistry, places: Places): string[] {
  const add = (id: string, label: string, keys: string, work: (current: Current) => Promise<void>): void => {
    commands.addCommand(id, {
      label,
      isEnabled: () => places.current() !== undefined,
      execute: async () => {
        const current = places.current();
        if (current) await work(current).catch(tell);
      },
    });
    commands.addKeyBinding({ command: id, keys: [keys], selector: '.jp-Notebook.jp-mod-editMode' });
  };
  let apply: (fix: number) => void = () => {};
  commands.addCommand(ids.apply, { label: ({ title }) => String(title), execute: ({ index }) => apply(Number(index)) });
  add(ids.fix, 'Quick Fix…', 'Ctrl .', async (current) => {
    const { doc, selection } = current.view.state;
    const line = doc.lineAt(selection.main.head);
    const fixes = await current.client.ask('fixes', { code: doc.toString(), from: line.from, to: line.to });
    if (fixes.length === 0) throw new Error('There is no quick fix for this line');
    apply = (index) => change(current, doc, fixes[index]?.edits ?? []);
    openMenu(commands, current, fixes);
  });
  add(ids.rename, 'Rename Variable in All Cells…', 'F2', rename);
  add(ids.format, 'Format Cell', 'Alt Shift F', async (current) => {
    const { doc } = current.view.state;
    change(current, doc, await current.client.ask('format', { code: doc.toString() }));
  });
  return [ids.fix, ids.rename, ids.format];
}

function tell(error: unknown): void {
  if (!(error instanceof Cancelled)) Notification.warning(error instanceof Error ? error.message : String(error), { autoClose: 6000 });
}

/** Under the cursor; its first item is active, so that Enter takes it. */
function openMenu(commands: CommandRegistry, { view }: Current, fixes: readonly TypingFix[]): void {
  const menu = new Menu({ commands });
  for (const [index, { title }] of fixes.entries()) menu.addItem({ command: ids.apply, args: { index, title } });
  menu.aboutToClose.connect(() => setTimeout(() => view.focus()));
  const at = view.coordsAtPos(view.state.selection.main.head);
  const box = view.dom.getBoundingClientRect();
  menu.open(at?.left ?? box.left, at?.bottom ?? box.top);
  menu.activeIndex = 0;
}

function change({ view }: Current, doc: unknown, edits: readonly TextEdit[]): void {
  if (view.state.doc !== doc) throw new Cancelled(); // the user went on writing
  if (edits.length > 0) view.dispatch({ changes: edits.map((edit) => ({ ...edit })), userEvent: 'input.fix' });
}

async function rename(current: Current): Promise<void> {
  const { panel, cell, client, view } = current;
  const position = view.state.selection.main.head;
  const old =
    /[\p{ID_Continue}$]*$/u.exec(view.state.sliceDoc(0, position))![0] + /^[\p{ID_Continue}$]*/u.exec(view.state.sliceDoc(position))![0];
  const { value: name } = await InputDialog.getText({
    title: `Rename ${old} in all cells`,
    label: 'New name',
    text: old,
    selectionRange: old.length,
  });
  if (name === null || name === old) return;
  const cells = codeCells(panel).map(({ model }) => ({ id: model.id, code: model.sharedModel.getSource() }));
  const changed = await client.ask('rename', { cells, cell: cell.model.id, position, name });
  const places = applyAll(panel, changed);
  view.focus();
  Notification.info(`${old} is now ${name}: ${places} places in ${changed.length} cells. Run the cell that declares it again.`, {
    autoClose: 6000,
  });
}

/** @returns how many places were changed */
function applyAll(panel: Place['panel'], changed: readonly { readonly id: string; readonly edits: readonly TextEdit[] }[]): number {
  let places = 0;
  for (const { id, edits } of changed) {
    const text = codeCells(panel).find(({ model }) => model.id === id)?.model.sharedModel;
    text?.transact(() => {
      for (const { from, to, insert } of [...edits].sort((a, b) => b.from - a.from)) text.updateSource(from, to, insert);
    });
    places += edits.length;
  }
  return places;
}
