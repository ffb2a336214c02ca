/**
 * JupyterLite hands messages to its kernels through an imitation of a web socket, which holds each one back for four milliseconds, as a
 * network would. That is more than the kernel itself needs for a short cell.
 */
interface Socket {
  send(data: unknown): void;
}

/** Messages leave at once, behind the code that sends them, and in its order. */
export function sendAtOnce({ prototype }: { readonly prototype: Socket }): void {
  const { send } = prototype;
  // Patch: jupyterlite-socket-delay
  prototype.send = function (this: Socket, data) {
    const { setTimeout } = globalThis;
    const atOnce = (deliver: (server: unknown) => void, _delay: number, server: unknown): void => queueMicrotask(() => deliver(server));
    Object.assign(globalThis, { setTimeout: atOnce });
    try {
      send.call(this, data);
    } finally {
      Object.assign(globalThis, { setTimeout });
    }
  };
}
