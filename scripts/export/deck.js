/*
 * Decks: a slide of the notebook is as long as its cells. This script splits it into slides of 1280 × 720, between text, code and outputs.
 * A part that does not fit a slide is made smaller.
 */
window.startDeck = async () => {
  const [width, height] = [1280, 720];
  /** Space for the content; the rest is the slide's margin and its number. */
  const room = height - 50;
  /** Height of the line that names the section of a slide without a heading. */
  const runningHeight = 34;
  /** Content that is only a little too long is made smaller and not split. */
  const tolerance = 0.85;
  const least = 0.5;

  const element = (className, ...children) => {
    const made = document.createElement('div');
    made.className = className;
    made.append(...children);
    return made;
  };

  /** A long text, of a cell or of an output, may be cut between its blocks. */
  const blocksOf = (box) => {
    const text = box.querySelector('.jp-RenderedMarkdown');
    return box.offsetHeight > room * 0.6 && text?.childElementCount > 1 ? [...text.children] : [box];
  };

  /** The parts of a cell that may stand on different slides: text, code, each output. */
  const partsOf = (cell) => {
    if (cell.matches('.jp-MarkdownCell')) return blocksOf(cell);
    const parts = ':scope > .jp-Cell-inputWrapper, :scope > .jp-Cell-outputWrapper > .jp-OutputArea > .jp-OutputArea-child';
    return [...cell.querySelectorAll(parts)].flatMap(blocksOf);
  };

  /** What must not be the last thing on a slide: a heading, or the sentence above a table. */
  const leads = (part) => /^H[1-6]$/.test(part.tagName) || (part.tagName === 'P' && part.nextElementSibling?.tagName === 'TABLE');

  /** An element within copies of the elements between it and an ancestor, since styles depend on them. */
  const shellOf = (part, ancestor) => {
    let shell = part;
    for (let parent = part.parentElement; shell !== ancestor && parent; parent = parent.parentElement) {
      const copy = parent.cloneNode(false);
      copy.removeAttribute('id');
      copy.append(shell);
      shell = copy;
      if (parent === ancestor) break;
    }
    return shell;
  };

  /** A unit says of which cell it is. */
  const boxOf = (cell, part) => {
    const box = element('unit', part);
    box.dataset.of = cell.id;
    return box;
  };

  const heightOf = (box) => box.getBoundingClientRect().height;

  /** A table with many rows becomes several tables with the same head; its foot stands under the last. */
  const cutTable = (unit, at, units) => {
    const table = unit.box.querySelector('table');
    const rows = [...(table?.tBodies[0]?.rows ?? [])];
    if (unit.height < room * 1.3 || rows.length < 8) return [unit];
    const head = unit.height - rows.reduce((total, row) => total + heightOf(row), 0) + runningHeight;
    const groups = [[]];
    // The sentence above the table gets its space on the first slide.
    let filled = head + (units[at - 1]?.heading ? units[at - 1].height : 0);
    for (const row of rows) {
      if (filled + heightOf(row) > room && groups.at(-1).length > 0) {
        groups.push([]);
        filled = head;
      }
      groups.at(-1).push(row);
      filled += heightOf(row);
    }
    return groups.map((group, i) => {
      const part = table.cloneNode(false);
      const body = document.createElement('tbody');
      body.append(...group.map((row) => row.cloneNode(true)));
      part.append(...[...table.children].filter((child) => /^(CAPTION|COLGROUP|THEAD)$/.test(child.tagName)).map((child) => child.cloneNode(true)), body);
      if (table.tFoot && i === groups.length - 1) part.append(table.tFoot.cloneNode(true));
      const place = table.cloneNode(false);
      table.before(place);
      const box = shellOf(place, unit.box);
      place.replaceWith(part);
      return { ...unit, box, height: filledHeight(head, group) };
    });
  };
  const filledHeight = (head, rows) => head - runningHeight + rows.reduce((total, row) => total + heightOf(row), 0);

  const figureOf = ({ box }) => box.querySelector('figure.vega-chart, .js-plotly-plot');

  /** Beside a chart there is room for a text, and for a table that is not wide. */
  const isNarrow = ({ box }) => !box.querySelector('img') && [...box.querySelectorAll('table')].every(({ offsetWidth }) => offsetWidth <= 470);

  const heightsOf = (units) => units.reduce((total, { height }) => total + height, 0);

  /** The width of a chart, which has more than one form in a page, and shows one. */
  const widthOf = ({ box }) =>
    Math.max(...[...box.querySelectorAll('svg, img, .js-plotly-plot')].map((form) => form.getBoundingClientRect().width)) || width - 40;

  /** How small a chart may be made so that its text stands on its slide: its labels still have eight pixels of 720. */
  const leastChart = 0.6;

  /** Space for the text beside charts, and between both. */
  const [leastText, gap] = [380, 24];

  /** Charts, and beside them in one column what they have to say. @param most the largest zoom of the charts */
  const beside = (charts, most, shown, text) => {
    const widest = Math.max(...charts.map(widthOf));
    const zoom = Math.min(most, (width - 40 - gap - leastText) / widest);
    const pictures = element('', ...charts.map(({ box }) => box));
    pictures.style.cssText = `zoom: ${zoom.toFixed(3)}; width: ${Math.ceil(widest)}px`;
    const words = element('', ...shown.map(({ box }) => box), element(text.fragment ? 'fragment' : '', text.box));
    const height = heightsOf(shown) + (text.height * (width - 40)) / (width - 40 - gap - widest * zoom);
    return { ...charts[0], box: element('unit pair', pictures, words), height: Math.max(heightsOf(charts) * zoom, height) };
  };

  /** Two charts side by side, and below them what the cell shows, and the text. */
  const inRow = (charts, zoom, shown, text) => {
    for (const chart of charts) chart.box.style.cssText = `zoom: ${zoom.toFixed(3)}; width: ${Math.ceil(widthOf(chart))}px`;
    const row = element('row', ...charts.map(({ box }) => box));
    const box = element('unit', row, ...shown.map((unit) => unit.box), element(text.fragment ? 'fragment' : '', text.box));
    return { ...charts[0], box, height: Math.max(...charts.map(({ height }) => height)) * zoom + heightsOf(shown) + text.height };
  };

  /**
   * The outputs of a cell that shows charts, and the text that reads them, if they are too high for one slide: the text is beside the charts, with
   * what the cell shows between them; a wide table stands under both. Two charts that are too high for that stand side by side.
   */
  const pairOf = (shown, text) => {
    const charts = shown.filter(figureOf);
    const others = shown.filter((unit) => !figureOf(unit));
    const isOneColumn = others.every(isNarrow);
    const below = isOneColumn ? [] : others;
    const space = room - runningHeight - heightsOf(below);
    const zoom = charts.length === 1 && isOneColumn ? 1 : Math.min(1, space / heightsOf(charts));
    if (zoom >= leastChart) {
      const pair = beside(charts, zoom, isOneColumn ? others : [], text);
      if (isOneColumn) return [pair];
      return [{ ...pair, box: element('unit', pair.box, ...below.map(({ box }) => box)), height: pair.height + heightsOf(below) }];
    }
    if (charts.length === 1) return [beside(charts, 1, [], text), ...below];
    const half = Math.min(1, (width - 40 - gap) / charts.reduce((total, chart) => total + widthOf(chart), 0));
    return charts.length === 2 && half >= leastChart ? [inRow(charts, half, others, text)] : undefined;
  };

  /** Puts texts beside the charts that they read, where a slide has no space for them below. */
  const paired = (units) => {
    const made = [];
    for (let i = 0; i < units.length; i++) {
      const behind = units.slice(i);
      const end = behind.findIndex(({ cell }) => cell !== units[i].cell);
      const shown = end < 0 ? behind : behind.slice(0, end);
      const text = behind[shown.length];
      const reads = figureOf(units[i]) && text?.cell.matches('.jp-MarkdownCell') && !text.box.querySelector('h1, h2, h3');
      const isHigh = reads && heightsOf(shown) + text.height > room - runningHeight;
      const pair = isHigh ? pairOf(shown, text) : undefined;
      if (pair) i += shown.length;
      made.push(...(pair ?? [units[i]]));
    }
    return made;
  };

  /** The text that reads the picture or the table before it, and should stand on the same slide. */
  const reads = (unit, before) =>
    /^\s*What to see/.test(unit.box.textContent) && before?.box.querySelector('.jp-OutputArea-output') && !unit.box.classList.contains('pair');

  /**
   * Assigns units to pages: pictures and their texts together, as few pages as possible, evenly filled, and no heading at the end. A single
   * unit may be too high; it is made smaller later.
   */
  const paged = (units) => {
    const parted = units.map((unit, i) => Number(Boolean(reads(unit, units[i - 1]))));
    const hasHeading = ({ box }) => box.querySelector('h1, h2, h3') !== null;
    const free = (from, to) =>
      room - (hasHeading(units[from]) ? 0 : runningHeight) - units.slice(from, to).reduce((total, unit) => total + unit.height, 0);
    if (free(0, units.length) > room - room / tolerance) return [units];
    // best[n]: the best layout of the first n units.
    const best = [{ parted: 0, pages: 0, uneven: 0, starts: [] }];
    const compared = (one, other) => one.parted - other.parted || one.pages - other.pages || one.uneven - other.uneven;
    for (let to = 1; to <= units.length; to++) {
      for (let from = to - 1; from >= 0; from--) {
        const left = free(from, to);
        // A heading is not left alone for a part that is a little too high with it, nor a picture for its text.
        const belong = from === to - 2 && (units[from].heading || parted[to - 1]);
        const lowest = belong ? room - room / tolerance : 0;
        if (from < to - 1 && (left < lowest || units[to - 1].heading)) continue;
        const before = best[from];
        const made = {
          parted: before.parted + parted[from],
          pages: before.pages + 1,
          uneven: before.uneven + left ** 2,
          starts: [...before.starts, from],
        };
        if (!best[to] || compared(made, best[to]) < 0) best[to] = made;
      }
    }
    const { starts } = best[units.length];
    return starts.map((from, i) => units.slice(from, starts[i + 1]));
  };

  /** Makes a slide's content smaller until it fits; smaller text also has fewer lines. */
  const shrink = (content) => {
    let zoom = 1;
    while (heightOf(content) > room && zoom > least) {
      zoom = Math.max(least, zoom * Math.max(0.7, Math.min(0.98, (room / heightOf(content)) ** 0.7)));
      content.style.zoom = zoom.toFixed(3);
    }
  };

  /** Charts get the remaining height of a slide, so that the last row of the room can read their labels. */
  const grow = (content) => {
    const charts = [...content.querySelectorAll('figure.vega-chart')].filter((chart) => !chart.closest('.pair, .row'));
    if (charts.length === 0) return;
    const taken = charts.reduce((total, chart) => total + heightOf(chart), 0);
    const free = room - heightOf(content);
    const widest = Math.max(...charts.map((chart) => chart.querySelector('svg, img')?.getBoundingClientRect().width ?? width));
    const zoom = Math.min(1.6, (taken + free - 8) / taken, (width - 60) / widest);
    if (zoom > 1.02) for (const chart of charts) chart.style.zoom = zoom.toFixed(3);
  };

  /** Adds the name of the section to a slide without a heading. */
  const running = (text) => {
    const made = document.createElement('p');
    made.className = 'running';
    made.textContent = text;
    return made;
  };

  /** A heading's text, with a drawn formula as it is. */
  const titleOf = (heading) => {
    const copy = heading.cloneNode(true);
    for (const hidden of copy.querySelectorAll('.katex-mathml, .anchor-link')) hidden.remove();
    return copy.textContent.trim();
  };

  /** The first slide of a cell has the cell's id, so that a link to the cell leads there. */
  const named = new Set();
  const name = ({ cell, box }, step) => {
    if (!cell.id || named.has(cell.id)) return;
    named.add(cell.id);
    if (!box.querySelector(`[id="${CSS.escape(cell.id)}"]`)) step.id = cell.id;
  };

  let topic = '';
  /** Splits one slide of the notebook. */
  const cut = (leaf) => {
    const notes = [...leaf.querySelectorAll('aside.notes')];
    const units = [...leaf.querySelectorAll('.jp-Cell')]
      .filter((cell) => !cell.closest('aside'))
      .flatMap((cell) => {
        const fragment = cell.closest('.fragment') !== null;
        return partsOf(cell).map((part) => ({ cell, fragment, heading: leads(part), box: boxOf(cell, shellOf(part, cell)) }));
      });
    const ruler = leaf.cloneNode(false);
    ruler.append(...units.map(({ box }) => box));
    leaf.after(ruler);
    for (const unit of units) unit.height = heightOf(unit.box);
    for (const [i, page] of paged(paired(units.flatMap(cutTable))).entries()) {
      const section = leaf.cloneNode(false);
      if (i > 0) section.removeAttribute('id');
      const content = element('slide-content');
      section.append(content);
      const heading = page.map(({ box }) => box.querySelector('h1, h2, h3')).find(Boolean);
      if (heading) topic = titleOf(heading);
      if (topic && !page[0].box.querySelector('h1, h2, h3')) content.append(running(topic));
      let cell;
      for (const unit of page) {
        // Code and its output appear in one step; the first part of a slide is visible at once.
        if (unit.cell !== cell) content.append(element(unit.fragment && cell ? 'fragment' : 'step'));
        cell = unit.cell;
        name(unit, content.lastElementChild);
        content.lastElementChild.append(unit.box);
      }
      section.append(...notes.map((note) => note.cloneNode(true)));
      ruler.before(section);
      shrink(content);
      grow(content);
    }
    ruler.remove();
    leaf.remove();
  };

  /** Shows the cell that a link leads to, also if it appears only after a step. */
  const showCell = (hash) => {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    const slide = target?.closest('.slides section');
    if (!slide) return;
    const { h, v } = Reveal.getIndices(slide);
    const step = target.closest('.fragment')?.dataset.fragmentIndex;
    Reveal.slide(h, v, step === undefined ? undefined : Number(step));
  };
  const wanted = location.hash;

  document.body.classList.add('measuring');
  await document.fonts.ready;
  for (const section of document.querySelectorAll('.reveal .slides section')) if (!section.querySelector('section')) cut(section);
  document.body.classList.remove('measuring');
  await Reveal.initialize({
    width,
    height,
    margin: 0.02,
    hash: true,
    slideNumber: 'c/t',
    center: false,
    transition: 'none',
    plugins: [RevealNotes],
    pdfMaxPagesPerSlide: 1,
    pdfSeparateFragments: false,
  });
  if (wanted.startsWith('#cell-id=')) showCell(wanted);
  addEventListener('hashchange', ({ newURL }) => {
    const { hash } = new URL(newURL);
    if (hash.startsWith('#cell-id=')) showCell(hash);
  });
  document.body.dataset.deck = 'ready';
};
