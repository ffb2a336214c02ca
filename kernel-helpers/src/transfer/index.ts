export { type LayerPlan, type Vgg16Layout, vgg16Layers, type Widths } from './architecture.js';
export { checkCompiled, collectedWeights, freeze, unfreeze, unfreezeFrom } from './freeze.js';
export { type LayersLike, leafLayers } from './layers.js';
export { preprocessVgg16, vgg16Means } from './preprocess.js';
export { type TrainableRow, type TrainableTable, trainableTable } from './trainable-table.js';
export { type Vgg16Config, vgg16 } from './vgg16.js';
export { weightHash } from './weight-hash.js';
