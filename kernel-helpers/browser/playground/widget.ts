/** The playground as the view of a live widget in a notebook. The page trains; the kernel only knows the setting. */
import { type PlaneSetting, planeSetting } from '../../src/playground/setting.js';
import { Playground } from './mount.js';

/** The part of a widget's model that is used here. */
interface Model {
  get(key: 'setting'): Partial<PlaneSetting>;
  set(key: 'setting', value: PlaneSetting): void;
  save_changes(): void;
  on(event: 'change:setting', handler: () => void): void;
  off(event: 'change:setting', handler: () => void): void;
}

// biome-ignore lint/style/noDefaultExport: as anywidget wants a view
export default {
  render({ model, el }: { model: Model; el: HTMLElement }): () => void {
    let own = JSON.stringify(planeSetting(model.get('setting')));
    const playground = new Playground(el, {
      setting: planeSetting(model.get('setting')),
      changed(setting) {
        own = JSON.stringify(setting);
        model.set('setting', setting);
        model.save_changes();
      },
    });
    const follow = () => {
      const next = planeSetting(model.get('setting'));
      // The kernel's echo of what was set here does not begin the training again.
      if (JSON.stringify(next) === own) return;
      own = JSON.stringify(next);
      playground.show(next);
    };
    model.on('change:setting', follow);
    return () => {
      model.off('change:setting', follow);
      playground.remove();
    };
  },
};
