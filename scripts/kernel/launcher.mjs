/** The front's start-up snapshots, and the launcher that uses them. They lie beside `front.cjs`, and name no other folder than their own. */
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeSnapshot } from './snapshot.mjs';

/**
 * V8's options of the front; a snapshot must be started with the options of its build. Hash tables keep the seed of the build, so they are
 * not built again at each start. The front may use `gc`, since it runs only its own code. Checking a cell makes many short-lived objects:
 * the young generation is too small for them at first, and must not grow to 48 MB.
 */
const frontOptions = ['--no-rehash-snapshot', '--expose-gc', '--min-semi-space-size=4', '--max-semi-space-size=4'];

/**
 * Makes a snapshot for the Node that runs this program.
 * @param {string} folder that of `front.cjs`
 * @param {string} project the folder whose packages serve all notebooks
 * @param {'front' | 'helpers'} [kind] `helpers` has read the types of `kernel-helpers`, too, and takes longer to start
 * @returns {string | undefined} why there is none; the kernel then starts more slowly
 */
export function makeSnapshot(folder, project, kind = 'front') {
  const { LECTURE_LAB_ROOT: _, ...env } = process.env;
  const start = { node: [process.execPath, ...frontOptions], program: [path.join(folder, 'front.cjs'), kind], cwd: project, env };
  return writeSnapshot(path.join(folder, `${kind}.blob`), start);
}

/** A word in single quotes for the shell. */
const quoted = (/** @type {string} */ word) => `'${word.replaceAll("'", "'\\''")}'`;

/** Writes `launch.sh`, which starts the kernel that lies in its folder. */
export function writeLauncher(/** @type {string} */ folder) {
  const { size, mtimeMs } = statSync(process.execPath);
  const text = `#!/bin/sh
# Starts the kernel: from its snapshot where the Node that made it is still the same file, else plainly.
# NODE_OPTIONS and NODE_EXTRA_CA_CERTS are meant for the user's code, which the front runs in a process of its own. Node reads the
# certificates whenever it starts, which takes it twice as long; the front opens no connection that needs them.
LECTURE_LAB_NODE_OPTIONS="$NODE_OPTIONS"
LECTURE_LAB_NODE_CERTIFICATES="$NODE_EXTRA_CA_CERTS"
export LECTURE_LAB_NODE_OPTIONS LECTURE_LAB_NODE_CERTIFICATES
unset NODE_OPTIONS NODE_EXTRA_CA_CERTS
node=${quoted(process.execPath)}
case "$0" in */*) here="\${0%/*}" ;; *) here=. ;; esac
[ -x "$node" ] || node=node
if [ -f "$here/front.blob" ] && [ "$(stat -L -c %s.%Y "$node" 2>/dev/null || stat -L -f %z.%m "$node" 2>/dev/null)" = ${size}.${Math.floor(mtimeMs / 1000)} ]; then
  # The snapshot with the types of the helpers is for notebooks that name them, and for new ones, which are smaller than 1,000 bytes.
  # Jupyter's server says which notebook it is; other programs start the kernel in the notebook's folder.
  blob=front
  if [ ! -f "$here/helpers.blob" ]; then :
  elif [ -f "$JPY_SESSION_NAME" ]; then
    if grep -qs kernel-helpers "$JPY_SESSION_NAME" || [ $(wc -c <"$JPY_SESSION_NAME") -lt 1000 ]; then blob=helpers; fi
  elif grep -qs kernel-helpers ./*.ipynb; then blob=helpers
  fi
  set -- "$node" ${frontOptions.join(' ')} --snapshot-blob "$here/$blob.blob" "$here/front.cjs" "$@"
else
  set -- "$node" "$here/front.cjs" "$@"
fi
for connection in "$@"; do :; done
[ ! -x "$here/listen" ] || set -- "$here/listen" "$connection" "$@"
exec "$@"
`;
  writeFileSync(path.join(folder, 'launch.sh'), text, { mode: 0o755 });
}
