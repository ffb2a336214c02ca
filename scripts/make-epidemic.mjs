#!/usr/bin/env node
/**
 * Makes the synthetic epidemic of `data/synthetic-epidemic.csv`: it shows no real people. `--stdout` prints it instead.
 *
 * Infections follow a discrete SEIR model of ten million people. "Measures" and seasons change the contact rate, which gives three waves.
 * The reported numbers differ from the infections: there are fewer tests at weekends and more on Monday and Tuesday, random noise, and on
 * some days a correction of double counts (a negative number). Deaths are 1.2 % of reported cases, about 16 days later.
 */
import { writeFileSync } from 'node:fs';
import { seededRandom } from '../kernel-helpers/dist/core/seeded-random.js';
import { inRoot } from './setup/paths.mjs';

const NAME = 'Synthetia (synthetic)';
const DAYS = 420;
const START = Date.UTC(2020, 1, 24); // a Monday
const POPULATION = 10_000_000;

/** Share of a normal day that is reported on Monday … Sunday; they add up to 7. */
const CASE_WEEK = [1.12, 1.22, 1.16, 1.12, 1.08, 0.78, 0.52];
const DEATH_WEEK = [0.82, 1.3, 1.28, 1.2, 1.1, 0.78, 0.52];
/** Days with a correction of earlier numbers, and its size. */
const CASE_CORRECTIONS = new Map([
  [150, -320],
  [263, -2900],
  [371, -1500],
]);
const DEATH_CORRECTIONS = new Map([[291, -41]]);

/** New infections on each day, without noise: contact rate by date, 5 days of incubation, 7 of infectivity. */
function infections() {
  const out = [];
  let [susceptible, exposed, infectious] = [POPULATION - 400, 200, 200];
  for (let day = 0; day < DAYS; day++) {
    const measures = day < 35 ? 2.9 : day < 90 ? 0.72 : day < 190 ? 1.16 : day < 235 ? 1.62 : day < 290 ? 0.78 : day < 350 ? 1.5 : 0.7;
    const season = 1 + 0.08 * Math.cos((2 * Math.PI * (day + 40)) / 365);
    const fresh = (measures * season * infectious * susceptible) / POPULATION / 7;
    const falling = exposed / 5;
    const recovering = infectious / 7;
    susceptible -= fresh;
    exposed += fresh - falling;
    infectious += falling - recovering;
    out.push(falling);
  }
  return out;
}

/** A random number around an expected one: its standard deviation is the root of the expected number, and 6 % of it for the reporting. */
function observe(/** @type {number} */ expected, /** @type {ReturnType<typeof seededRandom>} */ stream) {
  return Math.max(0, Math.round(expected * (1 + stream.normal(0, 0.06)) + Math.sqrt(expected) * stream.normal()));
}

function reported(
  /** @type {number[]} */ expected,
  /** @type {number[]} */ week,
  /** @type {Map<number, number>} */ corrections,
  /** @type {ReturnType<typeof seededRandom>} */ stream,
) {
  return expected.map(
    (/** @type {number} */ x, /** @type {number} */ day) => corrections.get(day) ?? observe(x * (week[day % 7] ?? 0), stream),
  );
}

const stream = seededRandom(20200224);
const found = infections().map((x) => 0.45 * x);
const cases = reported(found, CASE_WEEK, CASE_CORRECTIONS, stream);
const dying = found.map((_, day) => {
  let sum = 0;
  for (let k = 9; k <= 23; k++) if (day >= k) sum += (0.012 * (found[day - k] ?? 0)) / 15;
  return sum;
});
const deaths = reported(dying, DEATH_WEEK, DEATH_CORRECTIONS, stream);

let [totalCases, totalDeaths] = [0, 0];
const rows = cases.map((/** @type {number} */ newCases, /** @type {number} */ day) => {
  totalCases += newCases;
  totalDeaths += deaths[day] ?? 0;
  const date = new Date(START + day * 86_400_000).toISOString().slice(0, 10);
  return [date, NAME, newCases, deaths[day], totalCases, totalDeaths].join(',');
});
const csv = `${['date,location,new_cases,new_deaths,total_cases,total_deaths', ...rows].join('\n')}\n`;
if (process.argv.includes('--stdout')) process.stdout.write(csv);
else {
  writeFileSync(inRoot('data/synthetic-epidemic.csv'), csv);
  console.log(`data/synthetic-epidemic.csv: ${DAYS} days, ${totalCases} cases, ${totalDeaths} deaths, none of them real`);
}
