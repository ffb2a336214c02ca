import { type FusedStep, fusedStep, type TensorMetadata } from '../../accelerate/index.js';
import { type Resources, resources } from '../../accelerate/resources.js';
import { formatValue, tf } from '../../core/index.js';
import { methodOf, resolveConfig } from '../registry.js';
import { scheduleFromConfig } from '../schedules/index.js';
import { checkRate, rateAt } from '../schedules/rate.js';
import type { ScheduleConfig } from '../schedules/schedule.js';
import type { OptimizerConfig, OptimizerName, OwnConfig, Rate, Settings } from '../types.js';
import { clipTensors } from './clip.js';
import type { FusedRule, PlainRule, TensorRule } from './rule.js';
import { KernelInputs } from './scalars.js';
import { type FusedSlots, fusedSlots, plainSlots, type SlotSpec, type Slots } from './slots.js';

/** The running sums of one variable of a model. */
interface Entry {
  readonly name: string;
  readonly slots: Slots;
  /** The same slots where they are resource variables. */
  readonly fused?: FusedSlots | undefined;
}

/**
 * The part that all of the lab's `tf.Optimizer`s share: Keras's order of work (limit the gradient, decay the weights, step), state by
 * variable, saving and loading. Weights stay tfjs variables; the running sums are this object's, and `dispose` frees them.
 */
export class LabOptimizer<N extends OptimizerName = OptimizerName> extends tf.Optimizer {
  readonly name: N;
  readonly #config: Settings<OwnConfig[N]>;
  readonly #specs: readonly SlotSpec[];
  readonly #plain: PlainRule;
  readonly #fused: FusedRule | undefined;
  readonly #entries = new Map<string, Entry>();
  #rate: Rate;
  #pending: tf.Tensor[] = [];
  #iter: tf.Tensor | undefined;
  #inputs: KernelInputs | undefined;

