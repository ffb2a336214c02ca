/** Types of the functions of jStat that the studies use; jStat has no types itself. */
declare module 'jstat' {
  const jstat: { studentt: { inv(p: number, degreesOfFreedom: number): number } };
  export default jstat;
}
