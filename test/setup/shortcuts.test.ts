/** JupyterLab's shortcuts that the lab narrows, so that the controls of charts keep their keys. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inRoot, inVenv } from '../../scripts/setup/paths.mjs';

interface Shortcut {
  readonly command: string;
  readonly keys: readonly string[];
  readonly selector: string;
  readonly disabled?: boolean;
}

const everywhere = '.jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus';

describe('keys of the notebook', () => {
  const overrides = JSON.parse(readFileSync(inRoot('scripts/jupyter/overrides.json'), 'utf8')) as Record<string, { shortcuts: Shortcut[] }>;
  const { shortcuts } = overrides['@jupyterlab/shortcuts-extension:shortcuts']!;
  const text = ({ command, keys }: Shortcut) => `${command} ${keys.join(' ')}`;

  it('that a control of a chart needs are all narrowed: each that JupyterLab has without Ctrl or Alt', () => {
    const schema = inVenv('../share/jupyter/lab/schemas/@jupyterlab/notebook-extension/tracker.json');
    const known = (JSON.parse(readFileSync(schema, 'utf8')) as Record<string, Shortcut[]>)['jupyter.lab.shortcuts']!;
    const plain = known.filter(({ selector, keys }) => selector === everywhere && !/Accel|Ctrl|Alt/.test(keys.join(' ')));
    assert.ok(plain.length > 20);
    const off = shortcuts.filter(({ disabled, selector }) => disabled && selector === everywhere);
    assert.deepEqual(off.map(text).sort(), plain.map(text).sort());
  });

  it('work as before outside charts', () => {
    const [off, on] = [shortcuts.filter(({ disabled }) => disabled), shortcuts.filter(({ disabled }) => !disabled)];
    assert.deepEqual(on.map(text), off.map(text));
    for (const { selector } of on) assert.equal(selector, `${everywhere}:not(.vega-embed *):not(.js-plotly-plot *)`);
  });
});
