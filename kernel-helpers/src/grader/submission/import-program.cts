/** Imports a program. A program that a snapshot holds cannot: Node imports for files only, and requires files for it. */
import url = require('node:url');

export = (program: string): Promise<unknown> => import(url.pathToFileURL(program).href);
