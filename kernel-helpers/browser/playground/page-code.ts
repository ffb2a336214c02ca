/** In a browser tab the page's script is part of the helpers. */
import { code } from 'package:playground';

export const pageCode = (): string => code;
