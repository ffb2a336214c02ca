/** What the panel "Session" and the kernel say to each other; see docs/KERNEL.md. Types, and one name. */

import type { SessionRuns } from './runs.js';

/** The comm target that answers. */
export const sessionTarget = 'lecture-lab.session';

/** The value of a variable in one line. Nothing of it is user code: getters are not called. */
export interface ValueRow {
  /** What it is, as its class says: `Tensor float32`, `Array`, `number`. */
  readonly kind: string;
  /** Shape or size: `[60000, 784]`, `12 entries`; empty where there is none. */
  readonly size: string;
  readonly text: string;
  /** Memory of tensors and typed arrays. */
  readonly bytes?: number;
}

export interface VariableRow {
  readonly name: string;
  /** As TypeScript writes it; empty where cells are not checked. */
  readonly type: string;
  /** null while the process that runs the cells does not answer. */
  readonly value: ValueRow | null;
}

/** Tensors of the session at a time (milliseconds since 1970). */
export interface MemorySample {
  readonly time: number;
  readonly tensors: number;
  readonly bytes: number;
}

export interface TableView {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many rows and columns there are; the table may show fewer. */
  readonly of: { readonly rows: number; readonly columns: number };
}

export interface HistogramView {
  readonly kind: 'histogram';
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  /** Bars of equal width from `min` to `max`. */
  readonly counts: readonly number[];
  /** Values that are NaN or infinite, and are in no bar. */
  readonly notFinite: number;
  /** How many values were counted, of how many. */
  readonly counted: number;
  readonly total: number;
}

export interface ImagesView {
  readonly kind: 'images';
  readonly width: number;
  readonly height: number;
  /** Bytes of red, green, blue for each pixel, in base 64; one text a picture. */
  readonly pictures: readonly string[];
  readonly total: number;
}

export interface TextView {
  readonly kind: 'text';
  readonly text: string;
}

export type ValueView = TableView | HistogramView | ImagesView | TextView;

/** What can be asked, by kind: the question and its result. */
export interface SessionQuestions {
  /** `running`: a cell is running; `answered`: whether the process that runs the cells did answer, so that values are known. */
  variables: {
    question: object;
    result: {
      readonly running: boolean;
      readonly answered: boolean;
      readonly variables: readonly VariableRow[];
      readonly memory: readonly MemorySample[];
    };
  };
  /** The views that suit the value, the best first; null while the process that runs the cells does not answer. */
  value: { question: { name: string }; result: readonly ValueView[] | null };
  /** `earlier`: also the runs of the notebook's earlier sessions, newest first. `kept`: whether this session's are written to `.lab/runs`. */
  runs: {
    question: { earlier?: boolean };
    result: { readonly running: boolean; readonly kept: boolean; readonly current: SessionRuns; readonly earlier: readonly SessionRuns[] };
  };
}

export type SessionKind = keyof SessionQuestions;

/** The data of a comm message to the kernel. */
export type SessionRequest = {
  [K in SessionKind]: { readonly id: number; readonly kind: K } & SessionQuestions[K]['question'];
}[SessionKind];

/** The data of its answer. */
export type SessionAnswer =
  | { readonly id: number; readonly result: SessionQuestions[SessionKind]['result'] }
  | { readonly id: number; readonly error: string };

/** Where a variable lives in the process that runs the cells. */
export interface SlotName {
  readonly slot: string;
  /** Of an import whose module may assign it. */
  readonly member?: string;
}

/** What the front asks of that process, and the result. */
export type RunnerQuestion =
  | { readonly kind: 'variables'; readonly slots: readonly SlotName[] }
  | { readonly kind: 'value'; readonly slot: SlotName };

export type RunnerResult =
  | { readonly kind: 'variables'; readonly values: readonly ValueRow[]; readonly tensors: Omit<MemorySample, 'time'> | null }
  | { readonly kind: 'value'; readonly views: readonly ValueView[] };
