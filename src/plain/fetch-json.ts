const TIMEOUT_MS = 20_000;

/**
 * What the server answers, as JSON. A connection that says nothing more for twenty seconds is none.
 * @throws Error where it was not reached, or something else than a server of ours answered
 */
export async function fetchJson(
  url: string,
  request: RequestInit,
): Promise<{ readonly response: Response; readonly said: unknown }> {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, { ...request, signal: given.signal });
    return { response, said: await response.json() };
  } finally {
    clearTimeout(timer);
  }
}
