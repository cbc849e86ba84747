import { useSyncExternalStore } from 'react';

/** As the style sheets have it; paper takes the wide form. */
const narrowQuery = window.matchMedia('screen and (max-width: 900px)');

/** Where a list has two forms, only the one that is seen is made: on a telephone the other costs as much again. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(watch, () => narrowQuery.matches);
}

function watch(listener: () => void): () => void {
  narrowQuery.addEventListener('change', listener);
  return () => narrowQuery.removeEventListener('change', listener);
}
