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
          // The figure held one picture; now it holds controls too, which a reader must be able to reach.
          figure.removeAttribute('role');
        } catch (error) {
          target.remove();
          console.error('a chart could not be drawn; its still picture stays', error);
        }
      }),
    );
  /** Where a guess comes first the lecturer types in what the class says; it is counted here and stored nowhere. */
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
  /** What is wider than its column scrolls by itself; the keyboard reaches it too. */
  const scrollers = () => {
    for (const box of document.querySelectorAll('.jp-OutputArea-output, .jp-RenderedMarkdown .katex-display, figure.vega-chart')) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    }
  };
  const start = async () => {
    math();
    guesses();
    // A chart measures its labels, so it is drawn before the deck hides the slides behind the first.
    await charts();
    if (window.labPlotly) await window.labPlotly;
    if (window.startDeck) await window.startDeck();
    else scrollers();
    document.body.dataset.ready = 'true';
  };
  // Plotly's own script draws when the page has been read, and so does this one, after it.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => void start());
  else void start();
})();
