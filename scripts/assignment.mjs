#!/usr/bin/env node
/** `npm run assignment`: makes the students' version of an assignment, and checks that nothing of the solution is left in it; hands it out and collects; keeps and restores the course. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { leaks, pointsForNothing } from 'kernel-helpers/grader';
import { backup, restore } from './backup/backup.mjs';
import { CommandError, runCommand } from './cli.mjs';
import { checkGradebook, gradebookVersion } from './grade/gradebook-version.mjs';
import { checkAssignment, checkCourse, lastWords, nbgrader, ownCourse } from './grade/nbgrader.mjs';
import { SetupError } from './setup/step.mjs';

/** @param {string} course @param {string} name */
async function release(course, name) {
  const { status, output } = await nbgrader(['generate_assignment', name, '--force'], { course });
  if (status !== 0) throw new SetupError(`release of ${name} failed: ${lastWords(output)}`);
  const [source, made] = [path.join(course, 'source', name), path.join(course, 'release', name)];
  const found = [...leaks(source, made), ...(await checksForNothing(source, made))];
  if (found.length > 0) throw new SetupError(`release/${name} must not be handed out:\n${found.map((text) => `  ${text}`).join('\n')}`);
  console.log(`release/${name}: ${readdirSync(made).join(', ')}`);
}

/** The lecturer's own files: they run without walls. @param {string} source @param {string} made */
async function checksForNothing(source, made) {
  const found = [];
  for (const file of readdirSync(source).filter((one) => one.endsWith('.ipynb')))
    found.push(...(await pointsForNothing(path.join(source, file), path.join(made, file), made, 'none')));
  return found;
}

/**
 * Publishes again what was published before: students who fetched it keep what they have.
 * @param {string} course @param {string} name
 */
async function publish(course, name) {
  await release(course, name);
  const { status, output } = await nbgrader(['release_assignment', name, '--force'], { course });
  if (status !== 0) throw new SetupError(`${name} could not be published: ${lastWords(output)}`);
  console.log(`${name} is in the exchange`);
}

/** @param {string} course @param {string} name */
async function collect(course, name) {
  const { status, output } = await nbgrader(['collect', name, '--update'], { course });
  if (status !== 0) throw new SetupError(`${name} could not be collected: ${lastWords(output)}`);
  const lines = output.split('\n');
  for (const line of lines) if (/Not collected: /.test(line)) console.log(line.replace(/^.*?Not collected/, 'Not collected'));
  const count = lines.filter((line) => /(Collecting|Updating) submission/.test(line)).length;
  console.log(`${count} collected or updated in ${path.relative(process.cwd(), path.join(course, 'submitted'))}`);
}

/** @param {string} course */
function list(course) {
  for (const one of readdirSync(path.join(course, 'source')))
    console.log(`${one}${existsSync(path.join(course, 'release', one)) ? ' (released)' : ''}`);
}

/** nbgrader's exchange, where it is on this machine. */
function exchangeFolder() {
  const folder = process.env.LECTURE_LAB_EXCHANGE ?? '/srv/nbgrader/exchange';
  if (existsSync(folder)) return folder;
  if (process.env.LECTURE_LAB_EXCHANGE) throw new CommandError(`LECTURE_LAB_EXCHANGE must be a folder, got ${folder}`, { kind: 'usage' });
  return undefined;
}

/** @param {string} course @param {string} out */
async function makeBackup(course, out) {
  const exchange = exchangeFolder();
  const { file, count } = await backup({ course, exchange, out, say: console.log });
  const held = exchange ? 'course, gradebook and exchange' : 'course and gradebook (no exchange on this machine)';
  console.log(`${path.relative(process.cwd(), file)}: ${count} files, ${held}, checked`);
}

/** @param {string} course @param {string} file */
async function restoreBackup(course, file) {
  const exchange = process.env.LECTURE_LAB_EXCHANGE ?? exchangeFolder();
  const { manifest, exchange: both } = await restore({ file: path.resolve(file), course, exchange, say: console.log });
  console.log(
    `The course is as of ${manifest.made}${manifest.exchange && !both ? '; its exchange was not restored: LECTURE_LAB_EXCHANGE says where' : ''}.`,
  );
}

/** The gradebook gets the schema of the installed nbgrader, after a backup. @param {string} course @param {string} out */
async function migrate(course, out) {
  const version = gradebookVersion(course);
  if (version === 'none' || version === 'same') return console.log('The gradebook needs no migration.');
  if (version !== 'older') checkGradebook(course, version);
  await makeBackup(course, out);
  const { status, output } = await nbgrader(['db', 'upgrade'], { course });
  if (status !== 0 || gradebookVersion(course) !== 'same')
    throw new CommandError(`The gradebook could not be migrated: ${lastWords(output)}`, {
      remedy: 'npm run assignment -- restore FILE (the backup above)',
    });
  console.log('The gradebook has the schema of the installed nbgrader.');
}

const actions = { release, publish, collect };

await runCommand(import.meta, {
  usage: `npm run assignment -- release|publish|collect NAME [--course DIR]
npm run assignment -- list [--course DIR]
npm run assignment -- backup|migrate [--out FOLDER] [--course DIR]
npm run assignment -- restore FILE [--course DIR]`,
  about: 'Makes the version of an assignment for students, hands it out and collects; keeps the course in backups and restores it.',
  words: {
    'release NAME': 'makes release/NAME from source/NAME: solutions become stubs, hidden tests go; refuses where one is left',
    'publish NAME': "the same, and puts it into nbgrader's exchange folder, where students fetch it (LECTURE_LAB_EXCHANGE says where)",
    'collect NAME': 'fetches the newest of what each student handed in through the exchange into submitted/',
    list: 'the assignments of the course and whether they are released',
    backup: 'sources, submissions, gradebook (also while it is in use) and the exchange in one file, which is checked',
    migrate: 'after an update of nbgrader: a backup, then the gradebook gets the new schema',
    'restore FILE': 'puts a backup in the place of course and exchange; what stood there is kept beside it',
  },
  takes: [1, 2],
  options: {
    course: { type: 'string', value: 'DIR', help: 'an nbgrader course folder of TypeScript notebooks (default: notebooks/assignments)' },
    out: { type: 'string', value: 'FOLDER', help: 'where backups go (default: backups beside the course folder)' },
  },
  async run({ course: folder, out }, [action = '', name]) {
    const given = path.resolve(folder ?? ownCourse);
    if (action === 'restore') {
      if (name === undefined) throw new CommandError('FILE is missing.', { kind: 'usage' });
      return restoreBackup(given, name);
    }
    const backups = path.resolve(out ?? path.join(given, '../backups'));
    // A gradebook of an older nbgrader is kept and migrated; no other action works on it.
    if (action === 'backup' || action === 'migrate') {
      if (!existsSync(path.join(given, 'source'))) checkCourse(given);
      return action === 'backup' ? makeBackup(given, backups) : migrate(given, backups);
    }
    const course = checkCourse(given);
    if (action === 'list') return list(course);
    const act = Object.hasOwn(actions, action) ? actions[/** @type {keyof typeof actions} */ (action)] : undefined;
    if (!act)
      throw new CommandError(`The action must be one of release, publish, collect, list, backup, restore, migrate, got ${action}`, {
        kind: 'usage',
      });
    if (name === undefined) throw new CommandError('NAME is missing.', { kind: 'usage' });
    checkAssignment(course, name);
    await act(course, name);
  },
});
