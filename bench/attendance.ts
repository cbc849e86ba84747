import { randomBytes } from 'node:crypto';
import { makeCertificateNumber } from '../src/domain/certificates/certificate-number.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import { type CityRows, superuserUrl, withClient } from './city.ts';
import type { MakeRequest, Target } from './load.ts';
import { registerVolunteer, send } from './volunteering.ts';

const VOLUNTEERS = 60;
/** All at the same time: the city's volunteers are everywhere at once, so that there is always one more to check in. */
const SHIFTS = 600;
const CERTIFICATES = 200;

export interface Attending {
  /** each a volunteer who checks in by the station's QR, which takes one reading more than the six digits */
  readonly checkIn: MakeRequest;
  readonly checkInBare: MakeRequest;
}

/** Volunteers of the city who are signed in and have a place at each of many shifts that have begun. */
export async function prepareAttendance(
  product: Target,
  city: CityRows,
  organisationCode: string,
): Promise<Attending> {
  const people: { cookie: string; volunteerId: string }[] = [];
  for (let at = 0; at < VOLUNTEERS; at += 1) {
    const cookie = await registerVolunteer(product.url, organisationCode);
    people.push({ cookie, volunteerId: await findVolunteer(product.url, cookie) });
  }
  const shiftIds = await putPlaces(
    city,
    people.map(({ volunteerId }) => volunteerId),
  );
  const made = await send(product.url, `/api/v1/sites/${city.siteId}/station-code`, {}, product.headers);
  const { path } = (await made.json()) as { path: string };
  const code = path.split('/').at(-1);
  let [there, thereBare] = [0, 0];
  const next = (at: number) => ({
    cookie: people[at % VOLUNTEERS]?.cookie ?? '',
    shiftId: shiftIds[Math.floor(at / VOLUNTEERS) % SHIFTS] ?? '',
  });
  return {
    checkIn: () => {
      const { cookie, shiftId } = next(there);
      there += 1;
      const path = `/api/v1/shifts/${shiftId}/check-ins`;
      return { method: 'POST', path, body: { id: newId(), code }, headers: { cookie } };
    },
    checkInBare: () => {
      const { shiftId } = next(thereBare);
      thereBare += 1;
      return { method: 'POST', path: '/check-ins', body: { id: newId(), shiftId } };
    },
  };
}

/** Their record arrives at the organisation by a delivery. */
async function findVolunteer(url: string, cookie: string): Promise<string> {
  for (let turn = 0; turn < 600; turn += 1) {
    const answer = await fetch(`${url}/api/v1/my/volunteer`, { headers: { cookie } });
    const { records } = (await answer.json()) as { records: { number: string }[] };
    const [record] = records;
    if (record !== undefined)
      return withClient(await superuserUrl(), async (client) => {
        const text = 'select id from volunteer where number = $1';
        const { rows } = await client.query<{ id: string }>(text, [record.number]);
        return rows[0]?.id ?? '';
      });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('a volunteer has not arrived at the organisation for a minute');
}

/** A shift overlaps another nobody signs up for by themselves: they are written without the triggers. */
async function putPlaces({ organisationId, siteId }: CityRows, volunteerIds: string[]): Promise<string[]> {
  return withClient(await superuserUrl(), async (client) => {
    await client.query('set session_replication_role = replica');
    const opportunityId = newId();
    const shiftIds = Array.from({ length: SHIFTS }, () => newId());
    await client.query(
      `insert into opportunity (organisation_id, id, site_id, site_name, region_code, programme, title, description, risks, place,
         requirements, confirm_hours, state, created_by, created_at, updated_at)
       values ($1, $2, $3, '', '330300', '', '陪伴', '', '', '', '{}', 24, 'published', $1, now(), now())`,
      [organisationId, opportunityId, siteId],
    );
    await client.query(
      `insert into shift (organisation_id, id, opportunity_id, starts_at, ends_at, state, is_published, created_by, created_at, updated_at)
       select $1, id, $2, now() - interval '5 minutes', now() + interval '6 hours', 'open', true, $1, now(), now()
       from unnest($3::uuid[]) as id`,
      [organisationId, opportunityId, shiftIds],
    );
    await client.query(
      `insert into shift_place (organisation_id, shift_id, role, capacity, taken, is_published)
       select $1, id, '', $2, $2, true from unnest($3::uuid[]) as id`,
      [organisationId, VOLUNTEERS, shiftIds],
    );
    await client.query(
      `insert into sign_up (organisation_id, id, shift_id, role, volunteer_id, state, starts_at, ends_at, signed_at, changed_at)
       select $1, gen_random_uuid(), shift_id, '', volunteer_id, 'confirmed', now() - interval '5 minutes', now() + interval '6 hours',
         now(), now()
       from unnest($2::uuid[]) as shift_id, unnest($3::uuid[]) as volunteer_id`,
      [organisationId, shiftIds, volunteerIds],
    );
    await client.query('analyze sign_up, shift, shift_place');
    return shiftIds;
  });
}

/** Strangers who look at certificates, of which one in fifty does not exist. */
export async function prepareVerification(
  product: Target,
  city: CityRows,
  organisationCode: string,
): Promise<MakeRequest> {
  const cookie = await registerVolunteer(product.url, organisationCode);
  const volunteerId = await findVolunteer(product.url, cookie);
  await putHours(city, volunteerId);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const numbers: string[] = [];
  for (let at = 0; at < CERTIFICATES; at += 1) {
    const asked = { id: newId(), volunteerId, from: '2026-01-01', to: today };
    const made = await send(product.url, '/api/v1/certificates', asked, product.headers);
    numbers.push(((await made.json()) as { number: string }).number);
  }
  let at = 0;
  return () => {
    at += 1;
    const number = at % 50 === 0 ? makeCertificateNumber(randomBytes(10)) : numbers[at % CERTIFICATES];
    return { method: 'GET', path: `/verify/${number}`, headers: { accept: 'text/html' } };
  };
}

async function putHours({ organisationId, siteId }: CityRows, volunteerId: string): Promise<void> {
  return withClient(await superuserUrl(), async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(
      `insert into service_record (organisation_id, id, volunteer_id, site_id, site_name, programme, title, served_from, served_until,
         source, state, entered_at)
       values ($1, gen_random_uuid(), $2, $3, '', '', '陪伴', now() - interval '3 hours', now() - interval '1 hour', 'attendance',
         'recorded', now())`,
      [organisationId, volunteerId, siteId],
    );
  });
}
