/** What JupyterLab, its server, nbconvert, nbgrader and Vega still do. Where a test fails, see `docs/UPGRADING.md`. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../kernel-helpers/src/core/paths.js';
import { loadVega } from '../../kernel-helpers/src/display/bundles.js';
import { python } from './python.js';

const share = path.join(projectRoot, '.venv/share/jupyter');
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('stock Jupyter', function () {
  this.timeout(60_000);

  it('nbgrader-execute: the first preprocessor of autograding runs the submission, and the others are those that the lab keeps', async () => {
    const names = await python<string[]>(
      'import json; from nbgrader.converters import Autograde; print(json.dumps([p.__name__ for p in Autograde().autograde_preprocessors]))',
    );
    const kept = readFileSync(path.join(projectRoot, 'scripts/grade/nbgrader_config.py'), 'utf8');
    const list = /autograde_preprocessors = \[([^\]]*)\]/.exec(kept)?.[1]?.match(/\w+/g);
    assert.equal(names[0], 'Execute');
    assert.deepEqual(list?.slice(1), names.slice(1));
  });

  it('nbgrader-deleted-cells: the place of a deleted test is that of the cell before it, which must be there; the other steps are those that the lab keeps', async () => {
    const source = await python<string>(
      'import inspect, json; from nbgrader.preprocessors import OverwriteCells; print(json.dumps(inspect.getsource(OverwriteCells.add_missing_grade_cells)))',
    );
    assert.match(source, /submitted_cell_idxs\[prev_cell_id\]/);
    const names = await python<string[]>(
      'import json; from nbgrader.converters import Autograde; print(json.dumps([p.__name__ for p in Autograde().sanitize_preprocessors]))',
    );
    const kept = readFileSync(path.join(projectRoot, 'scripts/grade/nbgrader_config.py'), 'utf8');
    const list = /sanitize_preprocessors = \[([^\]]*)\]/.exec(kept)?.[1]?.match(/\w+/g);
    assert.deepEqual(
      list?.filter((name) => name !== 'RestoreCells'),
      names,
    );
  });

  it('nbgrader-sanitize: both templates show the text of a cell as it is, through the filter that the lab replaces', async () => {
    const folder = path.join(
      await python<string>('import json, nbgrader; print(json.dumps(nbgrader.__path__[0]))'),
      'server_extensions/formgrader/templates',
    );
    for (const name of ['formgrade', 'feedback']) {
      const template = readFileSync(path.join(folder, name, 'index.html.j2'), 'utf8');
      assert.equal(template.match(/cell\.source\s+\| markdown2html \| strip_files_prefix \}\}/g)?.length, 2);
      assert.doesNotMatch(template, /clean_html/);
    }
  });

  it('nbgrader-names: a folder of a student is found as a pattern', async () => {
    const source = await python<string>(
      'import inspect, json; from nbgrader.converters.base import BaseConverter; print(json.dumps(inspect.getsource(BaseConverter.init_notebooks)))',
    );
    assert.match(source, /glob\.glob\(assignment_glob\)/);
    assert.doesNotMatch(source, /glob\.escape/);
  });

  it('nbgrader-validate-exercises: a cell without its marks may fail; with the patch it counts where no cell has any', async () => {
    const [plain, patched, mixed] = await python<number[]>(`
import json, sys
sys.path.insert(0, 'scripts/grade')
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.validator import Validator
bad = lambda: new_code_cell('x', outputs=[new_output('error', ename='Error', evalue='', traceback=[])])
marked = new_code_cell('y', metadata={'nbgrader': {'grade': False, 'locked': True, 'solution': False}})
nb = new_notebook(cells=[bad(), new_code_cell('z')])
plain = len(Validator()._get_failed_cells(nb))
import validate_exercises
validate_exercises.install()
print(json.dumps([plain, len(Validator()._get_failed_cells(nb)), len(Validator()._get_failed_cells(new_notebook(cells=[bad(), marked])))]))`);
    assert.deepEqual([plain, patched, mixed], [0, 1, 0]);
  });

  it('nbgrader-validate-button: it puts the button into every notebook, whatever is in it', () => {
    const statics = path.join(projectRoot, '.venv/share/jupyter/labextensions/@jupyter/nbgrader/static');
    const script = readdirSync(statics)
      .filter((name) => name.endsWith('.js'))
      .map((name) => readFileSync(path.join(statics, name), 'utf8'))
      .find((text) => text.includes('className:"validate-button"'));
    const always =
      /createNew\(\w+,\w+\)\{let \w+=new \w+\(\w+\),\w+=0;for\(let \w+ of \w+\.toolbar\.children\(\)\)\{.{0,140}\}return \w+\.toolbar\.insertItem\(/;
    assert.match(script ?? '', always);
  });

  it('nbgrader-hidden-tests: its pages take nothing out; the other steps are those that the lab keeps', async () => {
    const steps = await python<string[]>(
      'import json; from nbgrader.converters import GenerateFeedback; print(json.dumps([p.__name__ for p in GenerateFeedback().preprocessors]))',
    );
    assert.deepEqual(steps, ['GetGrades', 'CSSHTMLHeaderPreprocessor']);
  });

  it('nbgrader-formgrader-policy: Formgrader sets no policy of its own, and its templates have scripts in the page', async () => {
    const [source, scripts] = await python<[string, number]>(
      'import glob, inspect, json, os; from nbgrader.server_extensions.formgrader import base, handlers\n' +
        'pages = glob.glob(os.path.join(handlers.template_path, "**"), recursive=True)\n' +
        'print(json.dumps([inspect.getsource(base) + inspect.getsource(handlers), sum(open(p).read().count("<script>") for p in pages if os.path.isfile(p))]))',
    );
    assert.doesNotMatch(source, /Content-Security-Policy|content_security_policy/);
    assert.ok(scripts > 0);
  });

  it('nbgrader-code-stub: there is none for TypeScript', async () => {
    const languages = await python<string[]>(
      'import json; from nbgrader.preprocessors import ClearSolutions; print(json.dumps(list(ClearSolutions().code_stub)))',
    );
    assert.ok(languages.includes('python') && !languages.includes('typescript'), languages.join());
  });

  it("jupyter-server-nagle: the server leaves Nagle's algorithm on", async () => {
    const source = await python<string>(
      'import inspect, json; from jupyter_server.services.kernels.connection import channels; print(json.dumps(inspect.getsource(channels)))',
    );
    assert.ok(source.includes('class ZMQChannelsWebsocketConnection'));
    assert.ok(!source.includes('set_nodelay'));
  });

  it('jupyter-client-ports: a kernel that is started again "with new ports", as after a port was taken, gets the old ones', async () => {
    const [before, after] = await python<number[][]>(`
import json, os, sys, tempfile
folder = tempfile.mkdtemp()
os.makedirs(f'{folder}/kernels/still')
with open(f'{folder}/kernels/still/kernel.json', 'w') as spec:
    argv = [sys.executable, '-c', 'import time; time.sleep(60)', '{connection_file}']
    json.dump({'argv': argv, 'display_name': 'still', 'language': 'none'}, spec)
os.environ.update(JUPYTER_PATH=folder, JUPYTER_RUNTIME_DIR=folder)
from jupyter_client.manager import KernelManager
ports = lambda: [getattr(manager, f'{name}_port') for name in ('shell', 'iopub', 'stdin', 'hb', 'control')]
manager = KernelManager(kernel_name='still')
manager.start_kernel()
before = ports()
manager.restart_kernel(now=True, newports=True)
print(json.dumps([before, ports()]))
manager.shutdown_kernel(now=True)`);
    assert.ok(before?.every((port) => port > 1023));
    assert.deepEqual(after, before);
  });

  it('jupyterlab-yarn: its yarn.js is CommonJS and has no package.json of its own that says so', async () => {
    const [file, folder] = await python<[string, string]>(
      'import json, os; from jupyterlab.commands import YARN_PATH as p; print(json.dumps([p, os.path.dirname(p)]))',
    );
    assert.match(readFileSync(file, 'utf8'), /\brequire\(/);
    assert.ok(!existsSync(path.join(folder, 'package.json')));
  });

  it('jupyterlab-settings: every key that is overridden is there, with another default', () => {
    const overrides = readJson(path.join(projectRoot, 'scripts/jupyter/overrides.json')) as Record<string, Record<string, unknown>>;
    for (const [plugin, settings] of Object.entries(overrides)) {
      const [extension, name] = plugin.split(':') as [string, string];
      const places = [path.join(share, 'lab/schemas', extension), path.join(share, 'labextensions', extension, 'schemas', extension)];
      const file = places.map((place) => path.join(place, `${name}.json`)).find(existsSync);
      assert.ok(file, `no schema of ${plugin}`);
      const { properties } = readJson(file) as { properties: Record<string, { default?: unknown }> };
      const changed = Object.entries(settings).filter(([key, value]) => {
        assert.ok(properties[key], `${plugin} has no ${key}`);
        return JSON.stringify(properties[key].default) !== JSON.stringify(value);
      });
      assert.ok(changed.length > 0, `${plugin} has these values by default`);
    }
  });

  it('nbconvert-network: its slides and pages load from the network', () => {
    const templates = path.join(share, 'nbconvert/templates');
    assert.match(readFileSync(path.join(templates, 'reveal/index.html.j2'), 'utf8'), /default\('https:\/\//);
    assert.match(readFileSync(path.join(templates, 'base/mathjax.html.j2'), 'utf8'), /url="https:\/\//);
  });

  it('nbconvert-links: a link to another notebook stays a link to its file', async () => {
    const stays = await python<boolean>(
      'import json, nbformat; from nbconvert import HTMLExporter; v = nbformat.v4\n' +
        "nb = v.new_notebook(cells=[v.new_markdown_cell('[next](other.ipynb)')])\n" +
        'print(json.dumps(\'href="other.ipynb"\' in HTMLExporter().from_notebook_node(nb)[0]))',
    );
    assert.ok(stays);
  });

  it('nbgrader-feedback-pages: their template runs scripts', async () => {
    const template = await python<string>(
      'import json, os, nbgrader; p = os.path.join(os.path.dirname(nbgrader.__file__), "server_extensions/formgrader/templates/feedback/index.html.j2")\n' +
        'print(json.dumps(open(p).read()))',
    );
    assert.match(template, /mathjax|<script/i);
  });

  it('jupyter-orphans: Jupyter names itself to its kernels, and asks the system for nothing more', async () => {
    const source = await python<string>(
      'import inspect, json; from jupyter_client import launcher; from jupyter_client.provisioning import local_provisioner as local\n' +
        'print(json.dumps(inspect.getsource(launcher) + inspect.getsource(local)))',
    );
    assert.match(source, /JPY_PARENT_PID/);
    assert.doesNotMatch(source, /PDEATHSIG/);
  });

  it('anywidget-protocol: the installed versions are those that the lab speaks', async () => {
    const [protocol, anywidget] = await python<[string, string]>(
      'import anywidget, ipywidgets, json; print(json.dumps([ipywidgets.__protocol_version__, anywidget.__version__]))',
    );
    const source = readFileSync(path.join(projectRoot, 'kernel-helpers/src/display/widgets/widget.ts'), 'utf8');
    assert.ok(source.includes(`version: '${protocol}'`), protocol);
    const spoken = /anywidgetVersion = '~([\d.]+)'/.exec(source)?.[1];
    assert.equal(anywidget.split('.').slice(0, 2).join('.'), spoken?.split('.').slice(0, 2).join('.'));
  });

  it('jupyterlab-vega-lite-5: JupyterLab draws version 5 and not 6', () => {
    const folder = path.join(share, 'lab/static');
    const found = new Set<string>();
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.js'))) {
      for (const [mime] of readFileSync(path.join(folder, name), 'utf8').matchAll(/vnd\.vegalite\.v\d/g)) found.add(mime);
    }
    assert.ok(found.has('vnd.vegalite.v5') && !found.has('vnd.vegalite.v6'), [...found].join());
  });

  it('jupyterlab-federation: the page takes containers from `_JUPYTERLAB`, and shares the modules that the extension imports', () => {
    const folder = path.join(share, 'lab/static');
    const main = readdirSync(folder).find((name) => /^main\..*\.js$/.test(name));
    const page = readFileSync(path.join(folder, main ?? 'none'), 'utf8');
    assert.match(page, /window\._JUPYTERLAB\[/);
    const build = readFileSync(path.join(projectRoot, 'scripts/build-extension.mjs'), 'utf8');
    const wanted = /const pageModules = \[([^\]]*)\]/.exec(build)?.[1]?.match(/@[\w/-]+/g) ?? [];
    assert.ok(wanted.length > 4);
    for (const name of wanted) assert.ok(page.includes(`"${name}",version`), name);
  });

  it('vega-svg: a view gives its SVG in a promise only', async () => {
    const { View, parse } = loadVega();
    const view = new View(parse({ width: 10, height: 10 }), { renderer: 'none' });
    const svg = view.toSVG() as unknown;
    assert.ok(svg instanceof Promise);
    await svg;
    view.finalize();
  });
});
