/** 0.4567 → '45.7 %'. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
