/** Code of the page for a table that can be edited. Every cell is a field; the kernel checks each edit and answers with the rows. */
export const tableEsm = `
export default { render({ model, el }) {
  const table = document.createElement('table');
  table.className = 'lab-table';
  const message = document.createElement('div');
  message.className = 'lab-message';
  message.setAttribute('role', 'status');
  let fields = [];

  const cell = (row, column, value) => {
    const td = document.createElement('td');
    if (column.kind === 'number') td.className = 'number';
    if (column.image) {
      const img = document.createElement('img');
      img.alt = column.name + ', row ' + (row + 1);
      const show = (v) => { img.hidden = !v; if (v) img.src = v; };
      show(/^data:image[/]/.test(value) ? value : '');
      td.append(img);
      return { td, show };
    }
    if (!column.editable) {
      // What can be edited keeps all its digits; what is only read is rounded.
      const show = (v) => { td.textContent = typeof v === 'number' && !Number.isInteger(v) ? String(Number(v.toPrecision(4))) : v ?? ''; };
      show(value);
      return { td, show };
    }
    const input = document.createElement(column.options ? 'select' : 'input');
    input.dataset.lmSuppressShortcuts = 'true';
    input.setAttribute('aria-label', column.name + ', row ' + (row + 1));
    const send = (v) => model.send({ type: 'edit', row, column: column.name, value: v });
    let show;
    if (column.options) {
      column.options.forEach((option) => input.append(new Option(option, option)));
      show = (v) => { input.value = v; };
      input.addEventListener('change', () => send(input.value));
    } else if (column.kind === 'boolean') {
      input.type = 'checkbox';
      show = (v) => { input.checked = Boolean(v); };
      input.addEventListener('change', () => send(input.checked));
    } else {
      input.type = column.kind === 'number' ? 'number' : 'text';
      if (column.kind === 'number') input.step = 'any';
      show = (v) => { if (document.activeElement !== input) input.value = v ?? ''; };
      const commit = () => {
        const v = column.kind === 'number' ? input.valueAsNumber : input.value;
        if (v !== model.get('rows')[row]?.[column.name]) send(v);
      };
      input.addEventListener('change', commit);
      // The notebook keeps Enter for itself, so no change event comes of it.
      input.addEventListener('keydown', (event) => { if (event.key === 'Enter') commit(); });
      input.addEventListener('blur', () => { input.value = model.get('rows')[row]?.[column.name] ?? ''; });
    }
    show(value);
    td.append(input);
    return { td, show };
  };

  const build = () => {
    const columns = model.get('columns');
    table.replaceChildren();
    if (model.get('caption')) table.createCaption().textContent = model.get('caption');
    const head = table.createTHead().insertRow();
    for (const column of columns) {
      const th = document.createElement('th');
      th.scope = 'col';
      th.textContent = column.name;
      if (column.kind === 'number') th.className = 'number';
      head.append(th);
    }
    const body = table.createTBody();
    fields = model.get('rows').map((row, i) => {
      const tr = body.insertRow();
      return columns.map((column) => {
        const made = cell(i, column, row[column.name]);
        tr.append(made.td);
        return made;
      });
    });
    foot();
  };
  const foot = () => {
    const totals = model.get('totals');
    table.deleteTFoot();
    if (!totals) return;
    const tr = table.createTFoot().insertRow();
    for (const column of model.get('columns')) {
      const td = tr.insertCell();
      td.textContent = totals[column.name] ?? '';
      if (column.kind === 'number') td.className = 'number';
    }
  };
  const rows = () => {
    const now = model.get('rows');
    if (now.length !== fields.length) return build();
    now.forEach((row, i) => model.get('columns').forEach((column, j) => fields[i][j].show(row[column.name])));
  };
  const tell = () => { message.textContent = model.get('message'); };
  build(); tell();
  el.append(table, message);
  const listeners = { 'change:rows': rows, 'change:totals': foot, 'change:message': tell };
  for (const [event, handler] of Object.entries(listeners)) model.on(event, handler);
  return () => { for (const [event, handler] of Object.entries(listeners)) model.off(event, handler); };
} };`;
