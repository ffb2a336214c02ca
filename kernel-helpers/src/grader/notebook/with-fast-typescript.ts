/** The first import of a program: those that follow find TypeScript loaded. */
import { loadTypeScript } from './fast-typescript.js';

loadTypeScript();
