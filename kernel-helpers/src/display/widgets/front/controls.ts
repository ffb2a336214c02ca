/** Code of the page for one field: a slider, a menu, a box to tick. Used by the single controls and by `interact`. */
const fieldCode = `
function field(spec, id, send) {
  const row = document.createElement('div');
  row.className = 'lab-control';
  const label = document.createElement('label');
  label.htmlFor = id;
  label.textContent = spec.label;
  const input = document.createElement(spec.kind === 'select' ? 'select' : 'input');
  input.id = id;
  // The Lab's own shortcuts would take the arrow keys from the slider; it looks for this on the field itself.
  input.dataset.lmSuppressShortcuts = 'true';
  const output = document.createElement('output');
  output.htmlFor = id;
  let show;
  if (spec.kind === 'slider') {
    Object.assign(input, { type: 'range', min: spec.min, max: spec.max, step: spec.step });
    show = (value) => {
      // While the user moves the slider, the kernel is late: an old value from it does not move the slider back.
      if (document.activeElement !== input || Number(input.value) === value) input.value = value;
      output.textContent = Number(Number(input.value).toPrecision(10));
    };
    input.addEventListener('input', () => { output.textContent = Number(Number(input.value).toPrecision(10)); send(Number(input.value)); });
    row.append(label, input, output);
  } else if (spec.kind === 'select') {
    spec.options.forEach((option, i) => input.append(new Option(String(option), i)));
    show = (value) => { input.value = String(spec.options.indexOf(value)); };
    input.addEventListener('change', () => send(spec.options[Number(input.value)]));
    row.append(label, input);
  } else {
    input.type = 'checkbox';
    show = (value) => { input.checked = value; };
    input.addEventListener('change', () => send(input.checked));
    row.append(label, input);
  }
  return { row, show };
}
let fields = 0;
`;

/** A single control: its specification and value are the state. */
export const controlEsm = `${fieldCode}
export default { render({ model, el }) {
  const { row, show } = field(model.get('spec'), 'lab-field-' + fields++ + '-' + Math.random().toString(36).slice(2), (value) => {
    model.set('value', value);
    model.save_changes();
  });
  const draw = () => show(model.get('value'));
  draw();
  el.append(row);
  model.on('change:value', draw);
  return () => model.off('change:value', draw);
} };`;

/** A button that tells the kernel of each press. */
export const buttonEsm = `
export default { render({ model, el }) {
  const row = document.createElement('div');
  row.className = 'lab-control';
  const button = document.createElement('button');
  button.dataset.lmSuppressShortcuts = 'true';
  button.type = 'button';
  const draw = () => { button.textContent = model.get('label'); button.disabled = model.get('disabled'); };
  button.addEventListener('click', () => model.send({ type: 'press' }));
  draw();
  row.append(button);
  el.append(row);
  model.on('change:label', draw);
  model.on('change:disabled', draw);
  return () => { model.off('change:label', draw); model.off('change:disabled', draw); };
} };`;

/** Controls above a picture that the kernel draws again after each change. */
export const interactEsm = `${fieldCode}
export default { render({ model, el }) {
  const prefix = 'lab-field-' + fields++ + '-' + Math.random().toString(36).slice(2) + '-';
  const parts = model.get('specs').map((spec, i) => field(spec, prefix + i, (value) => {
    model.set('values', { ...model.get('values'), [spec.name]: value });
    model.save_changes();
  }));
  const picture = document.createElement('div');
  picture.className = 'lab-picture';
  const message = document.createElement('div');
  message.className = 'lab-message';
  message.setAttribute('role', 'status');
  const draw = () => {
    const values = model.get('values');
    model.get('specs').forEach((spec, i) => parts[i].show(values[spec.name]));
  };
  const paint = () => { picture.innerHTML = model.get('picture'); };
  const tell = () => { message.textContent = model.get('message'); };
  draw(); paint(); tell();
  el.append(...parts.map(({ row }) => row), picture, message);
  const listeners = { 'change:values': draw, 'change:picture': paint, 'change:message': tell };
  for (const [event, handler] of Object.entries(listeners)) model.on(event, handler);
  return () => { for (const [event, handler] of Object.entries(listeners)) model.off(event, handler); };
} };`;
