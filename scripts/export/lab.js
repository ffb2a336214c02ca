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
  /** What is wider than its column scrolls by itself; the keyboard reaches it too. */
  const scrollers = () => {
    for (const box of document.querySelectorAll('.jp-OutputArea-output, .jp-RenderedMarkdown .katex-display, figure.vega-chart')) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    }
  };
  const start = async () => {
    math();
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
