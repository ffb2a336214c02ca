/** The extension's plugins, as JupyterLab wants them. */
import { resetPlugin } from './reset/plugin.js';
import { sessionPlugin } from './session/plugin.js';
import { installStyle } from './style.js';
import { typingPlugin } from './typing/plugin.js';

installStyle();

// biome-ignore lint/style/noDefaultExport: as JupyterLab wants its extensions
export default [typingPlugin, sessionPlugin, resetPlugin];
