/* A lecture page: contents from its headings, a button on each piece of code that copies it, and the playground where a cell shows it. */
(() => {
  const contents = () => {
    const headings = [...document.querySelectorAll('main .jp-RenderedMarkdown h2')];
    const first = document.querySelector('main h1')?.closest('.jp-Cell');
    if (!first || headings.length < 3) return;
    const list = document.createElement('ol');
    for (const [i, heading] of headings.entries()) {
      heading.id ||= `part-${i + 1}`;
      const link = document.createElement('a');
      link.href = `#${encodeURIComponent(heading.id)}`;
      link.append(...[...heading.childNodes].filter((node) => !node.matches?.('.anchor-link')).map((node) => node.cloneNode(true)));
      const row = document.createElement('li');
      row.append(link);
      list.append(row);
    }
    const box = document.createElement('details');
    box.className = 'contents';
    box.append(Object.assign(document.createElement('summary'), { textContent: 'Contents' }), list);
    const place = Object.assign(document.createElement('nav'), { ariaLabel: 'Contents' });
    place.append(box);
    first.after(place);
  };
  const copying = () => {
    // Only where the browser lets a page write to the clipboard: from a web server by https, or on this machine.
    if (!navigator.clipboard) return;
    for (const code of document.querySelectorAll('main .jp-CodeCell .highlight')) {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'copy', textContent: 'Copy' });
      button.setAttribute('aria-label', 'Copy this code');
      button.addEventListener('click', async () => {
        const text = [...code.querySelectorAll('.line')].map((line) => line.textContent.replace(/\n$/, '')).join('\n');
        try {
          await navigator.clipboard.writeText(text);
          button.textContent = 'Copied';
        } catch {
          button.textContent = 'Not copied';
        }
        setTimeout(() => (button.textContent = 'Copy'), 2000);
      });
      code.style.position = 'relative';
      code.append(button);
    }
  };
  const here = document.currentScript?.src;
  const playing = () => {
    if (!here || !document.querySelector('[data-playground]')) return;
    document.head.append(Object.assign(document.createElement('script'), { src: new URL('playground.js', here).href }));
  };
  const start = () => {
    contents();
    copying();
    playing();
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
