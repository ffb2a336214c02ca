/** Reads of a list that must hold what the test asks for. */

/** @returns `list[index]`; counts from the end where `index` is negative. @throws RangeError where the list has no such index */
export function at<T>(list: ArrayLike<T> | undefined, index: number): T {
  const length = list?.length ?? 0;
  const place = index < 0 ? length + index : index;
  if (!list || !(place in list)) throw new RangeError(`the list has no index ${index}: its length is ${length}`);
  return list[place] as T;
}

/** The entry of a record. @throws RangeError where the record has no such key */
export function entry<T>(record: Readonly<Record<string, T>>, key: string): T {
  if (!Object.hasOwn(record, key)) throw new RangeError(`the record has no '${key}'; it has ${Object.keys(record).join(', ')}`);
  return record[key] as T;
}

/** A function of two numbers as a function of a point in the plane. */
export const ofPoint =
  <T>(f: (x: number, y: number) => T) =>
  (point: ArrayLike<number>): T =>
    f(at(point, 0), at(point, 1));
