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
          await vegaEmbed(target, JSON.parse(source.textContent), { actions: false, renderer: 'svg' });
          if (still) still.remove();
          figure.dataset.drawn = 'true';
          // The figure held one picture; now it holds controls too, which a reader must be able to reach.
          figure.removeAttribute('role');
        } catch (error) {
          target.remove();
          console.error('a chart could not be drawn; its still picture stays', error);
        }
      }),
    );
  const deck = async () => {
    if (!window.Reveal || !document.querySelector('.reveal')) return;
    await Reveal.initialize({ width: 1280, height: 720, margin: 0.03, hash: true, slideNumber: 'c/t', center: false, transition: 'none', plugins: [RevealNotes], pdfMaxPagesPerSlide: 3 });
    document.body.dataset.deck = 'ready';
  };
  const start = async () => {
    math();
    // A chart measures its labels, so it is drawn before the deck hides the slides behind the first.
    await charts();
    await deck();
    document.body.dataset.ready = 'true';
  };
  void start();
})();
