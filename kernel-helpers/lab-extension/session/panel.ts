/** The panel "Session" of the notebook in sight. It asks the kernel only while it is seen. */
import type { Kernel } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';
import type { SessionRuns } from '../../src/kernel/shared/runs.js';
import { type SessionQuestions, sessionTarget } from '../../src/kernel/shared/session.js';
import { Cancelled, CommClient, NotAnswered } from '../comm-client.js';
import { html } from './dom.js';
import { MemoryChart } from './memory.js';
import type { Pins } from './pins.js';
import { Refresher } from './refresh.js';
import { RunList } from './runs.js';
import { VariableList } from './variables.js';

/** How often a kernel that computes is asked (milliseconds). */
const whileRunning = 1000;

export class SessionPanel extends Widget {
  readonly #variables = new VariableList((name) => this.#client?.ask('value', { name }) ?? Promise.resolve(null));
  readonly #memory = new MemoryChart();
  readonly #refresher = new Refresher(() => this.#refresh());
  #kernel: Kernel | null = null;
  #client: CommClient<SessionQuestions> | undefined;
  readonly #runs: RunList;
  /** Of sessions that are over: read once. */
  #earlier: readonly SessionRuns[] | undefined;

  constructor(pins: Pins) {
    super({ node: html('div', { role: 'region', 'aria-label': 'Session' }) });
    this.id = 'lecture-lab-session';
    this.addClass('lecture-lab-session');
    this.title.label = 'Session';
    this.title.caption = 'Session: variables, tensors and training runs';
    this.#runs = new RunList(pins);
    this.node.append(this.#variables.node, this.#memory.node, this.#runs.node);
  }

  /** Shows another kernel's session. */
  setKernel(kernel: Kernel | null): void {
    if (kernel === this.#kernel) return;
    this.#client?.close();
    this.#kernel = kernel;
    this.#client = kernel ? new CommClient<SessionQuestions>(kernel, sessionTarget) : undefined;
    this.#memory.show([]);
    this.#earlier = undefined;
    this.#showRuns(undefined);
    this.#refresher.due(0);
  }

  /** Something has begun or ended in the kernel. */
  changed(wait = 0): void {
    this.#refresher.due(wait);
  }

  restarted(): void {
    this.#client?.restarted();
    this.#earlier = undefined;
    this.#refresher.due(whileRunning);
  }

  protected override onAfterAttach(): void {
    this.#refresher.active = this.isVisible;
  }

  protected override onAfterShow(): void {
    this.#refresher.active = true;
  }

  protected override onBeforeHide(): void {
    this.#refresher.active = false;
    this.#client?.close();
  }

  #showRuns(known: SessionQuestions['runs']['result'] | undefined): void {
    const none = { id: 'current', begun: '', runs: [] };
    this.#runs.show({ running: false, kept: known?.kept ?? true, current: known?.current ?? none, earlier: this.#earlier ?? [] });
  }

  async #refresh(): Promise<number | undefined> {
    const client = this.#client;
    if (!client) {
      this.#variables.clear('No notebook with a kernel is open.');
      return undefined;
    }
    try {
      const found = await client.ask('variables', {});
      if (client !== this.#client) return 0;
      this.#variables.show(found);
      this.#memory.show(found.memory);
      const runs = await client.ask('runs', { earlier: this.#earlier === undefined });
      if (client !== this.#client) return 0;
      this.#earlier ??= runs.earlier;
      this.#showRuns(runs);
      return found.running || !found.answered ? whileRunning : undefined;
    } catch (error) {
      if (client !== this.#client) return 0;
      // Hidden, or the kernel was restarted: what is known stays, and is asked for again.
      if (error instanceof Cancelled && !(error instanceof NotAnswered)) return whileRunning;
      this.#variables.clear(error instanceof NotAnswered ? "This kernel is not the lab's: it has no session to show." : String(error));
      return undefined;
    }
  }
}
