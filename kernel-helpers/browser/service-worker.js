/**
 * Keeps the lab for days without a network: what the site answers is kept, and given where there is no answer. With a network the site's own
 * files are always the newest. JupyterLite's worker goes on with what is its own.
 */
const cacheName = 'lecture-lab';
const list = 'offline.json';

/** One entry a file, whatever stands behind `?`. */
const key = (address) => address.replace(/[?#].*$/, '');

addEventListener('fetch', (event) => {
  const { method, url, headers } = event.request;
  const isJupyterLites = /\/api\/(?:drive|stdin|service-worker-heartbeat)/.test(url);
  if (method !== 'GET' || !url.startsWith(registration.scope) || isJupyterLites || headers.has('range')) return;
  event.stopImmediatePropagation();
  event.respondWith(answer(event));
});

async function answer(event) {
  const { request } = event;
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    // The page does not wait for the disk, and a full one must not stop the lab.
    if (response.status === 200) event.waitUntil(cache.put(key(request.url), response.clone()).catch(() => undefined));
    return response;
  } catch (error) {
    const kept = await cache.match(key(request.url));
    if (kept) return kept;
    throw error;
  }
}

/** The page has loaded: now the rest of the lab is fetched, a few files at a time. The list itself comes last: it says that all is there. */
async function keepAll() {
  const cache = await caches.open(cacheName);
  const at = new URL(list, registration.scope).href;
  const response = await fetch(at);
  const files = await response.clone().json();
  const next = async () => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) {
      const address = new URL(file, registration.scope).href;
      if (!(await cache.match(key(address)))) await cache.add(key(address));
    }
  };
  await Promise.all([next(), next(), next()]);
  await cache.put(at, response);
}

addEventListener('message', (event) => {
  if (event.data?.kind === 'keep for offline') event.waitUntil(keepAll().catch(() => undefined));
});

importScripts('jupyterlite-service-worker.js');
