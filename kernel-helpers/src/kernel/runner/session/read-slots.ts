/** The values of the cells' variables: the slots are variables of the realm, and to read one runs nothing. */
import type { SlotName } from '../../shared/session.js';
import { makeFunction } from '../runtime/realm.js';
import { own } from './own.js';

/** Slots are made by the compiler; nothing else is ever evaluated here. */
const name = /^[\p{ID_Start}$_][\p{ID_Continue}$\u02d0]*$/u;

export function readSlots(slots: readonly SlotName[]): unknown[] {
  const readers = slots.map(({ slot }) => (name.test(slot) ? `() => ${slot}` : '() => undefined'));
  const values = makeFunction<() => (() => unknown)[]>('function () {', `return [${readers.join(', ')}]`, '«session»')();
  return slots.map(({ member }, i) => {
    const value = read(values[i]);
    return member === undefined ? value : own(value, member);
  });
}

/** A cell that was ended early may have left a slot undeclared. */
function read(reader: (() => unknown) | undefined): unknown {
  try {
    return reader?.();
  } catch {
    return undefined;
  }
}
