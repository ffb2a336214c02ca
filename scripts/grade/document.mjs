/** A page for the lecturer: one file that asks nothing of the network. */
import { escapeHtml } from 'kernel-helpers';

/** Text of a student is never markup. @param {unknown} value */
export const text = (value) => escapeHtml(String(value));

const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
const style = `body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 64rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { border-bottom: 1px solid #9aa4b0; padding: .3rem .7rem; text-align: right; vertical-align: top; } th:first-child, td:first-child, td.words, th.words { text-align: left; }
thead th { background: #e7edf4; } .quiet { color: #3c4654; } svg { max-width: 100%; height: auto; }
details { margin: .6rem 0; } summary { cursor: pointer; padding: .3rem 0; }
.side { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } .side h3 { font-size: 1rem; margin: .3rem 0; }
pre { background: #f5f5f5; padding: .6rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; margin: 0; }
mark { background: #ffe08a; color: inherit; } body.wide { max-width: 100rem; }`;

/** @param {{ title: string, body: string, wide?: boolean }} content `body` is markup; `wide` for texts side by side */
export const page = ({ title, body, wide = false }) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}"><title>${text(title)}</title><style>${style}</style></head>
<body${wide ? ' class="wide"' : ''}><h1>${text(title)}</h1>
${body}
</body></html>
`;

/** @param {{ caption: string, head: string[], rows: string[][], words?: number[] }} content cells are plain text; `words`: columns of text beside the first */
export function table({ caption, head, rows, words = [] }) {
  const left = (/** @type {number} */ i) => (words.includes(i) ? ' class="words"' : '');
  const cell = (/** @type {string} */ value, /** @type {number} */ i) => `<td${left(i)}>${text(value)}</td>`;
  const lines = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table><caption>${text(caption)}</caption><thead><tr>${head.map((one, i) => `<th scope="col"${left(i)}>${text(one)}</th>`).join('')}</tr></thead>
<tbody>${lines}</tbody></table>`;
}
