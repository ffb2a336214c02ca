import type { Erratum } from './types.js';

export const section6: readonly Erratum[] = [
  {
    section: 6,
    kind: 'wrong',
    slide: '1. Upload the transferred model or import it from the library',
    right: 'Load the transferred model: its weights are read into memory, nothing is sent anywhere',
    why: 'To upload is to send to another machine. Here a network and its weights are loaded from a library or a file.',
    notebook: '11-transfer-learning',
  },
  {
    section: 6,
    kind: 'missing',
    slide: 'step 1 has no code, and conv_base appears in step 2 without having been made',
    right: "const base = await vgg16({ weights: 'imagenet', includeTop: false, inputShape: [150, 150, 3] })",
    why: 'Without its dense top the base has 14,714,688 parameters; its output [4, 4, 512] at 150×150 is what the new head takes.',
    notebook: '11-transfer-learning',
    figures: { inputShape: [150, 150, 3], baseParameters: 14_714_688, flatten: 8192 },
  },
  {
    section: 6,
    kind: 'otherFramework',
    slide: 'conv_base.trainable = False, then model3.add(conv_base)',
    right: 'In tfjs: freeze(base), which sets every layer: 2,097,665 of 16,812,353 parameters are trained',
    why: 'In Keras the slide is right. In tfjs a Sequential that contains the base sets the flags of all its weights again, so the base is trained without a warning.',
    notebook: '11-transfer-learning',
    figures: { total: 16_812_353, trainableFrozen: 2_097_665, trainableWithBlock5: 9_177_089, block5: 7_079_424, dense: [2_097_408, 257] },
  },
  {
    section: 6,
    kind: 'missing',
    slide: 'transfer learning is a highly effective approach on small image datasets: how effective, and with or without augmentation?',
    right:
      'The book behind the slides (Chollet 2018, section 5.3) has cats and dogs: about 90 % on stored features, 96 % end to end with augmentation. Here, fifty digits: 0.797 ± 0.010 stored, 0.772 ± 0.036 augmented',
    why: 'Both procedures were run here over ten draws. The interval of the difference, −0.025 ± 0.032, holds 0: six points more are a result of the book’s 2,000 pictures and its long training, and no property of augmentation.',
    notebook: '11-transfer-learning',
    figures: { book: [90, 96], storedFeatures: [0.797, 0.01], augmented: [0.772, 0.036], difference: [-0.025, 0.032] },
  },
  {
    section: 6,
    kind: 'missing',
    slide: 'the layers are unfrozen in a loop, and training goes on: nothing compiles the model again',
    right: "unfreezeFrom(base, 'block5_conv1'), then model.compile(…), then fit",
    why: 'Which weights are trained is decided when the model is compiled. Without a new compile Keras and tfjs go on training the head alone.',
    notebook: '12-fine-tuning',
  },
];
