/** A setting as part of an address, so that it can be shared: `data=spirals&hidden=8,8&optimizer=Adam`. Only what differs from the default. */
import { defaultSetting, type PlaneSetting, planeSetting } from './setting.js';

/** The part of an address behind `#`; empty for the default setting. */
export function settingToAddress(setting: PlaneSetting): string {
  const differs = Object.entries(setting).filter(([key, value]) => String(value) !== String(defaultSetting[key as keyof PlaneSetting]));
  // Commas and carets stay readable; every browser takes them in this place.
  return differs.map(([key, value]) => `${key}=${encodeURIComponent(String(value)).replaceAll('%2C', ',')}`).join('&');
}

/**
 * The setting of an address.
 * @param text what follows `#`, with or without it
 * @throws RangeError or TypeError for a part or a value that there is not, as `planeSetting`
 */
export function settingFromAddress(text: string): PlaneSetting {
  const given: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(text.replace(/^#/, ''))) {
    const model = defaultSetting[key as keyof PlaneSetting];
    const list = value === '' ? [] : value.split(',');
    if (key === 'hidden') given[key] = list.map(numberOf);
    else if (Array.isArray(model)) given[key] = list;
    else given[key] = typeof model === 'number' ? numberOf(value) : value;
  }
  return planeSetting(given);
}

/** `Number` would make 0 of nothing. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
