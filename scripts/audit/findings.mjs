/** What the auditors of npm and PyPI report, in one form, beside what is known. */

/** @typedef {{ id: string, package: string, title: string, where: 'npm' | 'PyPI' }} Finding */
/** @typedef {{ id: string, package: string, reason: string }} Known */

/**
 * @param {string} text what `npm audit --json` printed
 * @returns {Finding[]}
 * @throws {Error} with the auditor's own words where it could not ask
 */
export function npmFindings(text) {
  const report = parsed(text, 'npm audit');
  if (report.vulnerabilities === undefined) throw new Error(report.message ?? report.error?.summary ?? 'npm audit gave no report');
  /** @type {Map<string, Finding>} */
  const found = new Map();
  for (const { via } of Object.values(report.vulnerabilities)) {
    for (const advisory of via) {
      if (typeof advisory === 'string') continue; // the name of another package of this list
      const id = /GHSA-[\w-]+/.exec(advisory.url ?? '')?.[0] ?? String(advisory.source);
      found.set(`${id} ${advisory.name}`, { id, package: advisory.name, title: advisory.title, where: 'npm' });
    }
  }
  return [...found.values()];
}

/**
 * @param {string} text what `pip-audit --format json` printed
 * @returns {Finding[]}
 */
export function pythonFindings(text) {
  const report = parsed(text, 'pip-audit');
  if (!Array.isArray(report.dependencies)) throw new Error('pip-audit gave no report');
  /** @param {any} dependency @returns {Finding[]} */
  const of = ({ name, version, vulns = [] }) =>
    vulns.map((/** @type {any} */ { id, aliases = [] }) => ({
      id,
      package: name,
      title: [`${name} ${version}`, ...aliases].join(', '),
      where: 'PyPI',
    }));
  const skipped = report.dependencies.filter((/** @type {any} */ one) => one.skip_reason);
  if (skipped.length > 0) throw new Error(`${skipped[0].name}: ${skipped[0].skip_reason}`);
  return report.dependencies.flatMap(of);
}

/** @param {string} text @param {string} name */
function parsed(text, name) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} gave no report: ${text.trim().split('\n').at(-1) ?? ''}`);
  }
}

/**
 * The list of what is known. @param {string} text
 * @returns {Known[]}
 */
export function knownFindings(text) {
  const list = JSON.parse(text);
  for (const one of list)
    for (const name of ['id', 'package', 'reason'])
      if (typeof one[name] !== 'string' || one[name].trim() === '')
        throw new TypeError(`known.json: every entry needs ${name}, got ${JSON.stringify(one)}`);
  return list;
}

/**
 * Splits findings by what is known.
 * @param {Finding[]} findings @param {Known[]} known
 */
export function compare(findings, known) {
  const entry = (/** @type {Finding} */ found) => known.find((one) => one.id === found.id && one.package === found.package);
  return {
    fresh: findings.filter((found) => !entry(found)),
    explained: findings.flatMap((found) => {
      const one = entry(found);
      return one ? [{ ...found, reason: one.reason }] : [];
    }),
    gone: known.filter((one) => !findings.some((found) => found.id === one.id && found.package === one.package)),
  };
}
