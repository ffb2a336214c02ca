/** One mistake in the slides, with the right figure. */
export interface Erratum {
  /** Section of the lecture, 1 to 7. */
  readonly section: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** What the slide says. */
  readonly slide: string;
  /** What is right. */
  readonly right: string;
  /** Why they differ, in one or two sentences. */
  readonly why: string;
  /** The notebook (file name without `.ipynb`) whose cell shows it. */
  readonly notebook: string;
  /** The figures behind the texts, by name, so that tests and notebooks compare against them and type none twice. */
  readonly figures?: Readonly<Record<string, number | readonly number[]>>;
}
