/** The command behind a notice that is too long for its corner. */
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { type Application, readAll } from './app.js';

export function addReadAll(app: Application): void {
  app.commands.addCommand(readAll, {
    label: 'Read all',
    caption: 'The whole message',
    async execute({ message = '' }) {
      await showDialog({ title: 'Message', body: message, buttons: [Dialog.okButton({ label: 'Close' })] });
    },
  });
}
