#!/usr/bin/env node
/** `npm run assignment`: makes the students' version of an assignment, and checks that nothing of the solution is left in it; hands it out and collects. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { leaks, pointsForNothing } from 'kernel-helpers/grader';
import { CommandError, runCommand } from './cli.mjs';
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
  // Whoever hands in says who it is; the owner of the folder is who it was.
  for (const line of lines) if (/claims to be submitted by/.test(line)) console.log(`Look at this: ${line.trim()}`);
  const count = lines.filter((line) => /(Collecting|Updating) submission/.test(line)).length;
  console.log(`${count} collected or updated in ${path.relative(process.cwd(), path.join(course, 'submitted'))}`);
}

/** @param {string} course */
function list(course) {
  for (const one of readdirSync(path.join(course, 'source')))
    console.log(`${one}${existsSync(path.join(course, 'release', one)) ? ' (released)' : ''}`);
}

const actions = { release, publish, collect };

await runCommand(import.meta, {
  usage: `npm run assignment -- release|publish|collect NAME [--course DIR]
npm run assignment -- list [--course DIR]`,
  about: 'Makes the version of an assignment for students, hands it out and collects.',
  words: {
    'release NAME': 'makes release/NAME from source/NAME: solutions become stubs, hidden tests go; refuses where one is left',
    'publish NAME': "the same, and puts it into nbgrader's exchange folder, where students fetch it (LECTURE_LAB_EXCHANGE says where)",
    'collect NAME': 'fetches the newest of what each student handed in through the exchange into submitted/',
    list: 'the assignments of the course and whether they are released',
  },
  takes: [1, 2],
  options: {
    course: { type: 'string', value: 'DIR', help: 'an nbgrader course folder of TypeScript notebooks (default: notebooks/assignments)' },
  },
  async run({ course: folder }, [action = '', name]) {
    const course = checkCourse(path.resolve(folder ?? ownCourse));
    if (action === 'list') return list(course);
    const act = Object.hasOwn(actions, action) ? actions[/** @type {keyof typeof actions} */ (action)] : undefined;
    if (!act) throw new CommandError(`The action must be one of release, publish, collect, list, got ${action}`, { kind: 'usage' });
    if (name === undefined) throw new CommandError('NAME is missing.', { kind: 'usage' });
    checkAssignment(course, name);
    await act(course, name);
  },
});
