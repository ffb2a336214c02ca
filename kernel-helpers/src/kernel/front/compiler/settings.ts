/** Settings of a session in the kernel's environment. Read at each use: a start-up snapshot is older than the session. */

/** `LECTURE_LAB_CHECK=off`: no cell is checked, no types of packages are loaded. */
export const isUncheckedSession = (): boolean => process.env.LECTURE_LAB_CHECK === 'off';

/** `LECTURE_LAB_CHECK=strict`: cells are checked strictly also in a folder without a `tsconfig.json`. */
export const isStrictSession = (): true | undefined => (process.env.LECTURE_LAB_CHECK === 'strict' ? true : undefined);

/** `LECTURE_LAB_LANGUAGE=javascript`: the kernel `jslab`. Only what JavaScript itself forbids stops a cell; types serve completion. */
export const isJavaScriptSession = (): boolean => process.env.LECTURE_LAB_LANGUAGE === 'javascript';
