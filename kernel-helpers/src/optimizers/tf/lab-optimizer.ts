import { type AfterStep, addsAfterStep, type FusedStep, fusedStep, resources, type TensorMetadata } from '../../accelerate/index.js';
import { formatValue, tf } from '../../core/index.js';
import { methodOf, resolveConfig } from '../registry.js';
import { scheduleFromConfig } from '../schedules/index.js';
import { checkRate, rateAt } from '../schedules/rate.js';
import type { ScheduleConfig } from '../schedules/schedule.js';
import type { OptimizerConfig, OptimizerName, OwnConfig, Rate, Settings } from '../types.js';
import { clipTensors } from './clip.js';
import type { TensorRule } from './rule.js';
import { OptimizerSums, sameShape } from './state.js';

/**
 * The common base of the lab's `tf.Optimizer`s: Keras's order of work (limit the gradient, decay the weights, step), state by
 * variable, saving and loading. Weights stay tfjs variables; the running sums are this object's, and `dispose` frees them.
 */
export class LabOptimizer<N extends OptimizerName = OptimizerName> extends tf.Optimizer {
  readonly name: N;
  readonly #config: Settings<OwnConfig[N]>;
  readonly #sums: OptimizerSums;
  #rate: Rate;
  #iter: tf.Tensor | undefined;

  constructor(name: N, rule: TensorRule<OwnConfig[N]>, config: OptimizerConfig<N> = {}) {
    super();
    this.name = name;
    this.#config = resolveConfig(name, revive(config));
    this.#rate = this.#config.learningRate;
    const method = methodOf(name);
    method.rule(this.#config); // refuses what the scratch rule refuses
    const specs = method.slots(this.#config).filter((slot) => !slot.shared);
    this.#sums = new OptimizerSums(name, specs, rule.plain(this.#config), rule.fused?.(this.#config));
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
    return this.#sums.usesTrainingKernel;
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
        const slots = this.#sums.of(variable);
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

  /**
   * The inputs of a training step that TensorFlow runs as one function: see `FusedStep`. `undefined` where this object must make the step
   * itself: without
   * a training kernel, with weight decay, before the first step, or where other code has wrapped `applyGradients` and needs the gradients.
   */
  [fusedStep](variables: readonly tf.Variable[]): FusedStep | undefined {
    const res = resources(tf);
    const applied = this.applyGradients as { [addsAfterStep]?(): AfterStep | undefined } & typeof this.applyGradients;
    const after = applied[addsAfterStep]?.();
    const isOwn = this.applyGradients === LabOptimizer.prototype.applyGradients || after !== undefined;
    const { inputs } = this.#sums;
    if (!res || !isOwn || !inputs || this.#config.weightDecay !== null) return undefined;
    const parts: { variable: tf.Variable; weight: number; handles: readonly number[]; advanced(): void }[] = [];
    for (const variable of variables) {
      const slots = this.#sums.fused(variable.name);
      const handles = slots?.handles(variable);
      const weight = handles?.[0];
      if (!slots || !handles || weight === undefined) return undefined;
      parts.push({ variable, weight, handles, advanced: () => slots.advanced(variable) });
    }
    const given = inputs.of({ t: this.iterations + 1, rate: this.learningRate });
    return {
      handles: parts.map(({ handles }) => handles),
      scalars: given.filter((input) => typeof input === 'number'),
      release: () => {
        for (const { variable } of parts) res.release(variable);
      },
      adopt: (values?: readonly TensorMetadata[]) => {
        for (const [i, { variable, weight, advanced }] of parts.entries()) {
          const value = values?.[i];
          if (value) res.adopt(variable, value);
          else res.restore(variable, weight);
          advanced();
        }
        if (values) this.incrementIterations();
      },
      after,
    };
  }

  #decay(variable: tf.Variable, rate: number): void {
    const decay = this.#config.weightDecay;
    if (decay === null) return;
    const method = methodOf(this.name);
    const scale = method.decayRate ? method.decayRate(this.#config, rate) : rate;
    variable.assign(tf.sub(variable, tf.mul(variable, decay * scale)));
  }

  /**
   * Step count (`iter`) and running sums: first one sum for all variables, then the next.
   * The tensors belong to the optimizer: valid until the next call or `dispose`.
   */
  override async getWeights(): Promise<{ name: string; tensor: tf.Tensor }[]> {
    this.#iter?.dispose();
    this.#iter = tf.keep(tf.scalar(this.iterations, 'int32'));
    return [{ name: 'iter', tensor: this.#iter }, ...this.#sums.values()];
  }

  /** Sets the values that `getWeights` returned. They are copied: the caller disposes the given tensors. @throws RangeError where they do not fit */
  override async setWeights(weights: { name: string; tensor: tf.Tensor }[]): Promise<void> {
    const sums = await this.extractIterations(weights);
    this.#sums.load(sums.map(({ tensor }) => tensor));
  }

  /**
   * The running sums of one variable by Keras's names (`momentum`, `velocity`, …); none before its first step.
   * The tensors belong to the optimizer: valid until the next call or `dispose`.
   */
  sumsOf(variable: tf.Variable): Readonly<Record<string, tf.Tensor>> {
    return this.#sums.valuesOf(variable.name);
  }

  /** Every parameter with its value, a schedule as `{ kind, config }`: what the class's `fromConfig` takes. */
  override getConfig(): tf.serialization.ConfigDict {
    const rate = this.#rate;
    const learningRate = typeof rate === 'number' ? rate : { kind: rate.kind, config: { ...rate.config } };
    return { ...this.#config, learningRate } as unknown as tf.serialization.ConfigDict;
  }

  /** Frees the running sums; the weights stay. */
  override dispose(): void {
    this.#sums.dispose();
    this.#iter?.dispose();
    this.#iter = undefined;
  }
}

/** Makes a saved schedule a schedule again, and removes the entry that tfjs adds to a saved config. */
function revive<N extends OptimizerName>(config: OptimizerConfig<N>): OptimizerConfig<N> {
  if (typeof config !== 'object' || config === null) throw new TypeError(`config must be an object, got ${formatValue(config)}`);
  const { customObjects: _, ...own } = config as OptimizerConfig<N> & { customObjects?: unknown };
  const rate = own.learningRate as unknown;
  if (typeof rate !== 'object' || rate === null || 'at' in rate) return own as OptimizerConfig<N>;
  const { kind, config: options } = rate as { kind: string; config: ScheduleConfig };
  return { ...own, learningRate: scheduleFromConfig(kind, options) } as OptimizerConfig<N>;
}
