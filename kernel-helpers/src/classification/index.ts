/**
 * Classification: SoftMax regression, calibration of probabilities, temperature scaling, trust in an output, confusion matrix and
 * metrics by class.
 */

export { type CalibrationBin, calibration } from './calibration.js';
export { type ClassFigures, type ClassReport, classReport } from './class-report.js';
export { confusionMatrix } from './confusion-matrix.js';
export { type Confusion, mostConfused } from './most-confused.js';
export { regressionLogits, type SoftmaxRegression, type SoftmaxRegressionOptions, softmaxRegression } from './softmax-regression.js';
export { softmaxRegressionTf } from './softmax-regression-tf.js';
export { meanCrossEntropy, softmaxAtTemperature, temperatureScaling } from './temperature.js';
export { confidenceByClasses, normalizedEntropy, predictionMargin } from './trust.js';
