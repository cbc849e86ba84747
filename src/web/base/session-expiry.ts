/** Whether the server has ended the session behind the page that is open. */
function createSessionExpiry() {
  let isExpired = false;
  const listeners = new Set<() => void>();
  const set = (value: boolean) => {
    isExpired = value;
    for (const listener of listeners) listener();
  };
  return {
    expire: () => set(true),
    renew: () => set(false),
    isExpired: () => isExpired,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const sessionExpiry = createSessionExpiry();
