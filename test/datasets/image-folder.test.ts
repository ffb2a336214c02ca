import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { seededRandom, tf } from '../../kernel-helpers/src/core/index.js';
import {
  type AugmentationDraw,
  augmentImage,
  drawAugmentation,
  type ImageError,
  type ImageFolderPart,
  imageFolder,
} from '../../kernel-helpers/src/datasets/index.js';

const solid = (width: number, height: number, color: string, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: color } });

/** A PNG that says it has width × height pixels and holds none. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(8)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('image folders', () => {
  let dir: string;
  let tensors: number;
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'images-'));
    mkdirSync(path.join(dir, 'cat'));
    mkdirSync(path.join(dir, 'dog'));
    tensors = tf.memory().numTensors;
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
    assert.equal(tf.memory().numTensors, tensors);
  });

  const put = (name: string, data: Buffer) => writeFileSync(path.join(dir, name), data);
  /** Ten cats in greys of 10·k, five dogs in greys of 100 + 10·k. */
  const fill = async () => {
    const grey = (v: number) => `rgb(${v},${v},${v})`;
    for (let k = 0; k < 10; k++)
      put(
        `cat/c${k}.png`,
        await solid(4, 4, grey(10 * k))
          .png()
          .toBuffer(),
      );
    for (let k = 0; k < 5; k++)
      put(
        `dog/d${k}.png`,
        await solid(4, 4, grey(100 + 10 * k))
          .png()
          .toBuffer(),
      );
  };
  const one = async (part: ImageFolderPart, name: string) => {
    const set = await part.load();
    const at = part.files.findIndex((file) => file.path === name);
    assert.ok(at >= 0, `${name} is in the part`);
    return [...set.image(at)];
  };
  const all = { size: 2, split: { validation: 0 } };

  it('classes are the folders in order, the split takes the same share of each, and no image is in two parts', async () => {
    await fill();
    const folder = await imageFolder(dir, { size: 4, split: { validation: 0.2, test: 0.2 }, seed: 3 });
    assert.deepEqual(folder.classNames, ['cat', 'dog']);
    assert.deepEqual(folder.counts(), [
      { class: 'cat', train: 6, validation: 2, test: 2 },
      { class: 'dog', train: 3, validation: 1, test: 1 },
    ]);
    const paths = [folder.train, folder.validation, folder.test].flatMap((part) => part.files.map((file) => file.path));
    assert.equal(new Set(paths).size, 15);
  });

  it('the split depends on the seed alone', async () => {
    await fill();
    const names = async (seed: number) => (await imageFolder(dir, { seed })).validation.files.map((file) => file.path);
    assert.deepEqual(await names(1), await names(1));
    assert.notDeepEqual(await names(1), await names(2));
  });

  it('batches hold each image once, in the seed’s order, as RGB 0…255 with its class', async () => {
    await fill();
    const { train } = await imageFolder(dir, all);
    const epoch = async (shuffle: number) => {
      const seen: [number, number][] = [];
      for await (const { images, labels } of train.batches({ batchSize: 4, shuffle })) {
        assert.deepEqual(images.shape.slice(1), [2, 2, 3]);
        const values = images.dataSync();
        labels.forEach((label, i) => {
          seen.push([values[i * 12]!, label]);
        });
        images.dispose();
      }
      return seen;
    };
    const [first, again, other] = [await epoch(1), await epoch(1), await epoch(2)];
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
    const byValue = (a: [number, number], b: [number, number]) => a[0] - b[0];
    const expected = [...Array.from({ length: 10 }, (_, k) => [10 * k, 0]), ...Array.from({ length: 5 }, (_, k) => [100 + 10 * k, 1])];
    assert.deepEqual(first.toSorted(byValue), expected);
    assert.deepEqual(other.toSorted(byValue), expected);
  });

  it('augmented batches depend on the seed alone and leave the labels as they are', async () => {
    put(
      'cat/a.png',
      await solid(4, 4, 'red')
        .composite([{ input: await solid(2, 4, 'white').png().toBuffer(), left: 0, top: 0 }])
        .png()
        .toBuffer(),
    );
    put('dog/b.png', await solid(4, 4, 'blue').png().toBuffer());
    const { train } = await imageFolder(dir, { size: 4, split: { validation: 0 } });
    const epoch = async (seed: number) => {
      const seen: number[][] = [];
      for await (const { images, labels } of train.batches({ seed, augment: { flip: true, shift: 0.3, brightness: 0.3 } })) {
        assert.deepEqual([...labels], [0, 1]);
        seen.push([...images.dataSync()]);
        images.dispose();
      }
      return seen;
    };
    assert.deepEqual(await epoch(1), await epoch(1));
    assert.notDeepEqual(await epoch(1), await epoch(2));
    await assert.rejects(train.batches({ augment: { shift: 2 } }).next(), /RangeError: augment\.shift must be in \[0, 1\], got 2/);
  });

  it('an epoch left early frees all and raises nothing later', async () => {
    await fill();
    const { train } = await imageFolder(dir, all);
    for await (const { images } of train.batches({ batchSize: 2, prefetch: 3 })) {
      images.dispose();
      break;
    }
  });

  describe('kinds of images', () => {
    beforeEach(async () => put('dog/x.png', await solid(1, 1, 'white').png().toBuffer()));

    it('grey, 16 bits, palette: three equal channels', async () => {
      put('cat/grey.jpg', await solid(8, 8, '#808080').toColourspace('b-w').jpeg().toBuffer());
      put('cat/deep.png', await solid(8, 8, '#808080').toColourspace('rgb16').png().toBuffer());
      put('cat/few.png', await solid(8, 8, '#808080').png({ palette: true }).toBuffer());
      const { train } = await imageFolder(dir, all);
      for (const name of ['cat/grey.jpg', 'cat/deep.png', 'cat/few.png']) {
        const pixels = await one(train, name);
        assert.equal(pixels.length, 12);
        assert.ok(
          pixels.every((value) => Math.abs(value - 128) <= 1),
          `${name}: ${pixels}`,
        );
      }
    });

    it('CMYK of a printer becomes RGB, as a colour space and not as four channels', async () => {
      put('cat/print.jpg', await solid(8, 8, '#00a000').toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer());
      const pixels = await one((await imageFolder(dir, all)).train, 'cat/print.jpg');
      const [red, green, blue] = pixels;
      assert.equal(pixels.length, 12);
      assert.ok(green! > red! + 40 && green! > blue! + 40, String(pixels));
    });

    it('of an animation the first picture is taken', async () => {
      const frames = await Promise.all(['red', 'blue'].map((color) => solid(8, 8, color).png().toBuffer()));
      put(
        'cat/moving.webp',
        await sharp(frames, { join: { animated: true } })
          .webp({ lossless: true, delay: [100, 100] })
          .toBuffer(),
      );
      assert.equal((await sharp(path.join(dir, 'cat/moving.webp')).metadata()).pages, 2, 'the file is an animation');
      assert.deepEqual(await one((await imageFolder(dir, all)).train, 'cat/moving.webp'), Array(4).fill([255, 0, 0]).flat());
    });

    it('transparency lies on black', async () => {
      put('cat/alpha.webp', await solid(4, 4, 'rgba(255,0,0,0)', 4).webp({ lossless: true }).toBuffer());
      put('cat/half.png', await solid(4, 4, 'rgba(255,0,0,0.5)', 4).png().toBuffer());
      const { train } = await imageFolder(dir, all);
      assert.deepEqual(await one(train, 'cat/alpha.webp'), Array(12).fill(0));
      const [red, green] = await one(train, 'cat/half.png');
      assert.ok(Math.abs(red! - 128) <= 1 && green === 0);
    });

    it('EXIF turns: what is stored lying is read standing', async () => {
      // Left half red, right half blue, with the tag "turn 90° clockwise": red is on top then.
      const blue = await solid(8, 16, 'blue').png().toBuffer();
      const lying = solid(16, 16, 'red').composite([{ input: blue, left: 8, top: 0 }]);
      put('cat/turned.jpg', await lying.withMetadata({ orientation: 6 }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer());
      const pixels = await one((await imageFolder(dir, all)).train, 'cat/turned.jpg');
      const [topLeft, topRight, bottomLeft] = [pixels.slice(0, 3), pixels.slice(3, 6), pixels.slice(6, 9)];
      assert.ok(topLeft[0]! > 200 && topRight[0]! > 200, `top ${topLeft} ${topRight}`);
      assert.ok(bottomLeft[2]! > 200 && bottomLeft[0]! < 60, `bottom ${bottomLeft}`);
    });

    it('1×1 becomes an image of one colour; fill keeps all, cover cuts the sides', async () => {
      put('cat/dot.png', await solid(1, 1, '#ff0080').png().toBuffer());
      const right = await solid(10, 20, 'white').png().toBuffer();
      put(
        'cat/wide.png',
        await solid(80, 20, 'black')
          .composite([{ input: right, left: 70, top: 0 }])
          .png()
          .toBuffer(),
      );
      const form = { size: 4, split: { validation: 0 } };
      assert.deepEqual(new Set((await one((await imageFolder(dir, form)).train, 'cat/dot.png')).map(String)), new Set(['255', '0', '128']));
      const brightest = async (fit: 'fill' | 'cover') =>
        Math.max(...(await one((await imageFolder(dir, { ...form, fit })).train, 'cat/wide.png')));
      assert.ok((await brightest('fill')) > 100);
      assert.ok((await brightest('cover')) < 10);
    });
  });

  describe('files that cannot be used', () => {
    beforeEach(async () => {
      put('cat/good.png', await solid(4, 4, 'red').png().toBuffer());
      put('dog/good.png', await solid(4, 4, 'blue').png().toBuffer());
    });

    const bad: [string, () => Promise<Buffer> | Buffer, RegExp][] = [
      ['empty.jpg', () => Buffer.alloc(0), /empty file/],
      ['text.jpg', () => Buffer.from('not an image at all'), /neither jpeg nor png nor webp/],
      ['vector.png', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /neither jpeg nor png nor webp/],
      ['huge.png', () => pngHeader(10_000, 10_000), /10000×10000 are more than 50 million pixels/],
      ['head.jpg', async () => (await solid(64, 64, 'red').jpeg().toBuffer()).subarray(0, 60), /cannot be decoded/],
    ];
    for (const [name, make, why] of bad) {
      it(`${name}: an error with the path when the folder is opened, or left out and listed`, async () => {
        put(`cat/${name}`, await make());
        await assert.rejects(imageFolder(dir, all), (error: ImageError) => {
          assert.equal(error.name, 'ImageError');
          assert.equal(error.problem.path, `cat/${name}`);
          assert.match(error.message, why);
          return true;
        });
        const folder = await imageFolder(dir, { ...all, skipBad: true });
        assert.deepEqual(
          folder.problems.map((problem) => problem.path),
          [`cat/${name}`],
        );
        assert.deepEqual(folder.train.countByClass(), [1, 1]);
      });
    }

    it('an image cut short in its pixels is named when it is decoded, or skipped and listed once', async () => {
      const noise = Buffer.from(Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 251));
      const whole = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
        .png()
        .toBuffer();
      put('cat/cut.png', whole.subarray(0, whole.length / 2));
      const strict = await imageFolder(dir, all);
      const drain = async (part: ImageFolderPart) => {
        let count = 0;
        for await (const { images, labels } of part.batches({ batchSize: 2 })) {
          count += labels.length;
          images.dispose();
        }
        return count;
      };
      await assert.rejects(drain(strict.train), /ImageError: cat\/cut\.png: cannot be decoded/);
      const lenient = await imageFolder(dir, { ...all, skipBad: true });
      assert.equal(await drain(lenient.train), 2);
      assert.equal(await drain(lenient.train), 2);
      assert.equal((await lenient.train.load()).count, 2);
      assert.deepEqual(
        lenient.problems.map((problem) => problem.path),
        ['cat/cut.png'],
      );
    });

    it('links are not followed; hidden files and other kinds are passed over', async () => {
      put('cat/.hidden.png', Buffer.from('x'));
      put('cat/notes.txt', Buffer.from('x'));
      assert.equal((await imageFolder(dir, all)).train.count, 2);
      symlinkSync(path.join(dir, 'dog/good.png'), path.join(dir, 'cat/link.png'));
      await assert.rejects(imageFolder(dir, all), /cat\/link\.png: a link is not followed/);
      assert.equal((await imageFolder(dir, { ...all, skipBad: true })).train.count, 2);
    });

    it('a missing folder, one class, an empty class and options outside their range are one-line errors', async () => {
      await assert.rejects(imageFolder(path.join(dir, 'none')), /image folder .*none cannot be read \(ENOENT\)/);
      await assert.rejects(imageFolder(path.join(dir, 'cat')), /must have one folder a class and at least two classes, got 0/);
      mkdirSync(path.join(dir, 'owl'));
      await assert.rejects(imageFolder(dir), /RangeError: class 'owl' must have at least one training image, got 0/);
      await assert.rejects(imageFolder(dir, { size: 0 }), /RangeError: size must be in \[1, 4096\], got 0/);
      await assert.rejects(
        imageFolder(dir, { split: { validation: 0.6, test: 0.4 } }),
        /RangeError: split\.test must be in \[0, 0\.4\), got 0\.4/,
      );
    });
  });

  it('the key of a part changes with its files, not from call to call', async () => {
    await fill();
    const key = async () => (await imageFolder(dir, all)).train.key();
    const before = await key();
    assert.equal(await key(), before);
    put('cat/c3.png', await solid(5, 5, 'red').png().toBuffer());
    assert.notEqual(await key(), before);
  });
});

