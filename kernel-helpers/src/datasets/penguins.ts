/** Measured penguins of three species, shipped with the package `vega-datasets`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The species, in the order of the alphabet: the classes 0, 1, 2. */
export const penguinSpecies = ['Adelie', 'Chinstrap', 'Gentoo'] as const;

/** One penguin. */
export interface Penguin {
  readonly species: (typeof penguinSpecies)[number];
  /** Length and depth (height) of the bill, mm. */
  readonly billLength: number;
  readonly billDepth: number;
  /** Length of the flipper, mm. */
  readonly flipperLength: number;
  /** Body mass, g. */
  readonly bodyMass: number;
}

interface Row {
  Species: Penguin['species'];
  'Beak Length (mm)': number | null;
  'Beak Depth (mm)': number | null;
  'Flipper Length (mm)': number | null;
  'Body Mass (g)': number | null;
}

/**
 * The 342 penguins of the Palmer Archipelago with all four measurements, a small set with three classes.
 * @returns in the order of the file; each call a new list
 * @example const chinstraps = penguins().filter(({ species }) => species === 'Chinstrap');
 * @source A. M. Horst, A. P. Hill, K. B. Gorman: palmerpenguins, 2020 (CC0), as `penguins.json` of vega-datasets
 */
export function penguins(): Penguin[] {
  const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('vega-datasets')), '../data');
  const rows = JSON.parse(readFileSync(path.join(folder, 'penguins.json'), 'utf8')) as Row[];
  return rows.flatMap((row) => {
    const [billLength, billDepth] = [row['Beak Length (mm)'], row['Beak Depth (mm)']];
    const [flipperLength, bodyMass] = [row['Flipper Length (mm)'], row['Body Mass (g)']];
    if (billLength === null || billDepth === null || flipperLength === null || bodyMass === null) return [];
    return [{ species: row.Species, billLength, billDepth, flipperLength, bodyMass }];
  });
}
