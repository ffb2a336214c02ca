/** The form by which a reader makes a setting. Each change gives a whole new setting. */
import { initializerNames } from '../../src/activations/initializers.js';
import { activationNames } from '../../src/activations/registry.js';
import { optimizerNames } from '../../src/optimizers/registry.js';
import { featureNames, features } from '../../src/playground/features.js';
import { planeDataNames } from '../../src/playground/plane-data.js';
import { type PlaneSetting, penaltyNames, ranges } from '../../src/playground/setting.js';
import { element } from './element.js';
import { type Field, menu, range, tick, wholeNumber } from './fields.js';
import { layersField } from './layers-field.js';

const rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const strengths = [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1];
const sizes = [1, 2, 5, 10, 20, 30, 50, 100, 200, 400];

type Fields = { [K in keyof PlaneSetting]: Field<PlaneSetting[K]> };

/** @param change called with the new setting */
export function settingForm(
  start: PlaneSetting,
  change: (setting: PlaneSetting) => void,
): { form: HTMLElement; show(setting: PlaneSetting): void } {
  let now = start;
  const set =
    <K extends keyof PlaneSetting>(key: K) =>
    (value: PlaneSetting[K]) => {
      now = { ...now, [key]: value };
      show(now);
      change(now);
    };
  const fields: Fields = {
    data: menu('Data', planeDataNames, set('data')),
    noise: range('Noise', { ...ranges.noise, step: 0.05 }, set('noise')),
    points: range('Training points', { ...ranges.points, step: 10 }, set('points')),
    seed: wholeNumber('Seed', ranges.seed, set('seed')),
    features: featuresField(() => now.features, set('features')),
    hidden: layersField(() => now.hidden, set('hidden')),
    activation: menu('Activation', activationNames(), set('activation')),
    initializer: menu('Start weights', initializerNames, set('initializer')),
    optimizer: menu('Optimizer', optimizerNames, set('optimizer')),
    learningRate: menu('Learning rate', rates, set('learningRate')),
    batchSize: menu('Batch size', sizes, set('batchSize')),
    penalty: menu('Penalty', penaltyNames, set('penalty')),
    strength: menu('Strength λ', strengths, set('strength')),
    dropout: range('Dropout', { ...ranges.dropout, step: 0.05 }, set('dropout')),
  };
  const show = (setting: PlaneSetting) => {
    now = setting;
    for (const key of Object.keys(fields) as (keyof PlaneSetting)[]) (fields[key] as Field<unknown>).show(setting[key]);
    const strength = fields.strength.row.querySelector('select');
    if (strength) strength.disabled = setting.penalty === 'none';
  };
  show(start);
  const group = (title: string, keys: readonly (keyof PlaneSetting)[]) =>
    element('fieldset', {}, element('legend', {}, title), ...keys.map((key) => fields[key].row));
  const form = element(
    'div',
    { className: 'settings' },
    group('Data', ['data', 'noise', 'points', 'seed', 'features']),
    group('Network', ['hidden', 'activation', 'initializer']),
    group('Training', ['optimizer', 'learningRate', 'batchSize', 'penalty', 'strength', 'dropout']),
  );
  return { form, show };
}

/** A box for each feature. The last one that is ticked stays ticked. */
function featuresField(
  now: () => PlaneSetting['features'],
  change: (value: PlaneSetting['features']) => void,
): Field<PlaneSetting['features']> {
  const boxes = featureNames.map((name) => ({
    name,
    box: tick(features[name].label, (on) => {
      const chosen = featureNames.filter((other) => (other === name ? on : now().includes(other)));
      change(chosen.length > 0 ? chosen : now());
    }),
  }));
  return {
    row: element(
      'div',
      { className: 'features', attributes: { role: 'group', 'aria-label': 'Features' } },
      ...boxes.map(({ box }) => box.row),
    ),
    show(value) {
      for (const { name, box } of boxes) box.show(value.includes(name));
    },
  };
}
