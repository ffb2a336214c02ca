/**
 * V8's options of the start-up snapshot, besides those of every submission's process. Hash tables keep the seed of the build, so they are not
 * built again at each start; who can choose the keys owns the process.
 */
export const snapshotOptions: readonly string[] = ['--no-rehash-snapshot'];
