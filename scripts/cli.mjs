/**
 * The common part of all commands: arguments, `--help`, and the display of errors. Plain Node without
 * packages: set-up runs on it before `npm ci`.
 */
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CommandError, explainsItself } from './command-error.mjs';

export { CommandError };

/**
 * @typedef {object} Option an option in the form of Node's `parseArgs`, with its text in `--help`
 * @property {'string' | 'boolean'} type
 * @property {string} help
 * @property {string} [value] the name of its value in the help, such as FOLDER
 * @property {boolean} [multiple] may be given several times
 * @property {string} [short]
 */

/**
 * @template {Record<string, Option>} O
 * @typedef {{ [K in keyof O]?: O[K] extends { type: 'boolean' } ? boolean : O[K] extends { multiple: true } ? string[] : string }} Values
 */

/**
 * @template {Record<string, Option>} O
 * @typedef {object} Command
 * @property {string} usage how to call it, one line for each form
 * @property {string | (() => string | Promise<string>)} about what it does
 * @property {Record<string, string>} [words] the arguments that are not options, each with its text in `--help`
 * @property {[least: number, most: number]} [takes] how many such arguments it takes; none by default
 * @property {O} [options]
 * @property {string} [notes] text of `--help` after the options
 * @property {(values: Values<O>, words: string[]) => number | void | Promise<number | void>} run runs the command; returns the exit status if it is not 0
 * @property {() => void} [failed] called after an error was shown
 */

/**
 * Runs a command if Node was started with its file; does nothing if the file is only imported. A CommandError is shown without
 * a stack. After an error the exit status is 1.
 * @template {Record<string, Option>} const O
 * @param {ImportMeta} meta the command file's `import.meta`
 * @param {Command<O>} command
 */
export async function runCommand(meta, command) {
  if (!isProgram(meta)) return;
  try {
    const { values, positionals } = readArguments(command);
    if (values.help) console.log(await helpOf(command));
    else process.exitCode = (await command.run(/** @type {Values<O>} */ (values), positionals)) ?? process.exitCode;
  } catch (error) {
    console.error(explainsItself(error) ? explanation(error, command.usage) : error);
    command.failed?.();
    process.exitCode = 1;
  }
}

/** @param {ImportMeta} meta */
function isProgram(meta) {
  const [, program] = process.argv;
  if (!program || !existsSync(program)) return false; // `node -e` and the like
  // Both paths are resolved: otherwise a command of a project behind a symbolic link would do nothing without an error.
  return realpathSync(program) === realpathSync(fileURLToPath(meta.url));
}

/**
 * @param {Pick<Command<any>, 'options' | 'takes' | 'words'>} command
 * @returns {{ values: { help?: boolean }, positionals: string[] }}
 */
function readArguments({ options = {}, takes: [least, most] = [0, 0], words = {} }) {
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options: { ...options, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!code.startsWith('ERR_PARSE_ARGS')) throw error;
    const known = ['help', ...Object.keys(options)].map((name) => `--${name}`);
    // Node's error for an unknown option explains dashes; a list of the options helps more.
    const text = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? `${message.split('. ')[0]}. There are: ${known.join(', ')}` : message;
    throw new CommandError(text, { kind: 'usage' });
  }
  const { positionals } = parsed;
  const values = /** @type {{ help?: boolean }} */ (parsed.values);
  if (!values.help && positionals.length < least) {
    throw new CommandError(`${Object.keys(words)[positionals.length] ?? 'An argument'} is missing.`, { kind: 'usage' });
  }
  if (!values.help && positionals.length > most) {
    throw new CommandError(`At most ${most} argument${most === 1 ? '' : 's'} without dashes, got also ${positionals[most]}.`, {
      kind: 'usage',
    });
  }
  return { values, positionals };
}

/** @param {Pick<Command<any>, 'usage' | 'about' | 'words' | 'options' | 'notes'>} command */
async function helpOf({ usage, about, words = {}, options = {}, notes }) {
  /** @type {[string, string][]} */
  const rows = [
    ...Object.entries(words),
    ...Object.entries(/** @type {Record<string, Option>} */ (options)).map(
      ([name, { value, help }]) => /** @type {[string, string]} */ ([`--${name}${value ? ` ${value}` : ''}`, help]),
    ),
    ['--help', 'this text'],
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const line = (/** @type {[string, string]} */ [name, text]) =>
    `  ${name.padEnd(width)}${text.replaceAll('\n', `\n  ${' '.repeat(width)}`)}`;
  const parts = [usage, typeof about === 'function' ? await about() : about, rows.map(line).join('\n'), notes];
  return parts.filter(Boolean).join('\n\n');
}

/**
 * @param {Error & { kind: string, remedy?: string }} error
 * @param {string} usage
 */
function explanation({ message, kind, remedy }, usage) {
  const more = kind === 'usage' ? `Usage: ${usage.replaceAll('\n', '\n       ')}\n(--help explains it)` : remedy;
  return more ? `${message}\n${more}` : message;
}

/**
 * The whole number in the value of an option.
 * @param {string} name with its dashes
 * @param {string} text
 * @param {[least: number, most: number]} range
 * @throws {CommandError} of kind `usage`
 */
export function wholeNumber(name, text, [least, most]) {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  const range = most === Infinity ? `of at least ${least}` : `in [${least}, ${most}]`;
  throw new CommandError(`${name} must be a whole number ${range}, got ${text}`, { kind: 'usage' });
}
