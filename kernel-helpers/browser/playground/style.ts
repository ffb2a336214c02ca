/** The look of the playground. Its colors are those of the page around it, of JupyterLab or of the site; pictures are light cards. */
export const playgroundCss = `
.lab-playground { --pg-text: var(--jp-ui-font-color1, var(--text, #1b1b1b)); --pg-ground: var(--jp-layout-color1, var(--ground, #fff));
  --pg-line: var(--jp-border-color1, var(--line, #767676)); --pg-head: var(--jp-layout-color2, var(--head, #eee));
  color: var(--pg-text); background: var(--pg-ground); font: 14px/1.4 system-ui, "Segoe UI", sans-serif; max-width: 860px; margin: 8px 0; }
.lab-playground *, .lab-playground { box-sizing: border-box; }
.lab-playground [hidden] { display: none !important; }
.lab-playground .row { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; margin: 6px 0; }
.lab-playground button, .lab-playground select, .lab-playground input[type=number] { font: inherit; color: inherit; background: var(--pg-ground);
  border: 1px solid var(--pg-line); border-radius: 3px; padding: 4px 8px; min-height: 30px; max-width: 100%; }
.lab-playground button { cursor: pointer; background: var(--pg-head); }
.lab-playground button.run { min-width: 72px; font-weight: 600; background: #12558f; border-color: #12558f; color: #fff; }
.lab-playground :focus-visible { outline: 2px solid #338dff; outline-offset: 1px; }
.lab-playground .field, .lab-playground .tick { display: flex; align-items: center; gap: 8px; }
.lab-playground .tick { gap: 4px; }
.lab-playground input[type=number] { width: 13ch; }
.lab-playground input[aria-invalid=true] { outline: 2px solid #c93e00; }
.lab-playground input[type=range] { flex: 1; min-width: 60px; width: 90px; accent-color: #2467bd; }
.lab-playground output { font-variant-numeric: tabular-nums; }
.lab-playground .counter { display: block; font-weight: 600; min-height: 1.4em; }
.lab-playground .pictures { display: flex; flex-wrap: wrap; gap: 12px; margin: 6px 0; }
.lab-playground .plane-box { flex: 0 1 320px; min-width: 240px; }
.lab-playground canvas.plane { width: 100%; aspect-ratio: 1; display: block; border: 1px solid var(--pg-line); }
.lab-playground .caption, .lab-playground .summary { margin: 4px 0; }
.lab-playground .charts { flex: 1 1 300px; display: flex; flex-direction: column; gap: 8px; min-width: 0; }
.lab-playground .charts svg { width: 100%; max-width: 500px; height: auto; background: #fff; display: block; font-family: inherit; }
.lab-playground .network { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 410px), 1fr)); gap: 6px 12px; }
.lab-playground .maps { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; }
.lab-playground .maps > span:first-child { min-width: 58px; font-size: 13px; }
.lab-playground .maps button { padding: 0; min-height: 0; line-height: 0; background: none; }
.lab-playground .maps button[aria-pressed=true] { outline: 3px solid #338dff; }
.lab-playground .maps canvas { width: 37px; height: 37px; display: block; }
.lab-playground .feature { display: flex; flex-direction: column; align-items: center; }
.lab-playground .feature small { font-size: 12px; line-height: 1.2; }
.lab-playground .settings { display: grid; grid-template-columns: repeat(auto-fit, minmax(250px, 1fr)); gap: 10px; margin: 8px 0; }
.lab-playground fieldset { border: 1px solid var(--pg-line); border-radius: 3px; padding: 4px 10px 8px; margin: 0; min-width: 0; display: flex; flex-direction: column; gap: 6px; }
.lab-playground fieldset .field > label { min-width: 108px; }
.lab-playground legend { font-weight: 600; padding: 0 4px; }
.lab-playground .features { display: flex; flex-wrap: wrap; gap: 2px 12px; }
.lab-playground .layers { display: flex; flex-direction: column; gap: 6px; }
.lab-playground details summary { cursor: pointer; font-weight: 600; padding: 4px 0; }
.lab-playground pre { margin: 6px 0; padding: 8px; border: 1px solid var(--pg-line); background: var(--pg-head); color: var(--pg-text); overflow-x: auto; font: 13px/1.45 ui-monospace, monospace; }
.lab-playground pre code { background: none; color: inherit; font: inherit; white-space: pre; padding: 0; }
@media (max-width: 480px) { .lab-playground .maps > span:first-child { flex-basis: 100%; } }
`;
