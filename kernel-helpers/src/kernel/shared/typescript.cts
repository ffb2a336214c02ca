/**
 * TypeScript, for every file that calls it. A package in CommonJS that a module imports is first searched for the names it exports: of these nine
 * megabytes that takes longer than to load them. Here it is required, and what is searched is this file.
 */
import ts = require('typescript');

export = ts;
