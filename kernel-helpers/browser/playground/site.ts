/** The playground on a page of the site: its setting is the part of the address behind `#`, so that it can be shared as a link. */
import { settingFromAddress, settingToAddress } from '../../src/playground/address.js';
import { defaultSetting, type PlaneSetting } from '../../src/playground/setting.js';
import { copyText } from './copy.js';
import { element } from './element.js';
import { button } from './fields.js';
import { Playground } from './mount.js';

/** The setting of the address. A part that is wrong is said on the page, and the default setting is shown. */
function settingHere(said: HTMLElement): PlaneSetting {
  try {
    const setting = settingFromAddress(location.hash);
    said.textContent = '';
    return setting;
  } catch (error) {
    said.textContent = `The address has no valid setting: ${(error as Error).message}`;
    return defaultSetting;
  }
}

/** The page whose whole matter is the playground: its setting is in the address. */
function startPage(root: HTMLElement): void {
  const said = element('span', { attributes: { role: 'status' } });
  const share = button('Copy link', () => void copyText(location.href).then((words) => (said.textContent = words)));
  const playground = new Playground(root, {
    setting: settingHere(said),
    changed: (setting) => history.replaceState(null, '', `#${settingToAddress(setting)}`),
    buttons: [share, said],
  });
  addEventListener('hashchange', () => playground.show(settingHere(said)));
}

/** One of several in a lecture page: its setting is that of its cell. */
function startCell(root: HTMLElement, address: string): void {
  root.replaceChildren();
  new Playground(root, { setting: settingFromAddress(address) });
}

for (const root of document.querySelectorAll<HTMLElement>('[data-playground]')) {
  const address = root.dataset.playground ?? '';
  if (address === '') startPage(root);
  else startCell(root, address);
}
