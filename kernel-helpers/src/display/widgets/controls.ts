/** Single controls: a slider, a menu, a button. */
import { checkNumber, formatValue } from '../../core/check.js';
import { escapeHtml } from '../../core/escape-html.js';
import { type FieldSpec, sliderSpec } from './fields.js';
import { buttonEsm, controlEsm } from './front/controls.js';
import { controlCss } from './front/style.js';
import { showsAs, type Unsubscribe, type Widget, widget } from './widget.js';

/** A control with a value. */
export interface Control<T> {
  /** The present value; setting it moves the control in the page (handlers are not called). */
  value: T;
  /** Calls the handler with each value the learner chooses. */
  onChange(handler: (value: T) => void | Promise<void>): Unsubscribe;
  /** Shows the control under the cell. Call it again to show another view of it. */
  show(): Control<T>;
  /** Removes it from the page. */
  close(): void;
}

/** Options of `slider`. */
export interface SliderSettings {
  /** Text before the slider. Default `'value'`. */
  label?: string;
  /** The least value. */
  min: number;
  /** The largest value. */
  max: number;
  /** Default a hundredth of the range. */
  step?: number;
  /** Default the middle. */
  value?: number;
}

/**
 * A slider for a number.
 * @throws RangeError where min is not below max, or the value lies outside
 * @example const beta = slider({ label: 'β', min: 0, max: 0.99, step: 0.01, value: 0.9 }).show();
 * beta.onChange((value) => shown.update(lineChart({ EWA: ewa(series, value) }, { title: `β = ${value}` })));
 */
export function slider(settings: SliderSettings): Control<number> {
  const { spec, value } = sliderSpec(settings.label ?? 'value', settings);
  return control<number>(
    spec,
    value,
    (v) => typeof v === 'number' && v >= settings.min && v <= settings.max,
    (v) => {
      checkNumber('value', v, { min: settings.min, max: settings.max });
    },
  );
}

/**
 * A menu of words or numbers.
 * @param settings.label text before the menu, default `'choice'`
 * @param settings.options what can be chosen, at least one
 * @param settings.value the choice at the start, default the first of `options`
 * @throws RangeError where there is nothing to choose, or the value is not among the options
 * @example select({ label: 'optimizer', options: ['SGD', 'Adam'] }).show().onChange(draw)
 */
export function select<T extends string | number>(settings: { label?: string; options: readonly T[]; value?: T }): Control<T> {
  const { options, label = 'choice' } = settings;
  const [first] = options;
  if (first === undefined) throw new RangeError(`options must have at least one entry, got ${formatValue(options)}`);
  const check = (value: T) => {
    if (!options.includes(value)) throw new RangeError(`value must be one of ${options.join(', ')}, got ${formatValue(value)}`);
  };
  const value = settings.value ?? first;
  check(value);
  return control<T>({ kind: 'select', name: label, label, options }, value, (v) => options.includes(v as T), check);
}

function control<T>(spec: FieldSpec, value: T, allowed: (value: unknown) => boolean, check: (value: T) => void): Control<T> {
  const live: Widget<{ spec: FieldSpec; value: T }> = widget({
    name: spec.kind,
    esm: controlEsm,
    css: controlCss,
    state: { spec, value },
    accept: ({ value: next }) => (allowed(next) ? ({ value: next } as { value: T }) : undefined),
    still: (state) => ({
      'text/html': `${escapeHtml(spec.label)}: ${escapeHtml(String(state.value))}`,
      'text/plain': `[${spec.kind}] ${spec.label}: ${String(state.value)}`,
    }),
  });
  const self: Control<T> = {
    get value() {
      return live.state.value;
    },
    set value(next) {
      check(next);
      live.set({ value: next } as { value: T });
    },
    onChange: (handler) => live.onChange('value', handler),
    show() {
      live.show();
      return self;
    },
    close: () => live.close(),
  };
  return showsAs(self, live);
}

/** A button that was made. */
export interface Button {
  /** Changes its text, or disables it. */
  set(state: { label?: string; disabled?: boolean }): void;
  show(): Button;
  close(): void;
}

/**
 * A button.
 * @param onPress called at each press; further presses wait until its promise is settled
 * @example button('Next example', () => shown.update(nextChart())).show()
 */
export function button(label: string, onPress: () => void | Promise<void>): Button {
  const live = widget({
    name: 'button',
    esm: buttonEsm,
    css: controlCss,
    state: { label, disabled: false },
    accept: () => undefined,
    still: (state) => ({ 'text/plain': `[button] ${state.label}` }),
  });
  live.onMessage((content) => {
    if (!live.state.disabled && (content as { type?: unknown } | null)?.type === 'press') return onPress();
  });
  const self: Button = {
    set: (state) => live.set(state),
    show() {
      live.show();
      return self;
    },
    close: () => live.close(),
  };
  return showsAs(self, live);
}
