/** How much the texts of a class have in common, pair by pair. */
import { tokensOf } from './tokens.js';
import { type Fingerprint, fingerprintsOf } from './winnow.js';

export interface Work {
  readonly student: string;
  readonly text: string;
}

/** A piece of a text, from one place to another. */
export type Span = readonly [start: number, end: number];

export interface Pair {
  readonly students: readonly [string, string];
  /** Fingerprints in common, of those of the shorter text, in [0, 1]. */
  readonly similarity: number;
  /** How many fingerprints they have in common. */
  readonly shared: number;
  /** Where these stand in each text. */
  readonly spans: readonly [readonly Span[], readonly Span[]];
}

export interface CompareOptions {
  /** A text that all were given: what stands in it does not count. */
  readonly given?: string;
  /** What more than this share of the class has does not count either, in (0, 1]; default 0.5, in classes of at least 6. */
  readonly common?: number;
  /** Pairs below this similarity are left out, in [0, 1]; default 0.2. */
  readonly least?: number;
}

/** Below this size everybody may be in the group that copied. */
const smallClass = 6;

function joined(prints: readonly Fingerprint[], shared: ReadonlySet<number>): Span[] {
  const spans: [number, number][] = [];
  for (const { start, end } of prints.filter(({ hash }) => shared.has(hash)).sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else spans.push([start, end]);
  }
  return spans;
}

/** Fingerprints of every text, without those that say nothing of a pair. */
function tellingPrints(works: readonly Work[], { given = '', common = 0.5 }: CompareOptions): Fingerprint[][] {
  const usual = new Set(fingerprintsOf(tokensOf(given)).map(({ hash }) => hash));
  const all = works.map(({ text }) => fingerprintsOf(tokensOf(text)));
  const owners = new Map<number, number>();
  for (const prints of all) for (const hash of new Set(prints.map((print) => print.hash))) owners.set(hash, (owners.get(hash) ?? 0) + 1);
  const most = works.length < smallClass ? works.length : common * works.length;
  return all.map((prints) => prints.filter(({ hash }) => !usual.has(hash) && (owners.get(hash) ?? 0) <= most));
}

/**
 * Pairs with something in common, the most similar first.
 *
 * Similarity: |A ∩ B| / min(|A|, |B|) of the sets of fingerprints. Names, numbers, comments and layout do not matter; the order of the statements
 * does only within a piece. It shows where to look and proves nothing: a short task has few right answers.
 *
 * @throws RangeError for options outside their range
 */
export function similarPairs(works: readonly Work[], options: CompareOptions = {}): Pair[] {
  const { least = 0.2, common = 0.5 } = options;
  if (!(least >= 0 && least <= 1)) throw new RangeError(`least must be in [0, 1], got ${least}`);
  if (!(common > 0 && common <= 1)) throw new RangeError(`common must be in (0, 1], got ${common}`);
  const prints = tellingPrints(works, options);
  const sets = prints.map((list) => new Set(list.map(({ hash }) => hash)));
  const pairs: Pair[] = [];
  for (const [i, a] of works.entries()) {
    for (let j = i + 1; j < works.length; j++) {
      const [mine, theirs, b] = [sets[i], sets[j], works[j]];
      if (!mine || !theirs || !b || mine.size === 0 || theirs.size === 0) continue;
      const shared = new Set([...mine].filter((hash) => theirs.has(hash)));
      const similarity = shared.size / Math.min(mine.size, theirs.size);
      if (shared.size === 0 || similarity < least) continue;
      const spans = [joined(prints[i] ?? [], shared), joined(prints[j] ?? [], shared)] as const;
      pairs.push({ students: [a.student, b.student], similarity, shared: shared.size, spans });
    }
  }
  return pairs.sort((x, y) => y.similarity - x.similarity || y.shared - x.shared);
}
