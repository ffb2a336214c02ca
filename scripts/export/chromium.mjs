/** The system's Chromium, driven through Playwright. */
import { spawnSync } from 'node:child_process';
import { SetupError } from '../setup/step.mjs';

const names = [
  process.env.CHROMIUM,
  'chromium',
  'chromium-browser',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Its program, or undefined. */
export const findChromium = () => names.filter(Boolean).find((name) => spawnSync(name, ['--version']).status === 0);

/** A headless browser that looks nothing up by itself. @throws {SetupError} where there is none */
export async function launchChromium() {
  const program = findChromium();
  if (!program)
    throw new SetupError(
      'Chromium was not found. Debian/Ubuntu: sudo apt install chromium; Fedora: sudo dnf install chromium; macOS: brew install --cask chromium',
    );
  const { chromium } = await import('playwright-core');
  const executablePath = program.includes('/') ? program : spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
