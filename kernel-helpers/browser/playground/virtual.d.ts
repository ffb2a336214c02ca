/** Made by `scripts/lite/bundle.mjs`. */
declare module 'package:playground' {
  export const code: string;
}
