/** Fields by which a learner sets a parameter, from the short forms that `interact` takes. */
import { checkNumber, formatValue } from '../../core/check.js';

/** What the page needs to draw a field. */
export type FieldSpec =
  | { kind: 'slider'; name: string; label: string; min: number; max: number; step: number }
  | { kind: 'select'; name: string; label: string; options: readonly (string | number)[] }
  | { kind: 'check'; name: string; label: string };

/** A parameter of `interact`: a range for a slider, a list for a menu, a boolean for a box to tick. */
export type Parameter =
  | { readonly min: number; readonly max: number; readonly step?: number; readonly value?: number; readonly label?: string }
  | readonly (string | number)[]
  | boolean;

/** The type of the value that a parameter takes. */
export type ParameterValue<P> = P extends boolean ? boolean : P extends readonly (infer T)[] ? T : number;

/** A field, its first value, and which values may come from the page. */
interface Field {
  spec: FieldSpec;
  value: string | number | boolean;
  allowed(value: unknown): boolean;
}

export function sliderSpec(
  name: string,
  { min, max, step, value, label = name }: { min: number; max: number; step?: number; value?: number; label?: string },
): { spec: FieldSpec & { kind: 'slider' }; value: number } {
  checkNumber(`${name}.min`, min);
  checkNumber(`${name}.max`, max, { above: min });
  const size = checkNumber(`${name}.step`, step ?? Number(((max - min) / 100).toPrecision(6)), { above: 0 });
  const start = checkNumber(`${name}.value`, value ?? min + size * Math.round((max - min) / size / 2), { min, max });
  return { spec: { kind: 'slider', name, label, min, max, step: size }, value: Number(start.toPrecision(12)) };
}

/** @throws RangeError, TypeError for a parameter of no known form */
export function fieldOf(name: string, parameter: Parameter): Field {
  if (typeof parameter === 'boolean') {
    return { spec: { kind: 'check', name, label: name }, value: parameter, allowed: (v) => typeof v === 'boolean' };
  }
  if (Array.isArray(parameter)) {
    const options = parameter as readonly (string | number)[];
    const [value] = options;
    if (value === undefined) throw new RangeError(`${name} must have at least one entry, got ${formatValue(options)}`);
    return { spec: { kind: 'select', name, label: name, options }, value, allowed: (v) => options.includes(v as string) };
  }
  if (typeof parameter !== 'object' || parameter === null) {
    throw new TypeError(`${name} must be { min, max, … }, a list or a boolean, got ${formatValue(parameter)}`);
  }
  const range = parameter as { min: number; max: number; step?: number; value?: number; label?: string };
  const { spec, value } = sliderSpec(name, range);
  return { spec, value, allowed: (v) => typeof v === 'number' && v >= range.min && v <= range.max };
}
