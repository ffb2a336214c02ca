/** `createInterface` over a file's text (see `createReadStream`). */
export function createInterface({ input }: { input: { text: string } }): Iterable<string> & { close(): void } {
  const lines = input.text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return Object.assign(lines, { close: (): void => undefined });
}

export class Interface {
  question(): void {}
}

// biome-ignore lint/style/noDefaultExport: as Node's module has it
export default { createInterface, Interface };
