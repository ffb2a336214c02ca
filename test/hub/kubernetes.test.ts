import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { pythonEnvironment } from '../../scripts/setup/python-environment.mjs';

const folder = path.join(projectRoot, 'scripts/hub/kubernetes');

interface Container {
  image: string;
  args?: string[];
  command?: string[];
  env: { name: string; value?: string }[];
  resources: Record<'limits' | 'requests', Record<string, string | number>>;
  securityContext: Record<string, unknown>;
  volumeMounts: { name: string; mountPath: string }[];
}
interface Pod {
  pod: {
    spec: {
      containers: [Container];
      securityContext: Record<string, unknown>;
      volumes: { name: string; persistentVolumeClaim?: { claimName: string } }[];
      automountServiceAccountToken: boolean;
    };
  };
  claim: { metadata: { name: string }; spec: { resources: { requests: { storage: string } } } };
}

/** The keys of the chart that the values may use, written by hand: the chart's own schema is in no package registry. */
const chartKeys = new Set(
  `hub.db.type hub.concurrentSpawnLimit hub.networkPolicy.enabled hub.extraFiles.lab.mountPath hub.extraEnv.LECTURE_LAB_LECTURERS
   proxy.https.enabled proxy.https.hosts proxy.https.letsencrypt.contactEmail
   singleuser.image.name singleuser.image.tag singleuser.image.pullPolicy singleuser.cmd singleuser.defaultUrl singleuser.startTimeout singleuser.uid
   singleuser.fsGid singleuser.allowPrivilegeEscalation singleuser.extraEnv.* singleuser.memory.limit singleuser.memory.guarantee singleuser.cpu.limit
   singleuser.cpu.guarantee singleuser.storage.type singleuser.storage.capacity singleuser.storage.homeMountPath
   singleuser.storage.dynamic.pvcNameTemplate singleuser.storage.dynamic.volumeNameTemplate singleuser.storage.dynamic.storageAccessModes
   singleuser.storage.extraVolumes singleuser.storage.extraVolumeMounts singleuser.networkPolicy.enabled singleuser.networkPolicy.egressAllowRules.*
   singleuser.cloudMetadata.blockWithIptables prePuller.hook.enabled prePuller.continuous.enabled scheduling.userScheduler.enabled
   scheduling.podPriority.enabled scheduling.userPlaceholder.enabled scheduling.userPlaceholder.replicas cull.enabled cull.users cull.timeout cull.every`
    .trim()
    .split(/\s+/),
);

const leaves = (value: unknown, at = ''): string[] =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, at ? `${at}.${key}` : key))
    : [at];

