import { randomUUID } from 'node:crypto';
import { newId } from '../src/server/platform/database/ids.ts';
import { type CityRows, superuserUrl, withClient } from './city.ts';
import type { MakeRequest, Target } from './load.ts';

const VOLUNTEERS = 60;
/** As many as one rule may make; each takes all volunteers. */
const SHIFTS = 400;
export const PASSWORD = 'bench: forty willows by the river';

export interface Volunteering {
  /** of the organisation */
  readonly code: string;
  /** each a volunteer at a shift where they are not yet, until all are everywhere */
  readonly signUp: MakeRequest;
  readonly signUpBare: MakeRequest;
  /** what everybody reads */
  readonly list: MakeRequest;
}

/** Volunteers of the city who are signed in, and shifts with a place for each of them, made anew for each run. */
export async function prepareVolunteering(product: Target, city: CityRows): Promise<Volunteering> {
  const code = await openBook(city);
  const people: string[] = [];
  for (let at = 0; at < VOLUNTEERS; at += 1) people.push(await registerVolunteer(product.url, code));
  const shiftIds = await makeShifts(product, city);
  let [taken, takenBare] = [0, 0];
  // one shift after the other fills, as when it opens
  const next = (at: number) => ({
    cookie: people[at % VOLUNTEERS] ?? '',
    shiftId: shiftIds[Math.floor(at / VOLUNTEERS) % SHIFTS] ?? '',
  });
  return {
    code,
    signUp: () => {
      const { cookie, shiftId } = next(taken);
      taken += 1;
      const path = `/api/v1/shifts/${shiftId}/sign-ups`;
      return { method: 'POST', path, body: { id: newId() }, headers: { cookie } };
    },
    signUpBare: () => {
      const { shiftId } = next(takenBare);
      takenBare += 1;
      return { method: 'POST', path: '/sign-ups', body: { id: newId(), shiftId } };
    },
    list: () => ({ method: 'GET', path: `/api/v1/opportunities?organisationCode=${code}` }),
  };
}

/** @returns the organisation's code */
async function openBook({ organisationId }: CityRows): Promise<string> {
  return withClient(await superuserUrl(), async (client) => {
    await client.query(
      `insert into book (organisation_id, is_open, participations, welcome, welcome_en, takes_at_once, changed_by, changed_at, version)
       values ($1, true, '{volunteer}', '', '', true, $1, now(), 1) on conflict do nothing`,
      [organisationId],
    );
    // whoever registered from here in earlier runs of the day
    await client.query('delete from code_count');
    const { rows } = await client.query<{ code: string }>('select code from organisation where id = $1', [
      organisationId,
    ]);
    return rows[0]?.code ?? '';
  });
}

/** @returns the cookie of whoever registered */
export async function registerVolunteer(url: string, organisationCode: string): Promise<string> {
  const loginName = `v${randomUUID()}`;
  await send(url, '/api/v1/volunteer-registrations', registrationOf(organisationCode, loginName));
  const signedIn = await send(url, '/api/v1/auth/sign-in', { username: loginName, password: PASSWORD });
  return (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export function registrationOf(organisationCode: string, loginName: string): object {
  const said = { name: '陈欣', birthDate: '2004-05-06', phone: '13800138000' };
  return { id: newId(), organisationCode, ...said, loginName, password: PASSWORD };
}

async function makeShifts(
  { url, headers = {} }: Target,
  { siteId }: Pick<CityRows, 'siteId'>,
): Promise<string[]> {
  const opportunity = { id: newId(), title: '陪伴', siteId, description: '陪伴孩子', risks: '没有' };
  await send(url, '/api/v1/opportunities', opportunity, headers);
  const startsAt = new Date(Date.now() + 3_600_000 * 24);
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const made = await send(
    url,
    `/api/v1/opportunities/${opportunity.id}/shifts`,
    {
      id: newId(),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      capacity: VOLUNTEERS,
      recurrence: `FREQ=DAILY;COUNT=${SHIFTS}`,
    },
    headers,
  );
  const { id, others } = (await made.json()) as { id: string; others: { id: string }[] };
  return [id, ...others.map((one) => one.id)];
}

export async function send(url: string, path: string, body: object, headers: object = {}): Promise<Response> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
