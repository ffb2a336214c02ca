export { ImageSet, oneHot, type TensorLayout } from './image-set.js';
export { loadMnist, type Mnist, type MnistOptions } from './mnist.js';
export { type DailyTemperatures, dailyTemperatures, type TemperatureCity, temperatureCities } from './temperatures.js';
