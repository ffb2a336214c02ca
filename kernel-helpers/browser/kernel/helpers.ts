/** `kernel-helpers` in a tab: one build, that of the site. */
type Load = (specifier: string) => Promise<Record<string, unknown>>;

export class Helpers {
  import(load: Load): Promise<Record<string, unknown>> {
    return load('kernel-helpers');
  }
}
