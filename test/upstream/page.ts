/** `docs/PATCHES.md`, made from the registry. */
import { type Patch, registry } from './registry/index.js';

const testOf = ({ id, test }: Patch): string => (test ? `\`${test.file}\`` : `\`${id}\``);
const filesOf = ({ files, unmarked = [] }: Patch): string => [...files, ...unmarked].map((file) => `\`${file}\``).join(', ');

function entry(patch: Patch): string {
  const { id, target, instead, reason, issue, kind } = patch;
  return [
    `### ${id}`,
    '',
    `- **Of:** ${target}`,
    `- **The lab:** ${instead}.`,
    `- **Why:** ${reason}`,
    `- **Upstream:** ${issue}${kind === 'design' ? '; kept by design' : ''}`,
    `- **In:** ${filesOf(patch)}`,
    `- **Test:** ${testOf(patch)}`,
  ].join('\n');
}

export function patchesPage(): string {
  const sections = Object.entries(registry).map(([title, patches]) => `## ${title}\n\n${patches.map(entry).join('\n\n')}`);
  return `# Patches

What the lab wraps, replaces or reaches into of other projects. This page is made from \`test/upstream/registry/\` by \`npm run docs\`; do not edit it.

In the sources each place has the comment \`Patch: <name>\`. The test of that name in \`test/upstream/\` shows that the other project, without the
lab, still does what is said here. When it fails after an upgrade, the patch may go: remove it, its entry and its test (\`docs/UPGRADING.md\`).
*Kept by design* means that the other project is right for its own purpose; there the test fails when what the lab relies on is gone.

${sections.join('\n\n')}
`;
}
