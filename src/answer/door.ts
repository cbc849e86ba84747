import type { AnswerOf, BodyOf } from '../contract/operation.ts';
import type { AskForTalk, CreateResponse } from '../contract/responses.ts';
import { fetchJson } from '../plain/fetch-json.ts';
import type { AnswerForm } from './journey.ts';

export type Receipt = AnswerOf<typeof CreateResponse>;

/** What the server said: a value, a refusal with its code, or nothing since it was not reached. */
export type Said<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'refusal'; readonly code: string; readonly opensAt?: string; readonly timeZone?: string }
  | { readonly kind: 'unreachable' };

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
  try {
    const { response, said } = await fetchJson(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // whoever is signed in on this computer has nothing to do with these answers
      credentials: 'omit',
    });
    if (response.ok) return { kind: 'answer', value: said as Value };
    // too many at once, or a server that is starting: as good as not reached
    if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' };
    const { code, opensAt, timeZone } = said as { code?: string; opensAt?: string; timeZone?: string };
    // every refusal of ours has a code: somebody on the way says this
    if (code === undefined) return { kind: 'unreachable' };
    const begin = opensAt === undefined || timeZone === undefined ? {} : { opensAt, timeZone };
    return { kind: 'refusal', code, ...begin };
  } catch {
    return { kind: 'unreachable' };
  }
}
