/** The part of jstat that the lab uses; the package has no types of its own. */
declare module 'jstat' {
  const jstat: {
    readonly chisquare: {
      /** The quantile of the chi-squared distribution: a value is below it with the given probability. */
      inv(probability: number, freedom: number): number;
    };
    readonly studentt: {
      /** The quantile of Student's t distribution: a value is below it with the given probability. */
      inv(probability: number, freedom: number): number;
    };
  };
  export = jstat;
}
