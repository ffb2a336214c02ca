const DAY = 86_400_000;

/** Days since 1970-01-01 of an ISO date, or NaN if it is not a date. */
export function dayNumber(iso: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return Number.NaN;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || isoDate(time / DAY) !== iso ? Number.NaN : time / DAY;
}

/** The ISO date of a day number. */
export function isoDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** `1/22/20` (month, day, year) as an ISO date, or undefined if it is not a date. */
export function fromAmericanDate(text: string): string | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  if (!match) return undefined;
  const [, month, day, year] = match as unknown as [string, string, string, string];
  const iso = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return Number.isNaN(dayNumber(iso)) ? undefined : iso;
}
