/* Full-text search over the notebooks, in the page itself, without requests to a server. */
(() => {
  const documents = JSON.parse(document.getElementById('documents').textContent);
  const search = new MiniSearch({ fields: ['title', 'text'], storeFields: ['title', 'url', 'text'], searchOptions: { prefix: true, fuzzy: 0.15, boost: { title: 2 } } });
  search.addAll(documents);
  const input = document.getElementById('query');
  const list = document.getElementById('hits');
  const count = document.getElementById('count');
  const most = 40;
  const excerpt = (text, terms) => {
    const at = Math.max(0, Math.min(...terms.map((term) => text.toLowerCase().indexOf(term)).filter((i) => i >= 0), text.length) - 60);
    return `${at > 0 ? '…' : ''}${text.slice(at, at + 180)}${at + 180 < text.length ? '…' : ''}`;
  };
  const show = () => {
    const found = input.value.trim() ? search.search(input.value) : [];
    const hits = found.slice(0, most);
    const places = `${found.length} place${found.length === 1 ? '' : 's'} found`;
    count.textContent = input.value.trim() ? `${places}${found.length > most ? `, the best ${most} are shown` : ''}` : '';
    list.replaceChildren(
      ...hits.map((hit) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = hit.url;
        link.textContent = hit.title;
        const line = document.createElement('p');
        line.textContent = excerpt(hit.text, hit.terms);
        item.append(link, line);
        return item;
      }),
    );
    renderMathInElement(list, { delimiters: [{ left: '$$', right: '$$', display: false }, { left: '$', right: '$', display: false }], throwOnError: false });
  };
  input.addEventListener('input', show);
  input.value = new URLSearchParams(location.search).get('q') ?? '';
  show();
})();
