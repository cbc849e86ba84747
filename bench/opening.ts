import { randomUUID } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { newId } from '../src/server/platform/database/ids.ts';
import { type CityRows, superuserUrl, withClient } from './city.ts';
import { median, type Target } from './load.ts';
import { PASSWORD, registrationOf, send } from './volunteering.ts';

const PEOPLE = 3_000;
const PLACES = 500;
/** Passwords are hashed while people register and sign in: more at once are told to wait. */
const COMING_AT_ONCE = 4;
const WAIT_MS = 120_000;

export interface OpeningFigure {
  /** sign-ups a second, from the first press to the last answer */
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Three thousand people press at once when five hundred places open, each on a connection of their own; one in five presses twice.
 * @throws Error when not exactly as many have a place as there are, in the order of coming, nobody twice
 */
export async function measureOpening(
  product: Target,
  { organisationId, siteId }: Pick<CityRows, 'organisationId' | 'siteId'>,
  code: string,
): Promise<OpeningFigure> {
  process.stderr.write(`volunteers.opening: ${PEOPLE} people register …\n`);
  const before = await countVolunteers(organisationId);
  const people: string[] = [];
  for (let at = 0; at < PEOPLE; at += COMING_AT_ONCE)
    people.push(
      ...(await Promise.all(
        Array.from({ length: COMING_AT_ONCE }, (_, next) => come(product.url, code, at + next)),
      )),
    );
  await untilThere(organisationId, before + PEOPLE);
  const shiftId = await open(product, siteId);
  const agent = new Agent({ maxSockets: Infinity });
  const press = async (cookie: string, id: string) => {
    const begun = performance.now();
    const path = `/api/v1/shifts/${shiftId}/sign-ups`;
    await post(product.url + path, { id }, { agent, headers: { cookie } });
    return performance.now() - begun;
  };
  const begun = performance.now();
  const waited = await Promise.all(
    people.flatMap((cookie, at) => {
      const id = newId();
      return at % 5 === 0 ? [press(cookie, id), press(cookie, id)] : [press(cookie, id)];
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  agent.destroy();
  await refuseFaults(organisationId, shiftId);
  const inOrder = waited.toSorted((one, other) => one - other);
  return {
    rate: PEOPLE / seconds,
    p50Ms: median(waited),
    p99Ms: inOrder[Math.floor(inOrder.length * 0.99)] ?? Number.NaN,
  };
}

/** From a telephone with an address of its own: of one address the server takes only so many. @returns the cookie */
async function come(url: string, organisationCode: string, at: number): Promise<string> {
  const localAddress = `127.0.${1 + Math.floor(at / 200)}.${1 + (at % 200)}`;
  const loginName = `v${randomUUID()}`;
  await post(`${url}/api/v1/volunteer-registrations`, registrationOf(organisationCode, loginName), {
    localAddress,
  });
  const credentials = { username: loginName, password: PASSWORD };
  const { headers } = await post(`${url}/api/v1/auth/sign-in`, credentials, { localAddress });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

async function countVolunteers(organisationId: string): Promise<number> {
  return withClient(await superuserUrl(), async (client) => {
    const asked =
      "select count(*)::int as count from volunteer where organisation_id = $1 and state = 'accepted'";
    return (await client.query<{ count: number }>(asked, [organisationId])).rows[0]?.count ?? 0;
  });
}

/** What is registered arrives at the organisation by deliveries. */
async function untilThere(organisationId: string, count: number): Promise<void> {
  const patience = Date.now() + WAIT_MS;
  while ((await countVolunteers(organisationId)) < count) {
    if (Date.now() > patience) throw new Error('registrations have not arrived for two minutes');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @returns the shift's id */
async function open({ url, headers = {} }: Target, siteId: string): Promise<string> {
  const opportunity = { id: newId(), title: '迎新', siteId, description: '迎新', risks: '没有' };
  await send(url, '/api/v1/opportunities', opportunity, headers);
  const id = newId();
  const startsAt = new Date(Date.now() + 30 * 86_400_000);
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const shift = { id, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), capacity: PLACES };
  await send(url, `/api/v1/opportunities/${opportunity.id}/shifts`, shift, headers);
  return id;
}

/** @throws Error */
async function refuseFaults(organisationId: string, shiftId: string): Promise<void> {
  const { rows } = await withClient(await superuserUrl(), (client) =>
    client.query<{ volunteer_id: string; state: string }>(
      'select volunteer_id, state from sign_up where organisation_id = $1 and shift_id = $2 order by arrival',
      [organisationId, shiftId],
    ),
  );
  const isInOrder = rows.every(({ state }, at) => state === (at < PLACES ? 'confirmed' : 'waitlisted'));
  const different = new Set(rows.map((row) => row.volunteer_id)).size;
  if (rows.length !== PEOPLE || different !== PEOPLE || !isInOrder)
    throw new Error(`${rows.length} sign-ups of ${different} people, in order: ${isInOrder}`);
}

interface Way {
  readonly headers?: Readonly<Record<string, string>>;
  readonly localAddress?: string;
  readonly agent?: Agent;
}

interface Answered {
  readonly headers: IncomingHttpHeaders;
}

/** @throws Error when it is refused */
async function post(url: string, body: object, { headers, ...way }: Way): Promise<Answered> {
  const sent = JSON.stringify(body);
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const read = async (answer: IncomingMessage): Promise<Answered> => {
    const said = await text(answer);
    const { statusCode = 0 } = answer;
    if (statusCode > 299) throw new Error(`${url}: ${statusCode} ${said}`);
    return { headers: answer.headers };
  };
  request(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) },
    ...way,
  })
    .on('error', reject)
    .on('response', (answer) => resolve(read(answer)))
    .end(sent);
  return promise;
}
