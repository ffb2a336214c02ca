/** What `npm run bench -- lite` says of its figures. */
import assert from 'node:assert/strict';
import { report } from '../../scripts/bench/lite/bench.mjs';

describe('the report of the bench of a tab', () => {
  it('holds the budgets against the tab alone, and divides by the installed kernel round by round', () => {
    const text = report([
      { side: 'tab', load: 3.9, answers: [4, 8, 6.5], cells: [9, 12, 13] },
      { side: 'native', answers: [0.4, 1, 0.5], cells: [1, 2, 2] },
      { side: 'javascript', load: 5, answers: [7, 7, 7], cells: [20, 20, 20] },
    ]);
    const [, , tab = '', native = '', javascript = ''] = text.split('\n');
    assert.match(tab, /^lab in a tab +3\.90 MB ✓ +6\.50 s ✗ +10\.00 +12\.00 ms ✓ +6\.50$/);
    assert.match(native, /^installed kernel +0\.50 s +2\.00 ms +$/);
    assert.match(javascript, /5\.00 MB +7\.00 s +14\.00 +20\.00 ms +10\.00$/, 'no budget is held against it');
  });

  it('names a side that could not be measured in a line of its own', () => {
    const text = report([
      { side: 'tab', load: 3.9, answers: [4], cells: [9] },
      { side: 'python', answers: [], cells: [], missing: 'Fetching Pyodide failed: no network' },
    ]);
    assert.match(text, /\nJupyterLite, Python was not measured: Fetching Pyodide failed: no network$/);
  });
});
