#!/usr/bin/env node
/** The curve of a soak as a picture, from what the load program wrote with `--json`: node scripts/hub/curve.mjs RESULT.json PICTURE.svg */
import { readFileSync, writeFileSync } from 'node:fs';
import { CommandError, runCommand } from '../cli.mjs';

/** @typedef {{ minute: number, MiB: number, 'servers and hub': number }} Row */

/** @param {string} from @param {string} to */
async function draw(from, to) {
  /** @type {{ students: number, soak: Row[] }} */
  const { students, soak } = JSON.parse(readFileSync(from, 'utf8'));
  if (!soak?.length)
    throw new CommandError(`${from} must hold a soak, got none`, { kind: 'usage', remedy: 'load.py --soak MINUTES --json FILE' });
  const { lineChart, renderSvg } = await import('kernel-helpers');
  const series = {
    'all processes': soak.map((row) => row.MiB),
    'servers and hub': soak.map((row) => row['servers and hub']),
  };
  const options = {
    title: 'Memory of a class in a soak',
    subtitle: `${students} students; kernels without work are culled and started again`,
    x: soak.map((row) => row.minute),
    xLabel: 'minute',
    yLabel: 'memory [MiB, PSS]',
    yDomain: /** @type {[number, number]} */ ([0, 1.05 * Math.max(...series['all processes'])]),
    height: 240,
  };
  writeFileSync(to, renderSvg(lineChart(series, options)));
}

await runCommand(import.meta, {
  usage: 'node scripts/hub/curve.mjs RESULT.json PICTURE.svg',
  about: 'Draws the curve of a soak.',
  words: { 'RESULT.json': 'what scripts/hub/load.py wrote with --soak and --json', 'PICTURE.svg': 'the picture to write' },
  takes: [2, 2],
  run: (_, [from = '', to = '']) => draw(from, to),
});
