/** Wrong answers made from a notebook's model answers: none of them may be called right, and none may stop "Run All". */

/** How a right number, a right word and a right function become wrong, three ways each. */
const numbers = [(e: string) => `1.5 * (${e}) + 1`, (e: string) => `-(${e}) - 2`, (e: string) => `(${e}) / 3 - 0.7`];
const words = [(e: string) => `(${e}) + '1'`, () => `'x'`, (e: string) => `(${e}).slice(1)`];
const bodies = ['return arguments[0] as never;', 'return 0 as never;', "throw new Error('no idea');"];
/** Where NaN is the right answer, arithmetic cannot make a wrong one of it. */
const notNaN = (wrong: string, k: number) => `((x: number) => Number.isNaN(x) ? ${[0, 1, -1][k]} : x)(${wrong})`;

/** The declarations in the ts blocks of a model answer. */
const declarations = (markdown: string) =>
  [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].flatMap(([, code = '']) =>
    code.trimEnd().split(/\n(?=(?:const|let|(?:async )?function) )/),
  );

function wrongDeclaration(declaration: string, k: number): string {
  const constant = /^((?:const|let) \w+)(: [^=]+)? =\s+([\s\S]+?);(?: *\/\/.*)?$/.exec(declaration);
  if (constant) {
    const [, name, type = '', right = ''] = constant;
    return `${name}${type} = ${type.includes('string') ? words[k]!(right) : notNaN(numbers[k]!(right), k)};`;
  }
  const head = /^(?:async )?function [\s\S]*?\{$/m.exec(declaration)?.[0];
  if (head === undefined) throw new Error(`a model answer is neither a constant nor a function:\n${declaration}`);
  return `${head}\n  ${bodies[k]}\n}`;
}

/** Three wrong answers in the form of a model answer; none where the answer has no code. */
export function wrongAnswers(markdown: string): string[] {
  const right = declarations(markdown);
  if (right.length === 0) return [];
  return [0, 1, 2].map((k) => `\`\`\`ts\n${right.map((declaration) => wrongDeclaration(declaration, k)).join('\n')}\n\`\`\`\n`);
}

/** What a model answer computes, without white space: text that an exercise must not show. */
export const rightExpressions = (markdown: string): string[] =>
  declarations(markdown).flatMap((declaration) => {
    const right = /^(?:const|let) \w+(?:: [^=]+)? =\s+([\s\S]+?);/.exec(declaration)?.[1];
    return right === undefined ? [] : [right.replace(/\s/g, '')];
  });
