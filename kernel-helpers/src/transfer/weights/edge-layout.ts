import type { LayerPlan } from '../architecture.js';
import type { Keras3Layout } from './keras3.js';

/** The group of each convolution in the detector's file: `/block3/layers/conv2d_1`, counted from 0 within the block. */
export function edgeLayout(plan: readonly LayerPlan[]): Keras3Layout {
  const groups = new Map<string, string>();
  const folders = new Set<string>();
  for (const { name } of plan) {
    const found = /^(block\d)_conv(\d)$/.exec(name);
    if (!found) continue;
    const [, block, number] = found;
    folders.add(`/${block}/layers`);
    groups.set(name, `/${block}/layers/conv2d${number === '1' ? '' : `_${Number(number) - 1}`}`);
  }
  return { groups, folders: [...folders] };
}
