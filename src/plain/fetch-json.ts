const TIMEOUT_MS = 20_000;

/**
 * What the server answers, as JSON. A connection that says nothing more for twenty seconds is none.
 * @throws Error where it was not reached, or something else than a server of ours answered
 */
export async function fetchJson(
  url: string,
  request: RequestInit,
): Promise<{ readonly response: Response; readonly said: unknown }> {
  return fetchAs(url, request, async (response) => ({ response, said: await response.json() }));
}

/**
 * What the server answers, as it is to be read.
 * @throws Error where it was not reached, or answered what cannot be read so
 */
export async function fetchAs<Read>(
  url: string,
  request: RequestInit,
  read: (response: Response) => Promise<Read>,
): Promise<Read> {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), TIMEOUT_MS);
  try {
    return await read(await fetch(url, { ...request, signal: given.signal }));
  } finally {
    clearTimeout(timer);
  }
}
