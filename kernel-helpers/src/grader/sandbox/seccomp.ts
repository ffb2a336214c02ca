/**
 * A filter of system calls for a submission, as a program of the kernel's packet filter. It refuses what makes memory that the watcher does not see
 * (memfd, System V shared memory, message queues), what makes walls of one's own (user namespaces, mounts), and what reaches into other processes.
 */
interface Architecture {
  /** The kernel's number of the architecture. */
  readonly audit: number;
  readonly clone: number;
  readonly refused: readonly number[];
}

/** Numbers that are the same on every architecture: io_uring, the new mount calls, memfd_secret. */
const common = [425, 426, 427, 428, 429, 430, 431, 432, 433, 442, 447];
/** In this order: unshare, setns, mount, umount2, pivot_root, chroot, memfd_create, shmget, shmat, semget, msgget, mq_open, ptrace, process_vm_readv,
 * process_vm_writev, add_key, request_key, keyctl, bpf, perf_event_open, userfaultfd, open_by_handle_at. */
const architectures: Readonly<Record<string, Architecture>> = {
  x64: {
    audit: 0xc000003e,
    clone: 56,
    refused: [272, 308, 165, 166, 155, 161, 319, 29, 30, 64, 68, 240, 101, 310, 311, 248, 249, 250, 321, 298, 323, 304, ...common],
  },
  arm64: {
    audit: 0xc00000b7,
    clone: 220,
    refused: [97, 268, 40, 39, 41, 51, 279, 194, 196, 190, 186, 180, 117, 270, 271, 217, 218, 219, 280, 241, 282, 265, ...common],
  },
};

const clone3 = 435;
/** All flags of `clone` that make a namespace. */
const namespaces = 0x7e020000;
const load = 0x20;
const equal = 0x15;
const atLeast = 0x35;
const anyBit = 0x45;
const give = 0x06;
const allow = 0x7fff0000;
const kill = 0x80000000;
const [notPermitted, noSuchCall] = [0x00050001, 0x00050026];

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/** The filter of an architecture; each call is looked up in a list. */
function program({ audit, clone, refused }: Architecture): Instruction[] {
  return [
    [load, 0, 0, 4],
    [equal, 1, 0, audit],
    [give, 0, 0, kill],
    [load, 0, 0, 0],
    // Calls of the x32 table have numbers of their own, which would pass the list.
    [atLeast, 0, 1, 0x40000000],
    [give, 0, 0, noSuchCall],
    // Its flags lie in memory, where no filter can read them; libraries go back to `clone`.
    [equal, 0, 1, clone3],
    [give, 0, 0, noSuchCall],
    ...refused.flatMap((number): Instruction[] => [
      [equal, 0, 1, number],
      [give, 0, 0, notPermitted],
    ]),
    [equal, 0, 3, clone],
    [load, 0, 0, 16],
    [anyBit, 0, 1, namespaces],
    [give, 0, 0, notPermitted],
    [give, 0, 0, allow],
  ];
}

/** The filter as bubblewrap reads it; `undefined` on an architecture without one. */
export function seccompFilter(architecture: string = process.arch): Buffer | undefined {
  const known = architectures[architecture];
  if (!known) return undefined;
  return Buffer.concat(
    program(known).map(([code, ifTrue, ifFalse, value]) => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt16LE(code, 0);
      bytes.writeUInt8(ifTrue, 2);
      bytes.writeUInt8(ifFalse, 3);
      bytes.writeUInt32LE(value, 4);
      return bytes;
    }),
  );
}
