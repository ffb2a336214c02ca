import assert from 'node:assert/strict';
import {
  escapeHtml,
  liveChart,
  showBundle,
  showChart,
  showFigure,
  showImages,
  showMarkdown,
  showProgress,
  showTable,
} from '../../kernel-helpers/src/display/index.js';
import { shownSymbol } from '../../kernel-helpers/src/kernel/shared/api.js';
import { lineChart, surfaceFigure } from '../../kernel-helpers/src/plots/index.js';
import { inKernel, printed } from '../support/fake-kernel.js';

const chart = lineChart({ a: [1, 2, 3] }, { title: 'Three', description: 'A line that rises from 1 to 3.' });
const figure = surfaceFigure(
  [0, 1],
  [0, 1],
  [
    [0, 1],
    [1, 2],
  ],
  { title: 'A plane', still: chart },
);

describe('outside a notebook', () => {
  it('each call prints one short line', async () => {
    const lines = await printed(async () => {
      showChart(chart).update(chart);
      showFigure(figure).update(figure);
      showTable([{ a: 1 }, { a: 2 }], { caption: 'Two' }).update([]);
      showMarkdown('first\nsecond').update('third');
      const live = liveChart();
      live.update(() => chart);
      live.update(() => chart);
      live.end();
      const bar = showProgress(3, { label: 'Work', now: () => 0 });
      bar.step();
      bar.update(3);
      bar.end('done');
      await showImages([{ data: [0, 1], width: 2, height: 1, label: 'two' }]);
    });
    assert.deepEqual(lines, [
      '[chart] Three: A line that rises from 1 to 3.',
      '[figure] A plane',
      '[table] Two: 2 rows of a',
      'first',
      '[chart] Three: A line that rises from 1 to 3.',
      'Work: 100 % 3/3 steps · in 0.0 s · done',
      '[images] 1 (two)',
    ]);
  });

  it('cuts a long line', async () => {
    const [line] = await printed(() => showBundle({ 'text/plain': 'x'.repeat(1000) }));
    assert.equal(line!.length, 200);
  });
});

describe('showChart', () => {
  it('sends one bundle with Vega-Lite, SVG and text, and updates it in place', async () => {
    const { shown } = await inKernel(() => showChart(chart).update(lineChart({ a: [3, 2, 1] }, { title: 'Back' })));
    assert.equal(shown.length, 2);
    assert.deepEqual(Object.keys(shown[0]!.data), ['application/vnd.vegalite.v5+json', 'image/svg+xml', 'text/plain']);
    assert.deepEqual(shown[0]!.data['application/vnd.vegalite.v5+json'], chart);
    assert.match(String(shown[0]!.data['image/svg+xml']), /^<svg [^>]*aria-label="A line that rises from 1 to 3\."><desc>/);
    assert.deepEqual([shown[0]!.update, shown[1]!.update], [false, true]);
    assert.equal(shown[0]!.displayId, shown[1]!.displayId);
    assert.equal(shown[1]!.data['text/plain'], '[chart] Back');
  });

  it('gives every output an id of its own', async () => {
    const { shown } = await inKernel(() => [showChart(chart), showChart(chart)]);
    assert.notEqual(shown[0]!.displayId, shown[1]!.displayId);
  });

  it("escapes the description in the picture's markup", async () => {
    const { shown } = await inKernel(() => showChart({ ...chart, description: '"><script>alert(1)</script>' }));
    assert.ok(!String(shown[0]!.data['image/svg+xml']).includes('<script'));
  });
});

