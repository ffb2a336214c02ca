/** The paths that the lab in a tab has, as on a disk. */

/** Where the lab's files seem to lie: paths as on a disk, below this folder. */
export const home = '/lab';
/** Where data sets lie that come with the site. */
export const cacheFolder = `${home}/cache`;
/** The folder that a notebook seems to be in. */
export const workingFolder = `${home}/notebooks/lecture`;
