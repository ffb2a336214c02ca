/**
 * The API report of kernel-helpers, made from its sources. It lists for each public name its kind, its signature and the first sentence of its
 * documentation, in the order of `src/index.ts`.
 */
import path from 'node:path';
import ts from 'typescript';
import { inRoot } from '../setup/paths.mjs';

/** Path of the report. */
export const reportFile = inRoot('kernel-helpers/api.md');

const head = `# The public names of kernel-helpers

Made of the sources by \`npm run api\`; a test compares it with them, so that a change of the public face shows in review.
The names are listed in \`src/index.ts\`. Each is used by a notebook, an assignment or an example in \`docs/EXAMPLES.md\`.
`;

/**
 * @typedef {object} PublicName
 * @property {string} name
 * @property {string} room the folder of its source
 * @property {'function' | 'class' | 'interface' | 'type' | 'constant'} kind
 * @property {string[]} signature its first line, then a line for each member
 * @property {string} sentence
 * @property {Set<string>} mentions the identifiers in its signature
 */

/** @returns {ts.Program} the sources of kernel-helpers, as they are built */
export function helpersProgram() {
  const { config } = ts.readConfigFile(inRoot('kernel-helpers/tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, inRoot('kernel-helpers'));
  return ts.createProgram([inRoot('kernel-helpers/src/index.ts')], { ...options, noEmit: true, incremental: false });
}

/**
 * The public names, in the order of the file that publishes them.
 * @param {ts.Program} program
 * @returns {PublicName[]}
 */
export function publicNames(program) {
  const checker = program.getTypeChecker();
  const index = program.getSourceFile(inRoot('kernel-helpers/src/index.ts'));
  const module = index && checker.getSymbolAtLocation(index);
  if (!module) throw new Error('kernel-helpers/src/index.ts publishes nothing');
  return checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declarations = (target.declarations ?? []).filter((node) => !ts.isExportSpecifier(node));
    const [first] = declarations;
    if (!first) throw new Error(`${symbol.name} is declared nowhere`);
    const room = path.relative(inRoot('kernel-helpers/src'), first.getSourceFile().fileName).split(path.sep)[0] ?? '';
    const parts = declarations.map((node) => described(symbol.name, node, checker));
    const [{ kind }] = /** @type {[ReturnType<typeof described>]} */ (parts);
    const sentence = firstSentence(ts.displayPartsToString(target.getDocumentationComment(checker)));
    const signature = parts.flatMap((part) => part.signature);
    return { name: symbol.name, room, kind, signature, sentence, mentions: new Set(signature.join(' ').match(/[A-Za-z_$][\w$]*/g)) };
  });
}

/** @param {PublicName[]} names @returns {string} the report as Markdown */
export function apiReport(names) {
  const rooms = [...new Set(names.map(({ room }) => room))].sort();
  const parts = rooms.map((room) => {
    const own = names.filter((name) => name.room === room).sort((a, b) => (a.name < b.name ? -1 : 1));
    const entries = own.map(({ sentence, signature }) => [...(sentence ? [`// ${sentence}`] : []), ...signature].join('\n'));
    return `## ${room}\n\n\`\`\`ts\n${entries.join('\n\n')}\n\`\`\`\n`;
  });
  return `${head}\n${parts.join('\n')}`;
}

/** @param {string} name @param {ts.Declaration} node @param {ts.TypeChecker} checker @returns {Pick<PublicName, 'kind' | 'signature'>} */
function described(name, node, checker) {
  if (ts.isFunctionDeclaration(node)) return { kind: 'function', signature: [`function ${name}${callOf(node, checker)}`] };
  if (ts.isInterfaceDeclaration(node)) {
    return { kind: 'interface', signature: [`interface ${name}${typeHead(node)} {`, ...membersOf(node.members, checker), '}'] };
  }
  if (ts.isClassDeclaration(node)) {
    return { kind: 'class', signature: [`class ${name}${typeHead(node)} {`, ...membersOf(node.members, checker), '}'] };
  }
  if (ts.isTypeAliasDeclaration(node)) {
    return { kind: 'type', signature: [`type ${name}${typeHead(node)} = ${oneLine(node.type)}`] };
  }
  if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) {
    const type = ts.isVariableDeclaration(node) && node.type ? oneLine(node.type) : inferred(node, checker);
    return { kind: 'constant', signature: [`const ${name}: ${type}`] };
  }
  if (ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isSourceFile(node) || ts.isModuleDeclaration(node)) {
    return { kind: 'constant', signature: [`namespace ${name}`] };
  }
  throw new Error(`${name}: the report knows no ${ts.SyntaxKind[node.kind]}`);
}