describe('showFigure', () => {
  it("carries Plotly's code once for a notebook, and a still in every form", async () => {
    const { shown } = await inKernel(() => {
      showFigure(figure).update(figure);
      showFigure(figure);
    });
    const sizes = shown.map(({ data }) => String(data['text/html']).length);
    assert.ok(sizes[0]! > 1e6 && sizes[1] === sizes[0], 'the first output keeps the code when it is updated');
    assert.ok(sizes[2]! < 1e5);
    for (const { data } of shown) {
      assert.match(String(data['text/html']), /<img alt="A plane" src="data:image\/svg\+xml;base64,/);
      assert.match(String(data['image/svg+xml']), /^<svg/);
      assert.deepEqual((data['application/vnd.plotly.v1+json'] as { data: { z: unknown }[] }).data[0]!.z, [
        [0, 1],
        [1, 2],
      ]);
    }
  }).timeout(60_000);

  it('asks nothing of the network, and its data cannot end the script', async () => {
    const hostile = { ...figure, data: [{ type: 'surface', name: '</script><script>alert(1)</script>' }] };
    const { shown } = await inKernel(() => {
      showFigure(figure);
      showFigure(hostile);
    });
    const html = String(shown[1]!.data['text/html']);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.ok(!/src="https?:|import\(|fetch\(/.test(html));
  });
});

describe('liveChart', () => {
  it('draws at most once a period and the last state at the end, and never draws what nobody sees', async () => {
    let drawn = 0;
    const draw = (value: number) => () => {
      drawn++;
      return lineChart({ a: [0, value] }, { title: `${value}` });
    };
    const { shown } = await inKernel(() => {
      const live = liveChart({ every: 60_000 });
      for (let i = 0; i < 1000; i++) live.update(draw(i));
      live.end();
      live.end();
    });
    assert.equal(drawn, 2);
    assert.deepEqual(
      shown.map(({ data, update }) => [data['text/plain'], update]),
      [
        ['[chart] 0', false],
        ['[chart] 999', true],
      ],
    );
  });
});

describe('showTable', () => {
  const html = async (rows: readonly Record<string, unknown>[], options = {}) =>
    String((await inKernel(() => showTable(rows, options))).shown[0]!.data['text/html']);

  it('escapes everything a row holds: names, values, caption', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const text = await html([{ [evil]: evil, list: [evil], object: { evil } }], { caption: evil });
    assert.ok(!text.includes('<img'));
    assert.equal(text.match(/&lt;img/g)?.length, 5);
  });

  it('shows the columns in order of appearance, numbers to the right, and says what is left out', async () => {
    const text = await html(
      Array.from({ length: 60 }, (_, i) => ({ n: i, name: `row ${i}` })),
      { limit: 2 },
    );
    assert.deepEqual(
      [...text.matchAll(/<th [^>]*text-align:(\w+)">(\w+)</g)].map((m) => [m[2], m[1]]),
      [
        ['n', 'right'],
        ['name', 'left'],
      ],
    );
    assert.equal(text.match(/<tr>/g)?.length, 4);
    assert.ok(text.includes('58 more rows of 60'));
  });

  it('keeps a short caption on one line, also above a narrow table, and breaks a long one', async () => {
    const style = async (caption: string) => /<caption style="([^"]*)"/.exec(await html([{ a: 1 }], { caption }))?.[1];
    assert.match((await style('Mean and 95 % interval of ten draws; difference: −0.025 ± 0.032')) ?? '', /white-space:nowrap/);
    assert.doesNotMatch((await style('long '.repeat(30))) ?? 'none', /nowrap|none/);
  });

  it('writes numbers with four digits, whole numbers whole and in groups of three, and a true minus', async () => {
    const text = await html([{ v: -0.123456 }, { v: 123456 }, { v: 1.5e-7 }, { v: Number.NaN }, { v: null }]);
    assert.deepEqual(
      [...text.matchAll(/<td[^>]*>([^<]*)</g)].map((m) => m[1]),
      ['−0.1235', '123,456', '1.500e−7', 'NaN', ''],
    );
  });
});

describe('showImages', () => {
  it('encodes pixels as PNG with the label as alternative text', async () => {
    const { shown } = await inKernel(() => showImages([{ data: Float32Array.from([0, 0.5, 1, 1]), width: 2, height: 2, label: 'a <b>' }]));
    const html = String(shown[0]!.data['text/html']);
    assert.match(html, /alt="a &lt;b&gt;"/);
    const png = Buffer.from(/base64,([^"]+)/.exec(html)![1]!, 'base64');
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height], [2, 2]);
    assert.deepEqual(
      Array.from(data).filter((_, i) => i % info.channels === 0),
      [0, 128, 255, 255],
    );
  });

  it('refuses data that does not fit', async () => {
    await assert.rejects(
      showImages([{ data: [1], width: 2, height: 2 }]),
      /RangeError: data must have 2 × 2 × 1 = 4 values, got Array\(1\)/,
    );
  });
});

describe('escapeHtml', () => {
  it('leaves no character that means something', () => {
    assert.equal(escapeHtml(`<a href="x" title='y'>&`), '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
  });
});

describe('handles', () => {
  it('are marked as shown, so that as the last expression of a cell they give no result beside the picture', async () => {
    await printed(async () => {
      for (const handle of [
        showChart(chart),
        showFigure(figure),
        showTable([{ a: 1 }]),
        showMarkdown('text'),
        showBundle({ 'text/plain': 'a' }),
      ]) {
        assert.ok(shownSymbol in handle);
        assert.deepEqual(Object.keys(handle), ['update']);
      }
    });
  });
});
