/* Pages and decks: draws formulas and charts, then starts the deck. No request leaves the folder. */
(() => {
  const math = () => {
    for (const part of document.querySelectorAll('.jp-RenderedMarkdown, .jp-RenderedLatex, aside.notes')) {
      renderMathInElement(part, {
        delimiters: [
          { left: '$$', right: '$$', display: true },
          { left: '\\[', right: '\\]', display: true },
          { left: '$', right: '$', display: false },
          { left: '\\(', right: '\\)', display: false },
        ],
        throwOnError: false,
        ignoredTags: ['script', 'noscript', 'style', 'textarea', 'pre', 'code'],
      });
    }
  };
  const charts = () =>
    Promise.all(
      [...document.querySelectorAll('figure.vega-chart')].map(async (figure) => {
        const source = figure.querySelector('script[type="application/json"]');
        const still = figure.querySelector('img.still');
        const target = document.createElement('div');
        figure.append(target);
        try {
          await vegaEmbed(target, JSON.parse(source.textContent), { mode: 'vega-lite', actions: false, renderer: 'svg' });
          if (still) still.remove();
          target.querySelector('summary')?.setAttribute('aria-label', 'Save the chart as a picture');
          figure.dataset.drawn = 'true';
          // The figure had one picture. Now it has controls too, which must be reachable by keyboard and screen reader.
          figure.removeAttribute('role');
        } catch (error) {
          target.remove();
          console.error('a chart could not be drawn; its still picture stays', error);
        }
      }),
    );
  /** If a cell asks for a guess, the lecturer enters what the class says. It is counted here and not stored. */
  const guesses = () => {
    for (const [i, box] of document.querySelectorAll('.lab-predict').entries()) {
      const choices = JSON.parse(box.dataset.choices ?? '[]');
      const form = document.createElement('form');
      const label = document.createElement('label');
      const input = Object.assign(document.createElement('input'), { id: `guess-${i}`, autocomplete: 'off', size: 16 });
      const tally = Object.assign(document.createElement('ul'), { className: 'tally' });
      tally.setAttribute('aria-live', 'polite');
      label.htmlFor = input.id;
      label.textContent = `Guess of the class${box.dataset.unit ? ` [${box.dataset.unit}]` : ''}: `;
      const count = (word) => {
        const known = [...tally.children].find((row) => row.dataset.word === word);
        const row = known ?? tally.appendChild(document.createElement('li'));
        row.dataset.word = word;
        row.dataset.votes = Number(row.dataset.votes ?? 0) + 1;
        row.style.setProperty('--votes', row.dataset.votes);
        row.textContent = `${word}: ${row.dataset.votes}`;
      };
      if (choices.length > 0) {
        for (const choice of choices) {
          const button = Object.assign(document.createElement('button'), { type: 'button', textContent: choice });
          button.addEventListener('click', () => count(choice));
          form.append(button, ' ');
        }
      } else form.append(label, input);
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        if (input.value.trim() !== '') count(input.value.trim());
        input.value = '';
      });
      box.append(form, tally);
    }
  };
  /** Every cell with a control leads to the same cell in the lab, which runs in the browser. A page from the disk cannot run it. */
  const runHere = () => {
    const link = document.querySelector('a.run-here');
    if (!link) return;
    if (location.protocol === 'file:') {
      link.closest('li').remove();
      return;
    }
    for (const cell of document.querySelectorAll('.jp-CodeCell[id^="cell-id="]')) {
      const asks = /\b(?:interact|slider|select|editableTable|button|widget)\(/.test(cell.querySelector('.jp-Cell-inputWrapper')?.textContent ?? '');
      if (!asks && !cell.querySelector('.vega-bind')) continue;
      const own = Object.assign(document.createElement('a'), { href: `${link.getAttribute('href')}#${cell.id}`, className: 'run-cell', textContent: 'Run it here' });
      cell.append(own);
    }
  };
  /** An element that is wider than its column can be scrolled, also by keyboard. */
  const scrollers = () => {
    for (const box of document.querySelectorAll('.jp-OutputArea-output, .jp-RenderedMarkdown .katex-display, figure.vega-chart')) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    }
  };
  const start = async () => {
    math();
    guesses();
    // A chart measures its labels, so it is drawn before the deck hides the slides after the first.
    await charts();
    if (window.labPlotly) await window.labPlotly;
    if (window.startDeck) await window.startDeck();
    else {
      runHere();
      scrollers();
    }
    document.body.dataset.ready = 'true';
  };
  // Plotly's own script draws when the page is loaded. This script runs after it.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void start());
  else void start();
})();
