/** Runs as a table for other programs: a line for each epoch. */
import { csvFormat } from 'd3-dsv';
import type { ListedRun } from './run-text.js';

export function runsCsv(runs: readonly ListedRun[]): string {
  const metrics = [...new Set(runs.flatMap(({ logs }) => Object.keys(logs)))];
  const columns = [
    'session',
    'run',
    'title',
    'begun',
    'optimizer',
    'learningRate',
    'lossFunction',
    'epochs',
    'batchSize',
    'layers',
    'parameters',
  ];
  const rows = runs.flatMap((run) => {
    const { settings } = run;
    const head = {
      ...settings,
      session: run.session,
      run: run.number,
      begun: run.begun,
      lossFunction: settings.loss,
      layers: settings.layers.join(' '),
      loss: undefined,
    };
    const epochs = new Map<number, Record<string, number | null>>();
    for (const [name, points] of Object.entries(run.logs)) {
      for (const [epoch, value] of points) epochs.set(epoch, { ...epochs.get(epoch), [name]: value });
    }
    return [...epochs].map(([epoch, values]) => ({ ...head, epoch, ...values }));
  });
  return csvFormat(rows as Record<string, unknown>[] as never, [...columns, 'epoch', ...metrics] as never);
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
