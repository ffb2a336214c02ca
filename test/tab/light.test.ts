import { runsInTab, tabNotebooks } from '../support/tab-notebooks.js';

runsInTab('the lecture in a browser tab', tabNotebooks('light'));
