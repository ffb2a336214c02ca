/** The progress of a download. */
export interface DownloadProgress {
  /** Bytes on the disk, including those of an earlier try. */
  readonly received: number;
  /** Number of all bytes, if the server or the manifest tells it. */
  readonly total?: number;
  /** Bytes per second since this try began. */
  readonly rate: number;
  readonly url: string;
}

/** `42.0 of 170.1 MB (25 %), 3.1 MB/s, 41 s left`. */
export function formatProgress({ received, total, rate }: DownloadProgress): string {
  const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
  const speed = `${mb(rate)} MB/s`;
  if (total === undefined) return `${mb(received)} MB, ${speed}`;
  const left = rate > 0 ? `, ${Math.ceil((total - received) / rate)} s left` : '';
  return `${mb(received)} of ${mb(total)} MB (${Math.floor((100 * received) / total)} %), ${speed}${left}`;
}

/** A reporter that prints at most one line in `every` ms, and none for a download that ends earlier. */
export function printProgress(every = 3000): (progress: DownloadProgress) => void {
  let last = performance.now();
  return (progress) => {
    if (performance.now() - last < every) return;
    last = performance.now();
    console.log(`${path(progress.url)}: ${formatProgress(progress)}`);
  };
}

const path = (url: string) => new URL(url).pathname.split('/').at(-1);