  constructor(name: N, rule: TensorRule<OwnConfig[N]>, config: OptimizerConfig<N> = {}) {
    super();
    this.name = name;
    this.#config = resolveConfig(name, revive(config));
    this.#rate = this.#config.learningRate;
    const method = methodOf(name);
    method.rule(this.#config); // refuses what the scratch rule refuses
    this.#specs = method.slots(this.#config).filter((slot) => !slot.shared);
    this.#plain = rule.plain(this.#config);
    this.#fused = rule.fused?.(this.#config);
  }

  /** The learning rate of the next step. */
  get learningRate(): number {
    return rateAt(this.#rate, this.iterations);
  }

  /** Sets the rate from the next step on; the running sums stay. @throws RangeError for a negative rate */
  set learningRate(rate: Rate) {
    this.#rate = checkRate('learningRate', rate);
  }

  /** Whether steps run on TensorFlow's own training kernel, and not on plain arithmetic. */
  get usesTrainingKernel(): boolean {
    return this.#fused !== undefined && resources() !== undefined;
  }

  /** @throws RangeError for a gradient of another shape, Error for a variable that is not registered */
  override applyGradients(gradients: Record<string, tf.Tensor> | { name: string; tensor: tf.Tensor }[]): void {
    const named = Array.isArray(gradients) ? gradients : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const rate = this.learningRate;
    const step = { t: this.iterations + 1, rate };
    tf.tidy(() => {
      const grads = clipTensors(
        named.map(({ tensor }) => tensor ?? undefined),
        this.#config,
      );
      named.forEach(({ name }, i) => {
        const variable = tf.engine().registeredVariables[name];
        if (!variable) throw new Error(`no variable '${name}' is registered`);
        const slots = this.#slotsOf(variable);
        const grad = grads[i];
        if (!grad) return;
        if (!sameShape(grad.shape, variable.shape)) {
          throw new RangeError(`the gradient of '${name}' must have shape [${variable.shape}], got [${grad.shape}]`);
        }
        this.#decay(variable, rate);
        slots.advance(variable, grad, step);
      });
    });
    this.incrementIterations();
  }

  #inputsOf(rule: FusedRule, res: Resources): KernelInputs {
    this.#inputs ??= new KernelInputs(rule, res);
    return this.#inputs;
  }

  /**
   * What a training step needs that TensorFlow runs whole: see `FusedStep`. `undefined` where this object must make the step itself: without
   * a training kernel, with weight decay, before the first step, or where someone has put something around `applyGradients`.
   */
  [fusedStep](variables: readonly tf.Variable[]): FusedStep | undefined {
    const res = resources();
    const isOwn = this.applyGradients === LabOptimizer.prototype.applyGradients;
    if (!res || !isOwn || !this.#inputs || this.#config.weightDecay !== null || this.#pending.length > 0) return undefined;
    const slots = variables.map(({ name }) => this.#entries.get(name)?.fused);
    const handles = slots.map((slot, i) => slot?.handles(variables[i]!));
    if (handles.some((each) => each === undefined)) return undefined;
    const inputs = this.#inputs.of({ t: this.iterations + 1, rate: this.learningRate });
    return {
      handles: handles as number[][],
      scalars: inputs.filter((input) => typeof input === 'number'),
      release: () => {
        for (const variable of variables) res.release(variable);
      },
      adopt: (values?: readonly TensorMetadata[]) => {
        variables.forEach((variable, i) => {
          if (values) res.adopt(variable, values[i]!);
          else res.restore(variable, handles[i]![0]!);
          slots[i]!.advanced(variable);
        });
        if (values) this.incrementIterations();
      },
    };
  }

  #decay(variable: tf.Variable, rate: number): void {
    const decay = this.#config.weightDecay;
    if (decay === null) return;
    const method = methodOf(this.name);
    const scale = method.decayRate ? method.decayRate(this.#config, rate) : rate;
    variable.assign(tf.sub(variable, tf.mul(variable, decay * scale)));
  }

  #slotsOf(variable: tf.Variable): Slots {
    const known = this.#entries.get(variable.name);
    if (known && (known.fused !== undefined) === this.usesTrainingKernel) return known.slots;
    const res = resources();
    const fused = this.#fused && res ? fusedSlots(this.#specs, variable, this.#fused, this.#inputsOf(this.#fused, res), res) : undefined;
    const slots = fused ?? plainSlots(this.#specs, variable.shape, this.#plain);
    if (known) {
      // The switch of the levers was turned since the last step: the sums move.
      slots.load(known.slots.values());
      known.slots.dispose();
    }
    const position = this.#entries.size;
    this.#entries.set(variable.name, { name: variable.name, slots, fused });
    if (!known) this.#claim(position, variable, slots);
    return slots;
  }

  /** Gives a variable the sums that `setWeights` left for it. Variables come in the order in which they were saved. */
  #claim(position: number, variable: tf.Variable, slots: Slots): void {
    if (this.#pending.length === 0 || this.#specs.length === 0) return;
    const count = this.#pending.length / this.#specs.length;
    if (position >= count) throw new RangeError(`the loaded state is that of ${count} variables, got one more: '${variable.name}'`);
    const mine = this.#specs.map((_, k) => this.#pending[k * count + position]);
    for (const tensor of mine) {
      if (!sameShape(tensor.shape, variable.shape)) {
        throw new RangeError(`the loaded state of '${variable.name}' must have shape [${variable.shape}], got [${tensor.shape}]`);
      }
    }
    slots.load(mine);
    if (position < count - 1) return;
    tf.dispose(this.#pending);
    this.#pending = [];
  }

  /**
   * Step count (`iter`) and running sums, first one sum of all variables, then the next.
   * The tensors belong to the optimizer: valid until the next call or `dispose`.
   */
  override async getWeights(): Promise<{ name: string; tensor: tf.Tensor }[]> {
    this.#iter?.dispose();
    this.#iter = tf.keep(tf.scalar(this.iterations, 'int32'));
    const rows = [...this.#entries.values()].map((entry) => ({ name: entry.name, values: entry.slots.values() }));
    const sums = this.#specs.flatMap(({ name }, k) => rows.map((row) => ({ name: `${row.name}/${name}`, tensor: row.values[k] })));
    return [{ name: 'iter', tensor: this.#iter }, ...sums];
  }

  /** Takes what `getWeights` gave; copies, so the given tensors stay the caller's. @throws RangeError where they do not fit */
  override async setWeights(weights: { name: string; tensor: tf.Tensor }[]): Promise<void> {
    const sums = await this.extractIterations(weights);
    const per = this.#specs.length;
    if (per === 0 ? sums.length > 0 : sums.length % per !== 0) {
      throw new RangeError(`${this.name} keeps ${per} sums of each variable, got ${sums.length} tensors`);
    }
    tf.dispose(this.#pending);
    this.#pending = sums.map(({ tensor }) => tf.keep(tf.clone(tensor)));
    const known = [...this.#entries.keys()].map((name) => tf.engine().registeredVariables[name]);
    known.forEach((variable, i) => {
      this.#claim(i, variable, this.#entries.get(variable.name)!.slots);
    });
  }

  /** Every parameter with its value, a schedule as `{ kind, config }`: what the class's `fromConfig` takes. */
  override getConfig(): tf.serialization.ConfigDict {
    const rate = this.#rate;
    const learningRate = typeof rate === 'number' ? rate : { kind: rate.kind, config: { ...rate.config } };
    return { ...this.#config, learningRate } as unknown as tf.serialization.ConfigDict;
  }

  /** Frees the running sums; the weights stay. */
  override dispose(): void {
    for (const { slots } of this.#entries.values()) slots.dispose();
    this.#entries.clear();
    this.#inputs?.dispose();
    this.#inputs = undefined;
    tf.dispose(this.#pending);
    this.#pending = [];
    this.#iter?.dispose();
    this.#iter = undefined;
  }
}

/** A saved schedule becomes a schedule again; the entry that tfjs adds to a saved config goes. */
function revive<N extends OptimizerName>(config: OptimizerConfig<N>): OptimizerConfig<N> {
  if (typeof config !== 'object' || config === null) throw new TypeError(`config must be an object, got ${formatValue(config)}`);
  const { customObjects: _, ...own } = config as OptimizerConfig<N> & { customObjects?: unknown };
  const rate = own.learningRate as unknown;
  if (typeof rate !== 'object' || rate === null || 'at' in rate) return own as OptimizerConfig<N>;
  const { kind, config: options } = rate as { kind: string; config: ScheduleConfig };
  return { ...own, learningRate: scheduleFromConfig(kind, options) } as OptimizerConfig<N>;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}
