/** Memory that is to be given back to the system: a worker cannot. */
export class GiveBack {
  due(): void {}
  postpone(): void {}
  cellEnded(): void {}
}
