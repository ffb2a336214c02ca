/** No context follows a promise in a browser: the store is known to code that runs at once, and to nothing that it starts. */
export class AsyncLocalStorage<T> {
  #store: T | undefined;

  run<R>(store: T, f: () => R): R {
    const before = this.#store;
    this.#store = store;
    try {
      return f();
    } finally {
      this.#store = before;
    }
  }

  getStore(): T | undefined {
    return this.#store;
  }
}
