/** The part of jstat that the lab uses; the package has no types of its own. */
declare module 'jstat' {
  const jstat: {
    readonly chisquare: {
      /** The x below which chi-squared with that many degrees of freedom falls with the given probability. */
      inv(probability: number, freedom: number): number;
    };
    readonly studentt: {
      /** The t below which Student's distribution with that many degrees of freedom falls with the given probability. */
      inv(probability: number, freedom: number): number;
    };
  };
  export = jstat;
}
