import type { AnswerOf, BodyOf } from '../contract/operation.ts';
import type { AskForTalk, CreateResponse } from '../contract/responses.ts';
import type { AnswerForm } from './journey.ts';

export type Receipt = AnswerOf<typeof CreateResponse>;

/** What the server said: a value, a refusal with its code, or nothing since it was not reached. */
export type Said<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'refusal'; readonly code: string; readonly opensAt?: string; readonly timeZone?: string }
  | { readonly kind: 'unreachable' };

const TIMEOUT_MS = 20_000;

export function fetchForm(invitationToken: string): Promise<Said<AnswerForm>> {
  return post('/api/v1/answer-forms', { invitationToken });
}

export async function sendResponse(body: BodyOf<typeof CreateResponse>): Promise<Said<Receipt>> {
  const said = await post<Receipt>('/api/v1/responses', body);
  // no receipt of ours: a network that wants to be signed in to answers in the server's place
  const isForeign = said.kind === 'answer' && said.value.id !== body.id;
  return isForeign ? { kind: 'unreachable' } : said;
}

export function sendTalkRequest(body: BodyOf<typeof AskForTalk>): Promise<Said<unknown>> {
  return post('/api/v1/self-referrals', body);
}

async function post<Value>(url: string, body: object): Promise<Said<Value>> {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // whoever is signed in on this computer has nothing to do with these answers
      credentials: 'omit',
      signal: given.signal,
    });
    const said = (await response.json()) as Value & { code?: string; opensAt?: string; timeZone?: string };
    if (response.ok) return { kind: 'answer', value: said };
    // too many at once, or a server that is starting: as good as not reached
    if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' };
    const { code, opensAt, timeZone } = said;
    // every refusal of ours has a code: somebody on the way says this
    if (code === undefined) return { kind: 'unreachable' };
    const begin = opensAt === undefined || timeZone === undefined ? {} : { opensAt, timeZone };
    return { kind: 'refusal', code, ...begin };
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}
