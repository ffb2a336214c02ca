export { type Augmentation, type AugmentationDraw, augmentImage, drawAugmentation } from './augment.js';
export { type ImageFolder, type ImageFolderOptions, imageFolder } from './folder.js';
export { type BatchOptions, type ImageBatch, ImageFolderPart } from './part.js';
export { ImageError } from './read-image.js';
export type { FoundImage, ImageProblem } from './scan.js';
