/**
 * The pages of the slides in their order, as the text copy of the slides has them; page 1 is the title. A page without a heading has its
 * topic in brackets. The spelling is the one of the slides.
 */

/** @typedef {{ page: number, section: number, title: string }} SlidePage `section` 0: the title, 8: the bibliography */

/** @type {readonly [section: number, titles: readonly string[]][]} */
const sections = [
  [0, ['Activation Functions, Optimizers and Transfer Learning']],
  [1, ['Activation Functions of Neurons', 'Activation Functions of Neurons', 'Activation Functions of Neurons']],
  [
    2,
    [
      'SoftMax Activation Function',
      'SoftMax Loss Function',
      'SoftMax with Logistic Regression',
      'Possible results got by SoftMax',
      'SoftMax Regression',
    ],
  ],
  [
    3,
    [
      'Exponentially Weighted Averages',
      'COVID Trend Smoothing',
      'Exponentially Weighted Averages',
      'Bias Correction for Exponentially Weighted Averages',
    ],
  ],
  [4, ['Gradient Descent with Momentum', 'Gradient Descent with Momentum']],
  [5, ['Root Mean Square Propagation', 'Adam Optimization Algorithm', 'AdaGrad Optimization', 'Optimizers']],
  [
    6,
    [
      'How to use well-trained models to similar problems when having a small number of data?',
      'Transfer Learning',
      'Transfer Convolutional Base',
      'Transfer Learning using VGG-16 with the frozen and fine-tuned layers',
      'Transfer Learning',
      'Fine-tuning Steps',
      'Freezing and Unfreezing Layers',
    ],
  ],
  [
    7,
    [
      'Guideles, Tips and Tricks for Improving Performance',
      'Performance and Final Tips & Tricks',
      '[the heuristics of the Dropout paper]',
      'Problems with many Outliers',
      'Error Analysis and Overgoing Troubles',
      'Cleaning and Correcting Mislabeled Data',
    ],
  ],
  [8, ['Bibliography']],
];

/** @type {readonly SlidePage[]} */
export const slidePages = sections
  .flatMap(([section, titles]) => titles.map((title) => ({ section, title })))
  .map((entry, i) => ({ page: i + 1, ...entry }));

/** Names of the sections in the map, by their numbers. */
export const sectionNames = [
  'Title',
  'Activation functions',
  'SoftMax',
  'Exponentially weighted averages',
  'Gradient descent and momentum',
  'Optimizers',
  'Transfer learning',
  'Guidelines, tips and tricks',
  'Bibliography',
];
