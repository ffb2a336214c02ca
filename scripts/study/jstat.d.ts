/** What the studies use of jStat, which has no types of its own. */
declare module 'jstat' {
  const jstat: { studentt: { inv(p: number, degreesOfFreedom: number): number } };
  export default jstat;
}
