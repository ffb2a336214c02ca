import session from './session/style.css';
import css from './style.css';

/** The colors are JupyterLab's own, so that both themes fit. */
export function installStyle(): void {
  const style = document.createElement('style');
  style.textContent = css + session;
  document.head.append(style);
}
