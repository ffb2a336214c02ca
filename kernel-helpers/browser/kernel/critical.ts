/** No other thread cuts a worker's code in two: every section is whole. */
export const critical = <T>(f: () => T): T => f();
