/** A JupyterHub of the test's own, in a folder that it keeps between runs, with the configuration that the project ships. */
import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { hubFolder, hubVenv, installHub } from '../../scripts/hub/install.mjs';

const python = path.join(projectRoot, '.venv/bin/python');

/** Skips where JupyterHub is not there and cannot be installed; in CI that is a failure. */
export function needsHub(context: Mocha.Context): void {
  const trouble = installHub();
  if (trouble === undefined) return;
  assert.ok(!process.env.CI, trouble);
  console.log('      JupyterHub could not be installed (no network?): skipped');
  context.skip();
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

export interface Hub {
  readonly url: string;
  readonly password: string;
  readonly homes: string;
  log(): string;
  stop(): Promise<void>;
}

/** @param options `users`: a user id for each name, or none where ids cannot be changed */
export async function startHub(options: {
  folder: string;
  exchange: string;
  users: Readonly<Record<string, number>>;
  lecturers: readonly string[];
}): Promise<Hub> {
  const [port, inner, api] = [await freePort(), await freePort(), await freePort()];
  const password = randomBytes(12).toString('hex');
  const homes = path.join(options.folder, 'homes');
  const state = path.join(options.folder, 'hub');
  for (const folder of [homes, state]) mkdirSync(folder, { mode: 0o755 });
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(JUPYTER|LECTURE_LAB|CONFIGPROXY)/.test(name)));
  const hub: ChildProcess = spawn(
    path.join(hubVenv, 'bin/jupyterhub'),
    ['--config', path.join(projectRoot, 'scripts/hub/trial_config.py')],
    {
      cwd: state,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        PATH: [path.join(hubFolder, 'node_modules/.bin'), path.join(hubVenv, 'bin'), process.env.PATH].join(path.delimiter),
        HUB_CONFIG: path.join(projectRoot, 'scripts/hub/jupyterhub_config.py'),
        HUB_FOLDER: state,
        HUB_HOMES: homes,
        HUB_PASSWORD: password,
        HUB_PORT: String(port),
        HUB_INNER_PORT: String(inner),
        HUB_PROXY_PORT: String(api),
        HUB_USERS: Object.entries(options.users)
          .map(([name, id]) => `${name}=${id}`)
          .join(' '),
        LECTURE_LAB_EXCHANGE: options.exchange,
        LECTURE_LAB_LECTURERS: options.lecturers.join(' '),
      },
    },
  );
  let log = '';
  for (const stream of [hub.stdout!, hub.stderr!])
    stream.setEncoding('utf8').on('data', (chunk: string) => (log += chunk.replace(/^.*(GET \/hub\/api\/users|Skipping XSRF).*\n/gm, '')));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await answers(`${url}/hub/health`)); tries++) {
    if (hub.exitCode !== null || tries > 300) throw new Error(`JupyterHub did not start:\n${log.slice(-4000)}`);
    await new Promise((resume) => setTimeout(resume, 200));
  }
  return {
    url,
    password,
    homes,
    log: () => log,
    async stop() {
      if (hub.exitCode !== null) return;
      const ended = new Promise((resolve) => hub.once('exit', resolve));
      hub.kill('SIGTERM');
      const timer = setTimeout(() => hub.kill('SIGKILL'), 30_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

const answers = async (url: string) => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

/** What a user saw who did what the plan says, see `user.py`. */
export function visit(hub: Hub, name: string, plan: unknown, password = hub.password): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [path.join(projectRoot, 'test/hub/user.py'), hub.url, name, password], { stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.on('error', reject).on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out) as Record<string, unknown>);
      else reject(new Error(`${name}: ${said.slice(-3000)}\n${hub.log().slice(-3000)}`));
    });
    child.stdin.end(JSON.stringify(plan));
  });
}
