/** When the page of the tab saves a document, with a clock that the test moves. */
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { KeptDocument } from '../../kernel-helpers/browser/page/kept-document.js';

type SaveState = 'started' | 'failed' | 'completed';

/** A document as JupyterLab has it: not dirty after a saving, also where it changed meanwhile. */
class Document {
  savings = 0;
  complaints = 0;
  /** Milliseconds that a saving takes. */
  takes = 100;
  end: 'completed' | 'failed' | 'cancelled' = 'completed';
  #dirty = false;
  readonly kept: KeptDocument;
  #changed: (sender: unknown, args: unknown) => void = () => undefined;
  #stateOfModel: (sender: unknown, args: { name: string; newValue: unknown }) => void = () => undefined;
  #state: (sender: unknown, state: SaveState) => void = () => undefined;

  constructor() {
    const stateChanged = {
      connect: (slot: (sender: unknown, args: { name: string; newValue: unknown }) => void) => (this.#stateOfModel = slot),
    };
    const model = {
      stateChanged,
      contentChanged: { connect: (slot: (sender: unknown, args: unknown) => void) => (this.#changed = slot) },
      dirty: false,
    };
    Object.defineProperty(model, 'dirty', { get: () => this.dirty });
    const context = {
      model,
      saveState: { connect: (slot: (sender: unknown, state: SaveState) => void) => (this.#state = slot) },
      disposed: { connect: () => undefined },
      save: () => this.save(),
    };
    this.kept = new KeptDocument(context, () => this.complaints++);
  }

  get dirty(): boolean {
    return this.#dirty;
  }

  set dirty(newValue: boolean) {
    if (newValue === this.#dirty) return;
    this.#dirty = newValue;
    this.#stateOfModel(undefined, { name: 'dirty', newValue });
  }

  change(): void {
    this.#changed(undefined, undefined);
    this.dirty = true;
  }

  save(): Promise<void> {
    this.savings++;
    this.#state(undefined, 'started');
    setTimeout(() => {
      if (this.end === 'cancelled') return;
      if (this.end === 'completed') this.dirty = false;
      this.#state(undefined, this.end);
    }, this.takes);
    return Promise.resolve();
  }
}

describe('a document in the keeping of a browser', () => {
  let now = 0;
  const pass = (milliseconds: number): void => {
    for (let i = 0; i < milliseconds; i++) {
      now++;
      mock.timers.tick(1);
    }
  };
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    mock.method(performance, 'now', () => now);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  it('is saved a second after its first change, once', () => {
    const document = new Document();
    pass(5000);
    assert.equal(document.savings, 0);
    document.change();
    pass(500);
    document.change();
    pass(499);
    assert.equal(document.savings, 0);
    pass(1);
    assert.equal(document.savings, 1);
    pass(60_000);
    assert.equal(document.savings, 1);
  });

  it('is saved where a cell prints, which makes it dirty and tells of no change', () => {
    const document = new Document();
    for (let printed = 0; printed < 50; printed++) {
      document.dirty = true;
      pass(100);
    }
    assert.equal(document.savings, 4);
    pass(60_000);
    assert.deepEqual([document.savings, document.dirty], [5, false]);
  });

  it('is saved once more where it changed during a saving, though it does not count as dirty then', () => {
    const document = new Document();
    document.change();
    pass(1050);
    document.change();
    pass(50);
    assert.deepEqual([document.savings, document.dirty], [1, false]);
    pass(1000);
    assert.equal(document.savings, 2);
    pass(60_000);
    assert.equal(document.savings, 2);
  });

  it('is saved at once where the page goes, and not twice at once', () => {
    const document = new Document();
    document.kept.save();
    assert.equal(document.savings, 0);
    document.change();
    document.kept.save();
    document.kept.save();
    assert.equal(document.savings, 1);
  });

  it('is saved less often where that takes long: ten times as long, ten seconds at most', () => {
    for (const [takes, wait] of [
      [300, 3000],
      [4000, 10_000],
    ] as const) {
      const document = new Document();
      document.takes = takes;
      document.change();
      pass(1000 + takes);
      document.change();
      pass(wait - 1);
      assert.equal(document.savings, 1);
      pass(1);
      assert.equal(document.savings, 2);
    }
  });

  it('that could not be saved is saved by a command only, and then by itself again', () => {
    const document = new Document();
    document.end = 'failed';
    document.change();
    pass(1050);
    document.change();
    pass(50);
    assert.equal(document.complaints, 1);
    document.change();
    pass(60_000);
    assert.equal(document.savings, 1);
    document.end = 'completed';
    void document.save();
    pass(100);
    document.change();
    pass(1000);
    assert.deepEqual([document.savings, document.complaints], [3, 1]);
  });

  it('is saved again after a saving that told no end: the reader chose "Cancel"', () => {
    const document = new Document();
    document.end = 'cancelled';
    document.change();
    pass(1500);
    document.change();
    document.end = 'completed';
    pass(9500);
    assert.equal(document.savings, 1, 'it may still go on');
    pass(1000);
    assert.equal(document.savings, 2);
    pass(60_000);
    assert.deepEqual([document.savings, document.dirty], [2, false]);
  });
});
