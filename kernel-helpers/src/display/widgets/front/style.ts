/** The look of the lab's controls: the Lab's own colors and sizes, so that light and dark themes both fit. */
export const controlCss = `
.lab-control { display: flex; align-items: center; gap: 10px; padding: 3px 0; font: 14px system-ui, "Segoe UI", sans-serif; color: var(--jp-ui-font-color1, #222); }
.lab-control label { min-width: 90px; }
.lab-control input[type=range] { width: 320px; accent-color: #2467bd; }
.lab-control output { min-width: 5ch; font-variant-numeric: tabular-nums; }
.lab-control select, .lab-control button, .lab-table input, .lab-table select { font: inherit; color: inherit; background: var(--jp-layout-color1, #fff);
  border: 1px solid var(--jp-border-color1, #888); border-radius: 3px; padding: 3px 8px; }
.lab-control button { cursor: pointer; background: var(--jp-layout-color2, #eee); }
.lab-control :focus-visible, .lab-table :focus-visible { outline: 2px solid #338dff; outline-offset: 1px; }
.lab-table { border-collapse: collapse; font: 14px system-ui, "Segoe UI", sans-serif; color: var(--jp-ui-font-color1, #222); }
.lab-table caption { text-align: left; font-weight: 600; padding: 2px 0 6px; }
.lab-table th, .lab-table td { padding: 2px 8px; text-align: left; border-bottom: 1px solid var(--jp-border-color2, #ccc); }
.lab-table td.number, .lab-table th.number { text-align: right; font-variant-numeric: tabular-nums; }
.lab-table input[type=number] { width: 9ch; text-align: right; }
.lab-table tfoot td { font-weight: 600; border-top: 2px solid var(--jp-border-color1, #888); }
.lab-table td img { width: 56px; image-rendering: pixelated; display: block; }
.lab-message { color: var(--jp-error-color0, #a93400); font: 13px ui-monospace, monospace; white-space: pre-wrap; }
.lab-picture { min-height: 20px; }
.lab-picture svg { max-width: 100%; height: auto; display: block; background: #fff; }
.lab-picture p { color: var(--jp-ui-font-color1, #222); }
`;