describe('augmentation', () => {
  const none: AugmentationDraw = { flip: false, dy: 0, dx: 0, zoom: 1, angle: 0, brightness: 0 };
  const image = Uint8Array.from({ length: 5 * 5 }, (_, i) => 10 * i);
  const apply = (draw: Partial<AugmentationDraw>) => [...augmentImage(image, [5, 5, 1], { ...none, ...draw })];
  const at = (pixels: number[], y: number, x: number) => pixels[5 * y + x]!;

  it('no change is no change', () => assert.deepEqual(apply({}), [...image]));
  it('flip mirrors, twice is the image', () => {
    const once = apply({ flip: true });
    assert.deepEqual(once.slice(0, 5), [40, 30, 20, 10, 0]);
    assert.deepEqual([...augmentImage(Uint8Array.from(once), [5, 5, 1], { ...none, flip: true })], [...image]);
  });
  it('shift moves down and right by its share and repeats the edge', () => {
    const moved = apply({ dy: 0.2, dx: 0.4 });
    assert.equal(at(moved, 1, 2), at([...image], 0, 0));
    assert.equal(at(moved, 4, 4), at([...image], 3, 2));
    assert.equal(at(moved, 0, 0), 0);
  });
  it('a quarter turn clockwise brings the top row to the right column', () => {
    const turned = apply({ angle: Math.PI / 2 });
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((y) => at(turned, y, 4)),
      [0, 10, 20, 30, 40],
    );
  });
  it('zoom 2 spreads the middle', () => {
    const zoomed = apply({ zoom: 2 });
    assert.equal(at(zoomed, 2, 2), 120);
    assert.equal(at(zoomed, 2, 4), 130);
    assert.equal(at(zoomed, 0, 2), 70);
  });
  it('brightness adds its share of 255 and stays within 0…255', () => {
    assert.deepEqual(apply({ brightness: 0.2 }).slice(0, 2), [51, 61]);
    assert.equal(Math.max(...apply({ brightness: 1 })), 255);
    assert.equal(Math.max(...apply({ brightness: -1 })), 0);
  });
  it('draws stay in their ranges, and one setting does not disturb another', () => {
    const ranges = { flip: true, shift: 0.1, zoom: 0.3, rotation: 30, brightness: 0.2 };
    const draws = Array.from(
      { length: 500 },
      (
        (rng) => () =>
          drawAugmentation(ranges, rng)
      )(seededRandom(1)),
    );
    for (const { dy, dx, zoom, angle, brightness } of draws) {
      assert.ok(Math.abs(dy) <= 0.1 && Math.abs(dx) <= 0.1 && Math.abs(zoom - 1) <= 0.3);
      assert.ok(Math.abs(angle) <= Math.PI / 6 && Math.abs(brightness) <= 0.2);
    }
    assert.ok(Math.abs(draws.filter((draw) => draw.flip).length / 500 - 0.5) < 0.1);
    const plain = Array.from(
      { length: 500 },
      (
        (rng) => () =>
          drawAugmentation({ shift: 0.1 }, rng)
      )(seededRandom(1)),
    );
    assert.deepEqual(
      plain.map(({ dx }) => dx),
      draws.map(({ dx }) => dx),
    );
  });
});