/** What KubeSpawner makes of the settings; nothing here needs a cluster. */
describe('the settings for Kubernetes', function () {
  this.timeout(240_000);
  let python: string;
  let place: string;
  let made: Record<string, Pod>;
  let values: Record<string, unknown>;
  const build = (...names: string[]) =>
    spawnSync(python, [path.join(projectRoot, 'test/hub/kubernetes_pods.py'), folder, path.join(place, 'ids.json'), ...names], {
      encoding: 'utf8',
    });

  before(async function () {
    this.timeout(600_000); // the packages come from the network the first time
    place = mkdtempSync(path.join(tmpdir(), 'lab-kubernetes-'));
    try {
      python = await pythonEnvironment({
        name: 'kubernetes-venv',
        requirements: path.join(folder, 'requirements.txt'),
        notice: 'Making the Python environment with KubeSpawner (once)',
        what: 'Installing KubeSpawner',
      });
    } catch (error) {
      assert.ok(!process.env.CI, String(error));
      console.log('      KubeSpawner could not be installed (no network?): skipped');
      this.skip();
    }
    const { status, stdout, stderr } = build('ada', 'bob', 'ada');
    assert.equal(status, 0, stderr);
    ({ made, values } = JSON.parse(stdout) as { made: Record<string, Pod>; values: Record<string, unknown> });
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  const container = (name: string) => made[name]!.pod.spec.containers[0];

  it('use keys of the chart only', () => {
    const unknown = leaves(values).filter((key) => !chartKeys.has(key) && !chartKeys.has(key.replace(/\.[^.]+$/, '.*')));
    assert.deepEqual(unknown, []);
  });
  it('give every user a user id of their own, which stays, and never root', () => {
    const id = (name: string) => (container(name).securityContext.runAsUser ?? made[name]!.pod.spec.securityContext.runAsUser) as number;
    assert.deepEqual([id('ada'), id('bob')], [100_000, 100_001]);
    const later = JSON.parse(build('carol', 'bob').stdout) as { made: Record<string, Pod> };
    made = { ...made, ...later.made };
    assert.deepEqual([id('bob'), id('carol')], [100_001, 100_002]);
  });
  it('stop where the list of user ids is damaged, and change nothing in it', () => {
    const file = path.join(place, 'ids.json');
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, '{"ada": 100');
    const { status, stderr } = build('ada');
    assert.notEqual(status, 0);
    assert.match(stderr, /JSONDecodeError/);
    assert.equal(readFileSync(file, 'utf8'), '{"ada": 100');
    writeFileSync(file, whole);
  });
  it('take all rights from what runs in the pod', () => {
    const { securityContext } = container('ada');
    assert.equal(securityContext.allowPrivilegeEscalation, false);
    assert.equal(securityContext.runAsNonRoot, true);
    assert.deepEqual(securityContext.capabilities, { drop: ['ALL'] });
    assert.equal(made.ada!.pod.spec.automountServiceAccountToken, false);
  });
  it('mount a home of their own and the one exchange', () => {
    const claims = (name: string) => made[name]!.pod.spec.volumes.map((volume) => volume.persistentVolumeClaim?.claimName);
    assert.notEqual(claims('ada')[0], claims('bob')[0]);
    assert.equal(claims('ada')[0], made.ada!.claim.metadata.name);
    assert.equal(claims('ada')[1], 'nbgrader-exchange');
    assert.equal(claims('bob')[1], 'nbgrader-exchange');
    const mounts = container('ada').volumeMounts.map(({ mountPath }) => mountPath);
    assert.deepEqual(mounts, ['/home/jovyan', '/srv/nbgrader/exchange']);
    assert.equal(made.ada!.claim.spec.resources.requests.storage, '2Gi');
  });
  it('hold memory and processors, and tell the server its memory', () => {
    const { limits, requests } = container('ada').resources;
    assert.deepEqual({ ...limits }, { cpu: 2, memory: 2 * 2 ** 30 });
    assert.deepEqual({ ...requests }, { cpu: 0.1, memory: 600 * 2 ** 20 });
    const environment = Object.fromEntries(container('ada').env.map(({ name, value }) => [name, value]));
    assert.equal(environment.MEM_LIMIT, String(2 * 2 ** 30));
    assert.equal(environment.LECTURE_LAB_ROLE, 'student');
    assert.equal(environment.JUPYTERHUB_USER, 'ada');
    const exchange = container('ada').volumeMounts[1]?.mountPath;
    assert.equal(environment.LECTURE_LAB_EXCHANGE, exchange);
  });
  it('start the image through its entry, which exists', () => {
    const argv = [...(container('ada').command ?? []), ...(container('ada').args ?? [])];
    assert.equal(argv[0], '/opt/lecture-lab/scripts/hub/entry.sh');
    assert.ok(argv.includes('jupyterhub-singleuser'));
    assert.match(readFileSync(path.join(projectRoot, 'scripts/hub/entry.sh'), 'utf8'), /exec "\$@"/);
  });
  it('log in by LTI 1.3 and by OpenID Connect with settings that the two packages know, and nothing that a login needs is missing', () => {
    const wrong = path.join(place, 'wrong.yaml');
    writeFileSync(wrong, readFileSync(path.join(folder, 'auth-lti.yaml'), 'utf8').replace('issuer:', 'isuer:'));
    const files = [path.join(folder, 'auth-lti.yaml'), path.join(folder, 'auth-oauth.yaml'), wrong];
    const { stdout, stderr } = spawnSync(python, [path.join(projectRoot, 'test/hub/kubernetes_logins.py'), ...files], { encoding: 'utf8' });
    const [lti, oauth, misspelt] = JSON.parse(stdout || assert.fail(stderr)) as Record<string, unknown>[];
    const good = { unknown: [], missing: [], enters: true };
    assert.deepEqual(lti, { class: 'LTI13Authenticator', sections: ['JupyterHub', 'LTI13Authenticator'], ...good });
    assert.deepEqual(oauth, { class: 'GenericOAuthenticator', sections: ['GenericOAuthenticator', 'JupyterHub'], ...good });
    assert.deepEqual([misspelt?.unknown, misspelt?.missing], [['isuer'], ['issuer']]);
  });
  it('shut the network for students, and pull images ahead', () => {
    const { singleuser, prePuller } = values as {
      singleuser: { networkPolicy: { enabled: boolean; egressAllowRules: Record<string, boolean> } };
      prePuller: Record<string, { enabled: boolean }>;
    };
    assert.equal(singleuser.networkPolicy.enabled, true);
    const { nonPrivateIPs, privateIPs, cloudMetadataServer } = singleuser.networkPolicy.egressAllowRules;
    assert.deepEqual([nonPrivateIPs, privateIPs, cloudMetadataServer], [false, false, false]);
    assert.ok(prePuller.hook?.enabled && prePuller.continuous?.enabled);
  });
});

/** A path that `.dockerignore` leaves out. Only the forms that the file has are understood. */
function ignored(file: string, patterns: readonly string[]): boolean {
  const parts = file.split('/');
  return patterns.some((pattern) =>
    pattern.startsWith('**/') ? parts.includes(pattern.slice(3)) : file === pattern || file.startsWith(`${pattern}/`),
  );
}

describe('the image', () => {
  const patterns = readFileSync(path.join(projectRoot, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('holds no solution and no hidden test of an assignment, and no model answer', () => {
    assert.ok(
      patterns.every((pattern) => !/[*?[!]/.test(pattern.replace(/^\*\*\//, ''))),
      'this test does not understand the patterns',
    );
    const tracked = spawnSync('git', ['ls-files', '-z'], { cwd: projectRoot, encoding: 'utf8' }).stdout.split('\0').filter(Boolean);
    assert.ok(tracked.length > 500);
    const kept = tracked.filter((file) => !ignored(file, patterns));
    assert.ok(kept.includes('Dockerfile') && kept.some((file) => file.startsWith('notebooks/lecture/')));
    const telling = kept.filter((file) => /^notebooks\/(answers|assignments\/source)\//.test(file));
    assert.deepEqual(telling, []);
    const marked = kept
      .filter((file) => file.endsWith('.ipynb'))
      .filter((file) => /BEGIN (SOLUTION|HIDDEN TESTS)/.test(readFileSync(path.join(projectRoot, file), 'utf8')));
    assert.deepEqual(marked, []);
  });
});
