/**
 * Fingerprints of a text by winnowing: of each row of hashes one is kept, so that two texts that share a long enough piece share a fingerprint.
 * Source: S. Schleimer, D. Wilkerson, A. Aiken, Winnowing: Local Algorithms for Document Fingerprinting, SIGMOD 2003.
 */
import { fnv1a } from '../../core/fnv1a.js';
import type { Token } from './tokens.js';

/** Tokens in a piece that is hashed: shorter agreements are noise. */
export const pieceLength = 12;
/** Hashes of which one is kept: every agreement of `pieceLength + rowLength − 1` tokens is found. */
export const rowLength = 5;

export interface Fingerprint {
  readonly hash: number;
  /** The piece in the text. */
  readonly start: number;
  readonly end: number;
}

/** The fingerprints in the order of the text. */
export function fingerprintsOf(tokens: readonly Token[]): Fingerprint[] {
  const encoder = new TextEncoder();
  const pieces: Fingerprint[] = [];
  for (let i = 0; i + pieceLength <= tokens.length; i++) {
    const piece = tokens.slice(i, i + pieceLength);
    const [first, last] = [piece[0], piece.at(-1)];
    if (first && last)
      pieces.push({ hash: fnv1a(encoder.encode(piece.map(({ kind }) => kind).join(' '))), start: first.start, end: last.end });
  }
  const kept = new Set<Fingerprint>();
  for (let i = 0; i + Math.min(rowLength, pieces.length) <= pieces.length; i++) {
    const row = pieces.slice(i, i + rowLength);
    // Of equal ones the last: it stays the least for longer, so that fewer are kept.
    const least = row.reduce<Fingerprint | undefined>((best, one) => (best && best.hash < one.hash ? best : one), undefined);
    if (least) kept.add(least);
  }
  return [...kept];
}
