export { type CovidOptions, covid, SYNTHETIC_COUNTRY } from './covid.js';
export { type CovidGap, type CovidMetric, type CovidSeries, type CovidSource, covidSources } from './types.js';
