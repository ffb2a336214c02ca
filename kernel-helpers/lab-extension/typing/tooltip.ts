/** What tooltips are made of. */
import type { RenderMime } from '@jupyterlab/notebook';

export function tooltip(...children: Node[]): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'lecture-lab-tooltip';
  dom.append(...children);
  return dom;
}

export function code(text: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'lecture-lab-code';
  element.textContent = text;
  return element;
}

/** Appends Markdown as the notebook renders it, sanitised. */
export async function markdown(to: HTMLElement, text: string, rendermime: RenderMime): Promise<void> {
  const renderer = rendermime.createRenderer('text/markdown');
  await renderer.renderModel(rendermime.createModel({ data: { 'text/markdown': text } }));
  to.append(renderer.node);
}
