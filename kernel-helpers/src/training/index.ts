/**
 * Training models.
 *
 * - `fit(model, data, options)` trains with progress and live curves; `evaluate(model, data)` measures
 * - `compareRuns(builders, data, { seeds })` trains several variants over several seeds: mean and spread
 */
export { type ActivationTournament, activationTournament } from './activation-tournament.js';
export { type CompareOptions, type Comparison, compareRuns, type ModelBuilder, type RunSummary, type TrainingRun } from './compare.js';
export type { ArrayData, Batch, BatchStream, FitData } from './data.js';
export { evaluate } from './evaluate.js';
export { type FitOptions, fit } from './fit.js';
export { type EpochLogs, NaNLossError, type TrainingHistory, TrainingInterrupted } from './history.js';
export { type Microscope, type MicroscopeOptions, optimizerMicroscope, type WeightTrace } from './microscope.js';
export * from './regularization/index.js';
export * from './search/index.js';
