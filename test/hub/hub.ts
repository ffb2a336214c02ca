/** A JupyterHub of the test's own, in a folder that it keeps between runs, with the configuration that the project ships. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';

const place = path.join(projectRoot, '.lab/hub');
const venv = path.join(place, 'venv');
const requirements = path.join(projectRoot, 'scripts/hub/requirements.txt');
/** The release of the proxy that COURSE.md names; it runs on every Node that the lab runs on. */
export const proxy = 'configurable-http-proxy@5.1.0';
const python = path.join(projectRoot, '.venv/bin/python');

/**
 * JupyterHub and its proxy, installed once. The environment sees the packages of `.venv` (JupyterLab, nbgrader) and adds to them, so that the
 * user's own environment stays as it is.
 * @returns why it could not be installed, or `undefined`
 */
export function install(): string | undefined {
  const want = `${readFileSync(requirements, 'utf8')}${proxy}\n`;
  const stamp = path.join(place, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return undefined;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  // A package of its own: the proxy must not become a dependency of the project.
  writeFileSync(path.join(place, 'package.json'), '{ "private": true }\n');
  const own = path.join(venv, 'bin/python');
  const steps = [
    [basePython(), '-m', 'venv', '--without-pip', venv],
    [own, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--prefix', venv, '-r', requirements],
    ['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save', proxy],
  ];
  for (const [i, argv] of steps.entries()) {
    const { status, stdout, stderr } = spawnSync(argv[0]!, argv.slice(1), { cwd: place, encoding: 'utf8' });
    if (status !== 0) return `${argv.join(' ')} failed:\n${stdout}\n${stderr}`;
    if (i === 0) {
      const site = path.join(venv, 'lib', readdirSync(path.join(venv, 'lib'))[0]!, 'site-packages');
      const theirs = spawnSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], { encoding: 'utf8' }).stdout;
      writeFileSync(path.join(site, 'lab.pth'), theirs);
    }
  }
  writeFileSync(stamp, want);
  return undefined;
}

/** The system's Python where it is the same release as the lab's: the lab's own may lie in a home that other users may not enter. */
function basePython(): string {
  const release = (program: string) => spawnSync(program, ['-c', 'import sys; print(sys.version_info[:2])'], { encoding: 'utf8' }).stdout;
  return release('/usr/bin/python3') === release(python) ? '/usr/bin/python3' : python;
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
    path.join(venv, 'bin/jupyterhub'),
    ['--config', path.join(projectRoot, 'test/hub/jupyterhub_config.py')],
    {
      cwd: state,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment,
        PATH: [path.join(place, 'node_modules/.bin'), path.join(venv, 'bin'), process.env.PATH].join(path.delimiter),
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
