import { useEffect, useState } from 'react';

const HALF_MINUTE = 30_000;

/** The present instant (Unix milliseconds), renewed so that running clocks run. */
export function useNow(everyMs = HALF_MINUTE): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
