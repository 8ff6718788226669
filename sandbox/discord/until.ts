/** What `read` gives once it is neither undefined, null nor false: looked at now and after each `subscribe` call-back. */
export function until<T>(
  subscribe: (look: () => void) => () => void,
  read: () => T | undefined | null | false,
  what: string,
  timeoutMs: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = (): void => {};
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Waited ${timeoutMs} ms in vain for ${what}.`));
    }, timeoutMs);
    const look = (): void => {
      try {
        const value = read();
        if (value === undefined || value === null || value === false) return;
        resolve(value);
      } catch (error) {
        reject(error);
      }
      clearTimeout(timer);
      stop();
    };
    stop = subscribe(look);
    look();
  });
}
