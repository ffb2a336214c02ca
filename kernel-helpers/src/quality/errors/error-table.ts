import { checkNumber, didYouMean, formatValue } from '../../core/index.js';
import { errorTableFromCsv } from './error-table-csv.js';
import { errorTableToHtml } from './error-table-html.js';

/** One misclassified example, for a person to look at. */
export interface ErrorExample {
  /** Unique; usually the example's place in the data. */
  readonly id: number | string;
  readonly label: string;
  readonly predicted: string;
  /** Probability of the predicted class. */
  readonly confidence?: number;
  /** The picture as a `data:image/…` URL ({@link imageUrls}). */
  readonly image?: string;
}

/** One row: the example with what the person wrote down. */
export interface ErrorRow extends ErrorExample {
  readonly tags: readonly string[];
  readonly comment: string;
}

/** The bottom line of the table, for one tag. */
export interface TagTotal {
  readonly tag: string;
  readonly count: number;
  /** Share of the examples that carry the tag. An example may carry several, so the shares may sum to more than 1. */
  readonly share: number;
  /** The error rate if all errors with this tag were corrected: `errorRate · (1 − share)`. */
  readonly errorAfter: number;
  /** The largest gain in accuracy from work on this tag (its ceiling): `errorRate · share`. */
  readonly ceiling: number;
}

/**
 * The lecture's table of errors: misclassified examples × tags (blurry, mislabelled, …), ticked by a person, with live totals.
 *
 * Edit it in code (`tag`, `untag`, `comment`) or in the notebook's widget, which calls the same methods; `totals()` is up to date at once
 * and `onChange` calls its listeners, such as the widget.
 */
export class ErrorTable {
  /** Error rate of the model on the set the examples come from, in [0, 1]. */
  readonly errorRate: number;
  readonly #examples = new Map<string, ErrorExample>();
  readonly #tags: string[] = [];
  readonly #ticks = new Map<string, Set<string>>();
  readonly #comments = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  /**
   * @param options.examples at least one; ids unique
   * @param options.tags names of the columns, unique
   * @param options.errorRate in [0, 1]
   * @throws RangeError
   */
  constructor(options: { examples: readonly ErrorExample[]; tags: readonly string[]; errorRate: number }) {
    this.errorRate = checkNumber('errorRate', options.errorRate, { min: 0, max: 1 });
    if (options.examples.length === 0) throw new RangeError('examples must have at least 1 example, got 0');
    for (const example of options.examples) {
      const id = String(example.id);
      if (this.#examples.has(id)) throw new RangeError(`examples must have unique ids, got ${formatValue(example.id)} twice`);
      if (example.image !== undefined && !/^data:image\/[\w.+-]+;base64,[A-Za-z0-9+/=]*$/.test(example.image)) {
        throw new RangeError(`image of example ${id} must be a data:image/…;base64 URL, got ${formatValue(example.image)}`);
      }
      this.#examples.set(id, example);
      this.#ticks.set(id, new Set());
    }
    for (const tag of options.tags) this.addTag(tag);
  }

  /** The names of the tags, in column order. */
  get tags(): readonly string[] {
    return [...this.#tags];
  }

  /** The rows, in the order of the examples. */
  get rows(): ErrorRow[] {
    return [...this.#examples].map(([id, example]) => ({
      ...example,
      tags: this.#tags.filter((tag) => this.#ticks.get(id)?.has(tag)),
      comment: this.#comments.get(id) ?? '',
    }));
  }

  /** Adds a column: a new category of error. @throws RangeError for a name that is there or that the CSV file needs */
  addTag(tag: string): this {
    if (tag.trim() === '' || ['id', 'label', 'predicted', 'confidence', 'comment'].includes(tag)) {
      throw new RangeError(`tag must be a name other than id, label, predicted, confidence, comment, got ${formatValue(tag)}`);
    }
    if (this.#tags.includes(tag)) throw new RangeError(`tag must be new, got '${tag}' a second time`);
    this.#tags.push(tag);
    return this.#changed();
  }

  /** Ticks tags of an example. @throws RangeError for an unknown example or tag */
  tag(id: number | string, ...tags: string[]): this {
    const ticks = this.#ticksOf(id);
    for (const tag of tags) this.#checkTag(tag);
    for (const tag of tags) ticks.add(tag);
    return this.#changed();
  }

  /** Removes ticks. @throws RangeError for an unknown example or tag */
  untag(id: number | string, ...tags: string[]): this {
    const ticks = this.#ticksOf(id);
    for (const tag of tags) this.#checkTag(tag);
    for (const tag of tags) ticks.delete(tag);
    return this.#changed();
  }

  /** Writes the comment of an example. @throws RangeError for an unknown example */
  comment(id: number | string, text: string): this {
    this.#ticksOf(id);
    this.#comments.set(String(id), text);
    return this.#changed();
  }

  /** Count, share and ceiling of every tag, in column order. */
  totals(): TagTotal[] {
    return this.#tags.map((tag) => {
      const count = [...this.#ticks.values()].filter((ticks) => ticks.has(tag)).length;
      const share = count / this.#examples.size;
      return { tag, count, share, errorAfter: this.errorRate * (1 - share), ceiling: this.errorRate * share };
    });
  }

  /** Calls the listener after every change. @returns the function that stops it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Takes tags, ticks and comments over from the text of a CSV file that `saveErrorTable` wrote. @throws RangeError for an unknown example */
  readCsv(text: string): this {
    for (const row of errorTableFromCsv(text)) {
      const id = row.id;
      this.#ticksOf(id);
      for (const tag of row.columns) if (!this.#tags.includes(tag)) this.addTag(tag);
      this.#ticks.set(id, new Set(row.ticked));
      this.#comments.set(id, row.comment);
    }
    return this.#changed();
  }

  /** The table as one self-contained piece of HTML, with images and totals. */
  toHtml(): string {
    return errorTableToHtml(this);
  }

  #ticksOf(id: number | string): Set<string> {
    const ticks = this.#ticks.get(String(id));
    if (ticks) return ticks;
    const known = [...this.#examples.keys()];
    throw new RangeError(`id must be an example of the table (${known.slice(0, 5).join(', ')}${known.length > 5 ? ', …' : ''}), got ${id}`);
  }

  #checkTag(tag: string): void {
    if (this.#tags.includes(tag)) return;
    throw new RangeError(`tag must be one of ${this.#tags.map((t) => `'${t}'`).join(', ')}, got '${tag}'${didYouMean(tag, this.#tags)}`);
  }

  #changed(): this {
    for (const listener of this.#listeners) listener();
    return this;
  }
}
