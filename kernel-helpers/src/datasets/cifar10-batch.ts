/** One file of CIFAR-10's binary version: records of 3073 bytes, the label and then 1024 red, 1024 green, 1024 blue values, row by row. */

/** CIFAR-10's classes in the order of their labels. */
export const cifar10Classes = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'] as const;

const plane = 32 * 32;
/** Bytes of one record. */
export const cifar10Record = 1 + 3 * plane;
/** Records of each of the six official files. */
const cifar10PerFile = 10_000;

/** @throws Error if the size is not a multiple of a record, or the file has too many records */
export function checkBatchSize(name: string, bytes: number): void {
  if (bytes === 0 || bytes % cifar10Record !== 0) {
    throw new Error(
      `${name} has ${bytes} bytes, no multiple of the ${cifar10Record} of one image: it is truncated or not CIFAR-10's binary version`,
    );
  }
  if (bytes > cifar10PerFile * cifar10Record) {
    throw new Error(
      `${name} has ${bytes} bytes, more than the ${cifar10PerFile * cifar10Record} of ${cifar10PerFile} images: it is not CIFAR-10's`,
    );
  }
}

/**
 * Decodes the first `count` records: image by image, with the three colors of a pixel side by side, as networks need them.
 * @throws Error for a wrong size or a label above 9, with the number of the record
 */
export function decodeBatch(
  name: string,
  bytes: Uint8Array,
  count: number = Number.POSITIVE_INFINITY,
): { pixels: Uint8Array; labels: Uint8Array } {
  checkBatchSize(name, bytes.length);
  const images = Math.min(count, bytes.length / cifar10Record);
  const pixels = new Uint8Array(images * 3 * plane);
  const labels = new Uint8Array(images);
  for (let i = 0; i < images; i++) {
    const record = i * cifar10Record;
    const label = bytes[record]!;
    if (label >= cifar10Classes.length) throw new Error(`${name}: image ${i} has the label ${label}, above 9: the file is damaged`);
    labels[i] = label;
    const to = i * 3 * plane;
    for (let p = 0; p < plane; p++) {
      for (let color = 0; color < 3; color++) pixels[to + 3 * p + color] = bytes[record + 1 + color * plane + p]!;
    }
  }
  return { pixels, labels };
}