/** @param {ts.FunctionLikeDeclaration | ts.MethodSignature} node @param {ts.TypeChecker} checker */
function callOf(node, checker) {
  const types = node.typeParameters ? `<${node.typeParameters.map(oneLine).join(', ')}>` : '';
  const parameters = node.parameters.map(oneLine).join(', ');
  const signature = checker.getSignatureFromDeclaration(node);
  const result = node.type ? oneLine(node.type) : signature ? typeText(checker.getReturnTypeOfSignature(signature), node, checker) : 'void';
  return ts.isConstructorDeclaration(node) ? `${types}(${parameters})` : `${types}(${parameters}): ${result}`;
}

/** @param {ts.InterfaceDeclaration | ts.ClassDeclaration | ts.TypeAliasDeclaration} node */
function typeHead(node) {
  const types = node.typeParameters ? `<${node.typeParameters.map(oneLine).join(', ')}>` : '';
  const heritage = ts.isTypeAliasDeclaration(node) ? '' : (node.heritageClauses ?? []).map((clause) => ` ${oneLine(clause)}`).join('');
  return types + heritage;
}

/** @param {ts.NodeArray<ts.TypeElement | ts.ClassElement>} members @param {ts.TypeChecker} checker @returns {string[]} the public ones */
function membersOf(members, checker) {
  return members.filter(isPublic).map((member) => {
    if (ts.isConstructorDeclaration(member)) return `  new ${callOf(member, checker)}`;
    const name = member.name ? member.name.getText() : '';
    if (ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member)) {
      const marks = ts.isGetAccessorDeclaration(member) ? 'get ' : '';
      const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static ? 'static ' : '';
      return `  ${isStatic}${marks}${name}${member.questionToken ? '?' : ''}${callOf(member, checker)}`;
    }
    if (ts.isPropertyDeclaration(member)) {
      const readonly = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Readonly ? 'readonly ' : '';
      return `  ${readonly}${name}: ${member.type ? oneLine(member.type) : inferred(member, checker)}`;
    }
    return `  ${oneLine(member).replace(/[;,]$/, '')}`;
  });
}

/** @param {ts.TypeElement | ts.ClassElement} member */
function isPublic(member) {
  if (member.name && ts.isPrivateIdentifier(member.name)) return false;
  if (ts.isClassStaticBlockDeclaration(member)) return false;
  return !(ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));
}

/** @param {ts.Node} node @param {ts.TypeChecker} checker */
const inferred = (node, checker) => typeText(checker.getTypeAtLocation(node), node, checker);

/** @param {ts.Type} type @param {ts.Node} node @param {ts.TypeChecker} checker */
const typeText = (type, node, checker) => checker.typeToString(type, node, ts.TypeFormatFlags.NoTruncation);

/** The source text of a node in one line, without its comments. @param {ts.Node} node */
function oneLine(node) {
  const printed = ts.createPrinter({ removeComments: true }).printNode(ts.EmitHint.Unspecified, node, node.getSourceFile());
  return printed.replace(/\s+/g, ' ').trim();
}

/** @param {string} text */
function firstSentence(text) {
  const [paragraph = ''] = text.split('\n\n');
  const line = paragraph.replace(/\s+/g, ' ').trim();
  return /^.*?\.(?= [A-Z`(*]|$)/.exec(line)?.[0] ?? line;
}
