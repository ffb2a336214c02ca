/** Lets the process end without waiting for a timer. In a browser a timer is a number, and nothing waits for it. */
export function inBackground(timer: NodeJS.Timeout | number): void {
  if (typeof timer !== 'number') timer.unref();
}
