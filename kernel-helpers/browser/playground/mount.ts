/** The playground on a page: form, buttons, pictures, code. */
import { type PlaneNetwork, planeNetwork } from '../../src/playground/plane-network.js';
import type { PlaneSetting } from '../../src/playground/setting.js';
import { CodeView } from './code-view.js';
import { element } from './element.js';
import { button, menu, tick } from './fields.js';
import { Pictures } from './pictures.js';
import { Runner, type Speed, speeds } from './runner.js';
import { settingForm } from './setting-form.js';
import { playgroundCss } from './style.js';

export interface MountOptions {
  readonly setting: PlaneSetting;
  /** Called with each setting that the reader makes. */
  changed?(setting: PlaneSetting): void;
  /** Further buttons. */
  readonly buttons?: readonly HTMLElement[];
}

/** A playground that stands on a page. */
export class Playground {
  readonly #root: HTMLElement;
  readonly #pictures = new Pictures(() => this.#drawAndSay());
  readonly #code = new CodeView();
  readonly #form: ReturnType<typeof settingForm>;
  readonly #run = button('Run', () => (this.#runner.running ? this.#runner.stop() : this.#runner.start()), { className: 'run' });
  readonly #runner = new Runner(
    () => this.#advance(this.#speed === 'epoch' ? this.#net.stepsPerEpoch : this.#speed),
    (running) => {
      this.#run.textContent = running ? 'Pause' : 'Run';
      if (!running) this.#say();
    },
  );
  #net: PlaneNetwork;
  #speed: Speed = 5;

  constructor(root: HTMLElement, { setting, changed, buttons = [] }: MountOptions) {
    this.#root = root;
    this.#net = planeNetwork(setting);
    this.#form = settingForm(setting, (next) => {
      this.#begin(next);
      changed?.(next);
    });
    const name = { 'aria-label': 'Playground: a small network on data in the plane' };
    const box = element('section', { className: 'lab-playground', attributes: name }, this.#bar(buttons), ...this.#pictures.elements);
    box.append(this.#form.form, this.#code.element);
    root.append(element('style', {}, playgroundCss), box);
    this.#begin(setting);
  }

  /** Shows another setting, before its first step. */
  show(setting: PlaneSetting): void {
    this.#form.show(setting);
    this.#begin(setting);
  }

  /** Stops it and takes it from the page. */
  remove(): void {
    this.#runner.stop();
    this.#root.replaceChildren();
  }

  #bar(buttons: readonly HTMLElement[]): HTMLElement {
    const once = (steps: number) => () => {
      this.#runner.stop();
      this.#advance(steps);
      this.#say();
    };
    const words = (option: Speed) => (option === 'epoch' ? 'an epoch' : String(option));
    const pace = menu('Steps per picture', speeds, (chosen) => (this.#speed = chosen), words);
    pace.show(this.#speed);
    const tests = tick('Test points', (on) => {
      this.#pictures.withTest = on;
      this.#pictures.draw(this.#net);
    });
    tests.show(true);
    const steps = [button('Step', once(1)), button('100 steps', once(100)), button('Reset', () => this.#begin(this.#net.setting))];
    return element('div', { className: 'row' }, this.#run, ...steps, pace.row, tests.row, ...buttons);
  }

  #begin(setting: PlaneSetting): void {
    this.#runner.stop();
    this.#net = planeNetwork(setting);
    this.#pictures.build(this.#net);
    this.#drawAndSay();
  }

  #advance(steps: number): void {
    this.#net.advance(steps);
    this.#pictures.draw(this.#net);
    if (!Number.isFinite(this.#net.loss('train'))) this.#runner.stop();
  }

  #drawAndSay(): void {
    this.#pictures.draw(this.#net);
    this.#say();
  }

  #say(): void {
    this.#pictures.say(this.#net);
    this.#code.show(this.#net.setting, this.#net.step);
  }
}
