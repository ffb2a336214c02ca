import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { tf } from '../core/index.js';

const partSchema = z.object({ paths: z.array(z.string()), weights: z.array(z.record(z.string(), z.unknown())) });
const manifestSchema = z.object({ modelTopology: z.record(z.string(), z.unknown()), weightsManifest: z.tuple([partSchema]) });
const weightsFile = 'weights.bin';

/**
 * Saves a model in tfjs's format: `model.json` (layers, and which are frozen) and `weights.bin`, in a folder that is made.
 * Readable by `tf.loadLayersModel` in a browser too. The optimizer's state is not kept.
 */
export async function saveModel(model: tf.LayersModel, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      const weights = Buffer.from(tf.io.CompositeArrayBuffer.join(artifacts.weightData));
      const json = {
        format: 'layers-model',
        generatedBy: artifacts.generatedBy,
        modelTopology: artifacts.modelTopology,
        weightsManifest: [{ paths: [weightsFile], weights: artifacts.weightSpecs }],
      };
      await writeFileAtomic(path.join(folder, weightsFile), weights);
      await writeFileAtomic(path.join(folder, 'model.json'), JSON.stringify(json));
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const, weightDataBytes: weights.length } };
    }),
  );
}

/**
 * Loads what {@link saveModel} wrote; compile it before training. Only `model.json` and `weights.bin` of the folder are read.
 * @returns the model; the caller disposes it
 * @throws Error that names the folder, where it holds no model of this form
 */
export async function loadModel(folder: string): Promise<tf.LayersModel> {
  const [text, weights] = await Promise.all([readFile(path.join(folder, 'model.json'), 'utf8'), readFile(path.join(folder, weightsFile))]);
  let parsed: z.infer<typeof manifestSchema>;
  try {
    parsed = manifestSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(`${folder}: model.json is not a model of tfjs in one part`);
  }
  const weightSpecs = parsed.weightsManifest[0].weights as unknown as tf.io.WeightsManifestEntry[];
  const weightData = weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length) as ArrayBuffer;
  return tf.loadLayersModel(tf.io.fromMemory({ modelTopology: parsed.modelTopology, weightSpecs, weightData }));
}
