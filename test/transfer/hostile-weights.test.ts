import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { tf } from '../../kernel-helpers/src/core/index.js';
import { vgg16 } from '../../kernel-helpers/src/transfer/index.js';

const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url).pathname;
const reference = (name: string) => new URL(`../reference/${name}`, import.meta.url).pathname;
const load = (weights: string) => vgg16({ weights, includeTop: false, inputShape: [32, 32, 3], widths: [1, 1, 1, 1, 1] });
const loadNarrow = (weights: string) => vgg16({ weights, includeTop: false, inputShape: [64, 64, 3], widths: [4, 8, 16, 32, 32] });

describe('weight files that must not be trusted', () => {
  let folder: string;
  let tensors: number;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weights-'));
  });
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    tensors = tf.memory().numTensors;
  });
  afterEach(() => assert.equal(tf.memory().numTensors, tensors, 'a refused file leaves no tensor behind'));

  /** A changed copy of a file. */
  const made = (name: string, bytes: Uint8Array | string) => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  };

  for (const good of ['valid.h5', 'compressed.h5']) {
    it(`${good} is read`, async () => (await load(fixture(good))).dispose());
  }

  const refusals: [string, RegExp][] = [
    ['external-link.h5', /layer 'block3_conv1' is refused: it is an external link/],
    ['external-weight.h5', /layer 'block3_conv1' \(kernel\) is refused: it is an external link/],
    ['soft-link.h5', /layer 'block3_conv1' is refused: it is a soft link/],
    ['virtual.h5', /layer 'block3_conv1' \(kernel\) is refused: it is a virtual data set/],
    ['external-storage.h5', /layer 'block3_conv1' \(kernel\) is refused: its data are stored outside the file/],
    ['external-device.h5', /layer 'block3_conv1' \(kernel\) is refused: its data are stored outside the file/],
    ['wrong-shape.h5', /layer 'block3_conv1' \(kernel\) is refused: its shape is \[3, 3, 1, 2\], expected \[3, 3, 1, 1\]/],
    ['huge-shape.h5', /layer 'block3_conv1' \(kernel\) is refused: its shape is \[3, 3, 1, 1099511627776\]/],
    ['float64.h5', /layer 'block3_conv1' \(kernel\) is refused: its numbers are not float32/],
    ['texts.h5', /layer 'block3_conv1' \(kernel\) is refused: its numbers are not float32/],
    ['nan.h5', /layer 'block3_conv1' \(kernel\) is refused: it holds NaN or infinity/],
    ['filter.h5', /layer 'block3_conv1' \(kernel\) is refused: its filter 32000/],
    ['damaged-chunk.h5', /layer 'block3_conv1' \(kernel\) is refused: its data are damaged or cut short/],
    ['missing-layer.h5', /layer 'block3_conv1' is missing/],
    ['missing-bias.h5', /layer 'block3_conv1' has 1 weights, expected 2/],
    ['other-layer.h5', /layer 'block6_conv1' is not one of VGG16's/],
    ['lambda.h5', /layer 'surprise' is refused: a Lambda layer holds a program/],
  ];
  for (const [name, why] of refusals) {
    it(`${name} is refused, with the layer named`, () => assert.rejects(load(fixture(name)), why));
  }

  it('a refusal is one line', async () => {
    const error = await load(fixture('damaged-chunk.h5')).catch((reason: Error) => reason);
    assert.ok(error instanceof Error && !error.message.includes('\n'));
  });

  it('after a refusal a good file is still read', async () => {
    await assert.rejects(load(fixture('external-link.h5')));
    (await load(fixture('valid.h5'))).dispose();
  });

  for (const name of ['vgg16-narrow-notop.h5', 'vgg16-narrow.weights.h5', 'vgg16-narrow.keras']) {
    it(`${name} cut short is refused at every length`, async () => {
      const bytes = readFileSync(reference(name));
      for (const part of [0, 0.001, 0.1, 0.5, 0.9, 0.999]) {
        const file = made(`${part}-${name}`, bytes.subarray(0, Math.floor(part * bytes.length)));
        await assert.rejects(loadNarrow(file), /cut short|not an HDF5 file|damaged/, `${part} of ${name}`);
      }
    });

    it(`${name} with 4 in 10,000 bytes changed is read or refused, never a crash`, async () => {
      const whole = readFileSync(reference(name));
      for (let trial = 0; trial < 6; trial++) {
        const bytes = Buffer.from(whole);
        for (let i = 37 + trial * 101; i < bytes.length; i += 2503) bytes[i] = bytes[i]! ^ 0xff;
        const outcome = await loadNarrow(made(`${trial}-${name}`, bytes)).catch((error: unknown) => error);
        if (outcome instanceof Error) assert.match(outcome.message, new RegExp(`${name}|inflate|zip`, 'i'));
        else (outcome as tf.LayersModel).dispose();
      }
    });
  }

  it('a base of other widths is refused by its first wrong layer', () =>
    assert.rejects(load(reference('vgg16-narrow.weights.h5')), /layer 'block1_conv1' \(kernel\) is refused: its shape is \[3, 3, 3, 4\]/));

  it('a file far larger than the network is refused before it is read', () =>
    assert.rejects(load(made('large.h5', new Uint8Array(18 * 2 ** 20))), /large\.h5 is refused: \d+ bytes are more than/));

  it('what is no weight file is refused', async () => {
    await assert.rejects(load(path.join(folder, 'none.h5')), /there is no file/);
    await assert.rejects(load(folder), /is not a file/);
    await assert.rejects(load(made('text.h5', 'hello')), /text\.h5 is not an HDF5 file/);
    await assert.rejects(load(made('zip.keras', 'PK hello')), /zip\.keras is not a \.keras archive/);
  });

  describe('.keras archives', () => {
    type Config = { class_name: string; config: { layers: { class_name: string; config: Record<string, unknown> }[] } };
    const parts = unzipSync(readFileSync(reference('vgg16-narrow.keras')));
    const config = () => JSON.parse(Buffer.from(parts['config.json']!).toString()) as Config;
    const archive = (name: string, change: Record<string, Uint8Array | undefined>) => {
      const all = Object.entries({ ...parts, ...change }).filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined);
      return made(name, zipSync(Object.fromEntries(all)));
    };
    const withConfig = (name: string, edit: (value: Config) => void) => {
      const value = config();
      edit(value);
      return archive(name, { 'config.json': strToU8(JSON.stringify(value)) });
    };

    it('a Lambda layer is refused by name', () =>
      assert.rejects(
        loadNarrow(
          withConfig('lambda.keras', (value) => value.config.layers.splice(3, 0, { class_name: 'Lambda', config: { name: 'evil' } })),
        ),
        /layer 'evil' is refused: a Lambda layer holds a program/,
      ));
    it('a model inside the model, or any layer VGG16 has not, is refused by name', () =>
      assert.rejects(
        loadNarrow(
          withConfig('nested.keras', (value) => value.config.layers.push({ class_name: 'TorchModuleWrapper', config: { name: 'inner' } })),
        ),
        /layer 'inner' is refused: TorchModuleWrapper is not a layer of VGG16/,
      ));
    it('layers in another order are refused', () =>
      assert.rejects(
        loadNarrow(withConfig('order.keras', (value) => value.config.layers.reverse())),
        /layer 'block5_conv3' stands where 'block1_conv1' is expected/,
      ));
    it('a missing layer, part or model is refused', async () => {
      const without = withConfig('without.keras', (value) => value.config.layers.splice(-2));
      await assert.rejects(loadNarrow(without), /layer 'block5_conv3' is missing/);
      await assert.rejects(loadNarrow(archive('no-weights.keras', { 'model.weights.h5': undefined })), /model\.weights\.h5 is missing/);
      await assert.rejects(loadNarrow(archive('no-config.keras', { 'config.json': undefined })), /config\.json is missing/);
      await assert.rejects(loadNarrow(archive('text.keras', { 'config.json': strToU8('{') })), /configuration is not JSON/);
      await assert.rejects(loadNarrow(archive('list.keras', { 'config.json': strToU8('[]') })), /configuration is not a model's/);
    });
    it('a part that unpacks to far more than the network is refused', () =>
      assert.rejects(
        loadNarrow(archive('bomb.keras', { 'model.weights.h5': new Uint8Array(40 * 2 ** 20) })),
        /model\.weights\.h5 is refused: \d+ bytes are more than/,
      ));
    it('names that lead out of a folder are refused', () =>
      assert.rejects(
        loadNarrow(archive('slip.keras', { '../../slip.txt': strToU8('x') })),
        /slip\.keras is refused: invalid relative path/,
      ));
  });
});
