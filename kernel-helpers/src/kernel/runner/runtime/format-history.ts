/** What `model.fit` of TensorFlow.js returns, known by its members: it also holds the validation data and the whole model. */

interface HistoryLike {
  readonly epoch: readonly number[];
  readonly history: Readonly<Record<string, readonly unknown[]>>;
}

export function isHistoryLike(value: unknown): value is HistoryLike {
  if (typeof value !== 'object' || value === null || !('setModel' in value)) return false;
  const { epoch, history } = value as Partial<HistoryLike>;
  return Array.isArray(epoch) && typeof history === 'object' && history !== null && Object.values(history).every(Array.isArray);
}

/** The first and the last epoch of each number, the validation's behind the others. */
export function historyText({ epoch, history }: HistoryLike): string {
  const names = Object.keys(history).sort((a, b) => Number(a.startsWith('val_')) - Number(b.startsWith('val_')));
  const numbers = names.map((name) => {
    const [first, last] = [history[name]?.[0], history[name]?.at(-1)];
    return `${name} ${short(first)}${epoch.length > 1 ? ` → ${short(last)}` : ''}`;
  });
  const count = `${epoch.length} epoch${epoch.length === 1 ? '' : 's'}`;
  return `History of ${count}${numbers.length ? `: ${numbers.join(', ')}. Each epoch is in history.history` : ''}`;
}

const short = (value: unknown): string => (typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value));
