/** In the place of what a tab cannot have: other processes, archives on a disk, sockets. Whoever uses it is told so. */
export function refuse(): never {
  throw new Error('this needs the installed lab: it cannot be done in a browser tab');
}

export {
  refuse as createWriteStream,
  refuse as fromBuffer,
  refuse as list,
  refuse as open,
  refuse as pipeline,
  refuse as spawn,
  refuse as Wire,
};
