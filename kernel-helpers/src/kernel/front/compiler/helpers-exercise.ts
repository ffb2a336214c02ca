/**
 * Nearly every notebook of the lab begins so: a compiler that a start-up snapshot holds does it beforehand. To read and bind the declarations of
 * all helpers and of TensorFlow.js takes 2 s of processor time.
 */
export const helpersExercise = `import { tf, lineChart, showChart } from 'kernel-helpers';
showChart(lineChart({ loss: Array.from(tf.linspace(0, 1, 3).square().dataSync()) }, { title: 'Loss', xLabel: 'step', yLabel: 'loss' }));`;
