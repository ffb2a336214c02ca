import { runsInTab, tabNotebooks } from '../support/tab-notebooks.js';

runsInTab('notebooks that train long, in a browser tab', tabNotebooks('heavy'));
