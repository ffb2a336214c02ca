/** Numbers with powers of ten: `2 × 10¹²`, never `2e+12`. */

const superscripts = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'];

/** `10⁻⁷`, `3 × 10⁻¹⁴` with one digit kept, and plain numbers from 0.001 to 10,000. */
export function powerText(value: number): string {
  const [digit, power] = value.toExponential(0).split('e');
  const exponent = Number(power);
  if (exponent >= -3 && exponent <= 4) return value.toLocaleString('en-US', { maximumFractionDigits: 4 });
  const raised = Array.from(String(Math.abs(exponent)), (d) => superscripts[Number(d)]).join('');
  return `${digit === '1' ? '' : `${digit} × `}10${exponent < 0 ? '⁻' : ''}${raised}`;
}

/** What d3's formats write, with powers: the `labelExpr` of an axis whose ticks only Vega knows. Texts without an exponent stay as they are. */
export const powerLabels = ((): string => {
  const [factor, power] = ["split(datum.label, 'e')[0]", "replace(split(datum.label, 'e')[1], '+', '')"];
  const raised = superscripts.reduce((text, high, d) => `replace(${text}, /${d}/g, '${high}')`, `replace(${power}, '-', '⁻')`);
  const times = `${factor} == '1' ? '' : ${factor} == '−1' ? '−' : ${factor} + ' × '`;
  return `indexof(datum.label, 'e') < 0 ? datum.label : (${times}) + '10' + ${raised}`;
})();
