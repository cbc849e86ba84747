import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { streamsOf } from '../../../test/pdf-streams.ts';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import { readAsStranger } from '../../../test/stranger.ts';
import { registerVolunteer, signInVolunteer } from '../../../test/volunteer.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';
import { plain } from '../platform/database/statement.ts';
import { signCertificates } from './public.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let now = Date.parse('2026-03-01T02:00:00Z');

let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  now += DAY;
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
  colleague = await makeUser(server, home, 'coordinator');
});

const today = () => new Date(now + 8 * HOUR).toISOString().slice(0, 10);
const period = () => ({ from: '2026-01-01', to: today() });

/** Somebody with recorded hours. */
async function served(
  hours: number,
  { title = '整理图书', ...more }: { title?: string } & object = {},
): Promise<{ person: TestPerson; id: string; name: string }> {
  const registered = await registerVolunteer(server, home, more);
  const { id, name } = registered;
  if (hours > 0) await record(id, hours, title);
  return { person: await signInVolunteer(server, registered), id, name };
}

async function record(volunteerId: string, hours: number, title: string, ago = 1): Promise<void> {
  const until = now - ago * HOUR;
  const service = {
    id: newId(),
    siteId: home.siteIds[0],
    title,
    from: new Date(until - hours * HOUR).toISOString(),
    until: new Date(until).toISOString(),
    reason: '当天没有网络',
  };
  await must(coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/services`, service));
  await must(colleague.call('POST', `/api/v1/services/${service.id}/decide`, { decision: 'recorded' }));
}

const issue = (volunteerId: string, more: object = {}, by = coordinator) =>
  by.call('POST', '/api/v1/certificates', { id: newId(), volunteerId, ...period(), ...more });

/** As anybody asks, without an account. */
async function get(path: string, accept: string): Promise<{ status: number; text: string; type: string }> {
  const { statusCode, body, headers } = await server.app.inject({ url: path, headers: { accept } });
  return { status: statusCode, text: body, type: String(headers['content-type']) };
}
const page = (number: string) => get(`/verify/${number}`, 'text/html');
const credentialOf = async (number: string) =>
  JSON.parse((await get(`/verify/${number}`, 'application/vc+json')).text) as Record<string, unknown>;
const issuerOf = async () =>
  JSON.parse((await get(`/issuers/${home.code}`, 'application/json')).text) as Record<string, unknown>;
const revokedOf = async () =>
  JSON.parse((await get(`/issuers/${home.code}/revocations`, 'application/json')).text) as {
    revokedCredentials: { id: string; revocationReason: string }[];
  };
const isGood = async (credential: unknown) =>
  (await readAsStranger(await issuerOf(), (await revokedOf()).revokedCredentials).verify(credential))
    .verified;
const file = (staff: TestUser, id: string, language = 'zh') =>
  staff.call('GET', `/api/v1/certificates/${id}/file?language=${language}`);

describe('a certificate', () => {
  it('says what is recorded, and a stranger verifies it without an account', async () => {
    const { id, name } = await served(2);
    await record(id, 1, '课后伴读', 4);
    const made = await must(issue(id));
    expect(made).toMatchObject({ volunteerId: id, minutes: 180, state: 'issued', revokedAt: null });
    expect(made.verifyUrl).toMatch(new RegExp(`/verify/${made.number}$`));
    const { status, text } = await page(made.number);
    expect([status, text.includes('证书有效'), text.includes(name)]).toEqual([200, true, true]);
    expect(text).toContain('3 小时');
    for (const hidden of [id, '13800138000', '2004-05-06']) expect(text).not.toContain(hidden);
    const answer = await get(`/api/v1/verify/${made.number}`, 'application/vc+json');
    expect(answer.type).toBe('application/vc+json');
    const credential = JSON.parse(answer.text) as Record<string, unknown>;
    expect(await isGood(credential)).toBe(true);
    const changed = JSON.parse(answer.text.replace('"value":"180"', '"value":"980"')) as object;
    expect(await isGood(changed)).toBe(false);
    for (const hidden of [id, '13800138000', '2004-05-06']) expect(answer.text).not.toContain(hidden);
  });

  it('that somebody was given is checked, and is good as long as nothing of it was changed or revoked', async () => {
    const { id } = await served(2);
    const made = await must(issue(id));
    const credential = await credentialOf(made.number);
    const check = async (sent: unknown) =>
      (await must(request(server, 'POST', '/api/v1/verify', sent))).isGood;
    expect(await check(credential)).toBe(true);
    const changed = JSON.stringify(credential).replace('"value":"120"', '"value":"920"');
    expect(await check(JSON.parse(changed))).toBe(false);
    for (const junk of [{}, [], 7, null, { proof: { verificationMethod: '%E0%A4%A#' } }])
      expect(await check(junk)).toBe(false);
    await must(coordinator.call('POST', `/api/v1/certificates/${made.id}/revoke`, { reason: 'mistake' }));
    expect(await check(credential)).toBe(false);
  });

  it('is a PDF in Chinese or in both languages, with the credential inside', async () => {
    const { id } = await served(2);
    const made = await must(issue(id));
    for (const language of ['zh', 'both']) {
      const { status, headers, bytes } = await file(coordinator, made.id, language);
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('application/pdf');
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(bytes.includes('credential.json')).toBe(true);
    }
  });

  it('on paper that somebody changed is found out: by its credential, and by what its number says', async () => {
    const { id, name } = await served(2);
    const made = await must(issue(id));
    const { bytes } = await file(coordinator, made.id);
    const carriedBy = (pdf: Buffer) =>
      streamsOf(pdf).find(({ content }) => content.toString().startsWith('{"@context"'));
    const check = async (sent: unknown) =>
      (await must(request(server, 'POST', '/api/v1/verify', sent))).isGood;
    const { start = 0, content = '' } = carriedBy(bytes) ?? {};
    const credential = JSON.parse(content.toString()) as object;
    expect([await check(credential), await isGood(credential)]).toEqual([true, true]);
    // the same file with another number of hours in it
    const packed = deflateSync(content.toString().replace('"value":"120"', '"value":"920"'));
    const changed = Buffer.concat([bytes.subarray(0, start), packed, bytes.subarray(start)]);
    const forged = JSON.parse(carriedBy(changed)?.content.toString() ?? '') as object;
    expect(JSON.stringify(forged)).toContain('"920"');
    expect([await check(forged), await isGood(forged)]).toEqual([false, false]);
    // whatever stands on the sheet, whoever scans it reads what was signed
    const { text } = await page(made.number);
    expect([text.includes(name), text.includes('2 小时'), text.includes('15 小时')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is of what is recorded between two days, and of nothing else', async () => {
    const { id } = await served(0);
    expect((await issue(id)).body.code).toBe('certificate_nothing_recorded');
    await record(id, 2, '整理图书');
    expect((await issue(id, { from: '2026-01-01', to: '2026-01-31' })).body.code).toBe(
      'certificate_nothing_recorded',
    );
    for (const days of [
      { from: '2026-02-02', to: '2026-02-01' },
      { from: '2026-01-01', to: '2027-01-01' },
    ]) {
      const answer = await issue(id, days);
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, '/to']);
    }
    const stranger = await makeUser(server, await makeOrganisation(server), 'coordinator');
    expect((await issue(id, {}, stranger)).status).toBe(404);
  });

  it('names the address that the operator says, and none that a request made up', async () => {
    const { id } = await served(2);
    for (const host of ['evil.example', 'evil"x', '10.evil.example', '127.0.0.1.evil.example'])
      expect(
        (
          await coordinator.call(
            'POST',
            '/api/v1/certificates',
            { id: newId(), volunteerId: id, ...period() },
            { host },
          )
        ).body.code,
        host,
      ).toBe('public_address_missing');
    const body = { id: newId(), volunteerId: id, ...period() };
    const near = await must(
      coordinator.call('POST', '/api/v1/certificates', body, { host: '192.168.1.7:4000' }),
    );
    expect(near.verifyUrl).toMatch(/^http:\/\/192\.168\.1\.7:4000\/verify\//);
  });

  it('sent twice is one', async () => {
    const { id } = await served(2);
    const body = { id: newId() };
    const [one, other] = await Promise.all([must(issue(id, body)), must(issue(id, body))]);
    expect(one).toEqual(other);
  });

  it('revoked, is told so to whoever verifies it, on the page and to programs', async () => {
    const { id, name } = await served(2);
    const made = await must(issue(id));
    const credential = await credentialOf(made.number);
    const revoke = (reason: string) =>
      coordinator.call('POST', `/api/v1/certificates/${made.id}/revoke`, { reason });
    await must(revoke('corrected'));
    expect(await must(revoke('mistake'))).toMatchObject({ state: 'revoked', revokedBecause: 'corrected' });
    const { status, text } = await page(made.number);
    expect([status, text.includes('证书已撤销'), text.includes(name)]).toEqual([410, true, false]);
    const asked = await get(`/verify/${made.number}`, 'application/vc+json');
    expect([asked.status, JSON.parse(asked.text).code]).toEqual([410, 'certificate_revoked']);
    expect(await isGood(credential)).toBe(false);
    expect((await file(coordinator, made.id)).status).toBe(410);
  });

  it('is unknown by any other number', async () => {
    const { id } = await served(2);
    const { number } = await must(issue(id));
    const at = number.length - 3;
    const wrong = number.slice(0, at) + (number[at] === '7' ? '8' : '7') + number.slice(at + 1);
    expect((await page(wrong)).status).toBe(404);
    expect((await page(number.toLowerCase().replaceAll('-', ''))).status).toBe(200);
    const typed = await server.app.inject({ url: `/verify?number=${wrong}` });
    expect([typed.statusCode, typed.body.includes('不是证书编号')]).toEqual([200, true]);
    const right = await server.app.inject({ url: `/verify?number=${encodeURIComponent(` ${number} `)}` });
    expect([right.statusCode, right.headers.location]).toEqual([303, `/verify/${number}?lang=zh`]);
    expect((await page('%3Cscript%3E')).text).not.toContain('<script>');
    expect((await get('/issuers/nobody', 'application/json')).status).toBe(404);
  });

  it('tells nothing more of whoever was erased', async () => {
    const { id, person, name } = await served(2);
    const { number } = await must(issue(id));
    await must(person.call('POST', '/api/v1/my/prove', { password: 'yellow kite over the river' }));
    await must(person.call('POST', '/api/v1/my/erase'));
    await deliverAll(server);
    const { status, text } = await page(number);
    expect([status, text.includes(name)]).toEqual([410, false]);
    expect(text).toContain('内容已删除');
  });
});

describe('the keys that sign', () => {
  const keys = (by: TestUser) => by.call('GET', '/api/v1/signing-keys');
  let manager: TestUser;
  beforeEach(async () => {
    manager = await makeUser(server, home, 'administrator');
  });

  it('another takes its place, and what was signed before stays good', async () => {
    const { id } = await served(2);
    const before = await credentialOf((await must(issue(id))).number);
    await must(manager.call('POST', '/api/v1/signing-keys'));
    const after = await credentialOf((await must(issue(id))).number);
    expect((await must(keys(manager))).items).toMatchObject([
      { isCurrent: true, revokedAt: null },
      { isCurrent: false, revokedAt: null },
    ]);
    expect([await isGood(before), await isGood(after)]).toEqual([true, true]);
    const method = (credential: Record<string, unknown>) =>
      (credential['proof'] as { verificationMethod: string }).verificationMethod;
    expect(method(before)).not.toBe(method(after));
  });

  it('several that take its place at once leave one that signs', async () => {
    const { id } = await served(2);
    await must(issue(id));
    await Promise.all(Array.from({ length: 3 }, () => must(manager.call('POST', '/api/v1/signing-keys'))));
    const { rows } = await server.admin.query<{ key_id: string }>(
      'select key_id from signing_secret where organisation_id = $1',
      [home.id],
    );
    const [current] = (await must(keys(manager))).items;
    expect([rows.length, current.isCurrent]).toEqual([1, true]);
  });

  it('revoked, nothing that it signed is believed, and certificates are signed anew', async () => {
    const { id } = await served(2);
    const { number } = await must(issue(id));
    const before = await credentialOf(number);
    const [{ id: keyId }] = (await must(keys(manager))).items;
    await must(manager.call('POST', `/api/v1/signing-keys/${keyId}/revoke`));
    expect((await manager.call('POST', `/api/v1/signing-keys/${keyId}/revoke`)).body.code).toBe(
      'signing_key_revoked',
    );
    expect(await isGood(before)).toBe(false);
    expect((await page(number)).text).toContain('正在签署');
    await signCertificates(server.services, home.id);
    const after = await credentialOf(number);
    expect(await isGood(after)).toBe(true);
    expect(await isGood(before)).toBe(false);
    const { proof: _, ...said } = after;
    const { proof: __, ...saidBefore } = before;
    expect(said).toEqual(saidBefore);
  });

  it('revoked, holds nobody up for those who were erased', async () => {
    const { id, person } = await served(2);
    const { number } = await must(issue(id));
    await must(person.call('POST', '/api/v1/my/prove', { password: 'yellow kite over the river' }));
    await must(person.call('POST', '/api/v1/my/erase'));
    await deliverAll(server);
    const [{ id: keyId }] = (await must(keys(manager))).items;
    await must(manager.call('POST', `/api/v1/signing-keys/${keyId}/revoke`));
    await signCertificates(server.services, home.id);
    expect((await page(number)).text).toContain('内容已删除');
    const back = server.services.database.transaction(
      { organisationId: home.id, actorId: null, scope: 'organisation', siteIds: [] },
      (transaction) => transaction.all(plain('update signing_key set revoked_at = null', [])),
    );
    await expect(back).rejects.toMatchObject({ code: 'NU472' });
  });

  it('are the administrator’s', async () => {
    const { items } = await must(keys(manager));
    expect(items).toEqual([]);
    for (const [method, url] of [
      ['GET', '/api/v1/signing-keys'],
      ['POST', '/api/v1/signing-keys'],
      ['POST', `/api/v1/signing-keys/${newId()}/revoke`],
    ] as const)
      expect((await coordinator.call(method, url)).status).toBe(403);
    expect((await manager.call('POST', `/api/v1/signing-keys/${newId()}/revoke`)).status).toBe(404);
  });
});

describe('one’s own', () => {
  const make = (person: TestPerson, more: object = {}) =>
    person.call('POST', '/api/v1/my/certificates', {
      id: newId(),
      organisationId: home.id,
      ...period(),
      ...more,
    });

  it('is made by oneself, once for the same hours', async () => {
    const { id, person } = await served(2);
    const made = await must(make(person));
    expect(made).toMatchObject({ minutes: 120, organisationId: home.id, state: 'issued' });
    expect((await must(make(person))).number).toBe(made.number);
    await record(id, 1, '课后伴读', 5);
    const more = await must(make(person));
    expect(more).toMatchObject({ minutes: 180 });
    const { items } = await must(person.call('GET', '/api/v1/my/certificates'));
    expect(items.map(({ number }: { number: string }) => number)).toEqual([more.number, made.number]);
    expect(await isGood(await credentialOf(made.number))).toBe(true);
    const { bytes } = await person.call('GET', `/api/v1/my/certificates/${made.id}/file`);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is not made again where the organisation revoked it as wrong, until it has issued another', async () => {
    const { id, person } = await served(2);
    const made = await must(make(person));
    const revoke = (of: string, reason: string) =>
      must(coordinator.call('POST', `/api/v1/certificates/${of}/revoke`, { reason }));
    await revoke(made.id, 'mistake');
    expect((await make(person)).body.code).toBe('certificate_was_mistaken');
    const by = { id: newId(), volunteerId: id, from: made.from, to: made.to };
    const another = await must(coordinator.call('POST', '/api/v1/certificates', by));
    expect((await must(make(person))).number).toBe(another.number);
    await revoke(another.id, 'wish');
    expect((await must(make(person))).number).not.toBe(another.number);
  });

  it('is another once the name was corrected', async () => {
    const { person, id } = await served(2);
    const before = await must(make(person));
    const { version } = await must(person.call('GET', '/api/v1/my/account'));
    const named = { name: '陈新' };
    await must(person.call('PATCH', '/api/v1/my/account', named, { 'if-match': `"${version}"` }));
    await deliverAll(server);
    // nobody has looked at the new name yet
    expect((await make(person)).body.code).toBe('volunteer_waits');
    const { entryVersion } = await must(coordinator.call('GET', `/api/v1/volunteers/${id}`));
    const accept = { decision: 'accept' };
    const held = { 'if-match': `"${entryVersion}"` };
    await must(coordinator.call('POST', `/api/v1/book/entries/${id}/decision`, accept, held));
    const after = await must(make(person));
    expect(after.number).not.toBe(before.number);
    expect((await page(after.number)).text).toContain('陈新');
  });

  it('is nobody else’s, and not of an organisation that one does not serve with', async () => {
    const [{ person }, { person: stranger }] = [await served(2), await served(1)];
    const { id } = await must(make(person));
    expect((await stranger.call('GET', `/api/v1/my/certificates/${id}/file`)).status).toBe(404);
    expect((await must(stranger.call('GET', '/api/v1/my/certificates'))).items).toEqual([]);
    const other = await makeOrganisation(server);
    expect((await make(person, { organisationId: other.id })).body.code).toBe('volunteer_not_member');
    expect((await make(stranger, { id })).body.code).toBe('id_taken');
  });
});

describe('many at once', () => {
  it('have their numbers at once and are signed one after the other, each once', async () => {
    const people = [await served(3), await served(2), await served(0.5)];
    const id = newId();
    const body = { id, ...period(), minimumMinutes: 60 };
    const begun = await must(coordinator.call('POST', '/api/v1/certificate-batches', body));
    expect(begun).toMatchObject({ total: 2, issued: 0, failed: 0, isDone: false });
    const listed = await must(coordinator.call('GET', `/api/v1/volunteers/${people[0]?.id}/certificates`));
    const [waiting] = listed.items;
    expect((await page(waiting.number)).text).toContain('正在签署');
    expect((await file(coordinator, waiting.id)).status).toBe(409);
    await Promise.all([
      signCertificates(server.services, home.id),
      signCertificates(server.services, home.id),
    ]);
    const done = await must(coordinator.call('GET', `/api/v1/certificate-batches/${id}`));
    expect(done).toMatchObject({ total: 2, issued: 2, failed: 0, isDone: true });
    for (const { number } of done.items) expect(await isGood(await credentialOf(number))).toBe(true);
    expect(await must(coordinator.call('POST', '/api/v1/certificate-batches', body))).toMatchObject({
      id,
      total: 2,
    });
    const { items } = await must(coordinator.call('GET', `/api/v1/volunteers/${people[0]?.id}/certificates`));
    expect(items).toHaveLength(1);
  });

  it('are those of a team where one is named; whoever is erased meanwhile has none', async () => {
    const [one, other, third] = [await served(3), await served(2), await served(2)];
    const team = newId();
    await must(coordinator.call('POST', '/api/v1/volunteer-teams', { id: team, name: '周末队' }));
    for (const { id } of [one, other])
      await must(coordinator.call('PUT', `/api/v1/volunteer-teams/${team}/members/${id}`));
    const id = newId();
    const begun = await must(
      coordinator.call('POST', '/api/v1/certificate-batches', { id, ...period(), teamId: team }),
    );
    expect(begun.total).toBe(2);
    await must(other.person.call('POST', '/api/v1/my/prove', { password: 'yellow kite over the river' }));
    await must(other.person.call('POST', '/api/v1/my/erase'));
    await deliverAll(server);
    await signCertificates(server.services, home.id);
    const done = await must(coordinator.call('GET', `/api/v1/certificate-batches/${id}`));
    expect(done).toMatchObject({ issued: 1, failed: 1, isDone: true });
    expect(done.items.map((item: { failedBecause: string | null }) => item.failedBecause)).toContain(
      'erased',
    );
    expect(done.items.map(({ volunteerId }: { volunteerId: string }) => volunteerId)).not.toContain(third.id);
  });

  it('say of whom nothing was recorded any more, and stand in a list, the latest first, of this organisation alone', async () => {
    const [one, other] = [await served(3), await served(2)];
    const [first, second] = [newId(), newId()];
    await must(coordinator.call('POST', '/api/v1/certificate-batches', { id: first, ...period() }));
    const { items: services } = await must(
      coordinator.call('GET', `/api/v1/volunteers/${other.id}/services`),
    );
    // as a correction to nothing that was approved before the job had its turn
    await server.admin.query('set session_replication_role = replica');
    await server.admin.query(`update service_record set state = 'replaced' where id = any($1)`, [
      services.map(({ id }: { id: string }) => id),
    ]);
    await server.admin.query('reset session_replication_role');
    await signCertificates(server.services, home.id);
    const done = await must(coordinator.call('GET', `/api/v1/certificate-batches/${first}`));
    expect(
      done.items.map(({ volunteerId, state, failedBecause }: Record<string, string>) => ({
        volunteerId,
        state,
        failedBecause,
      })),
    ).toEqual(
      expect.arrayContaining([
        { volunteerId: one.id, state: 'issued', failedBecause: null },
        { volunteerId: other.id, state: 'failed', failedBecause: 'nothing_recorded' },
      ]),
    );
    now += 60_000;
    await must(coordinator.call('POST', '/api/v1/certificate-batches', { id: second, ...period() }));
    const list = (query: string) => coordinator.call('GET', `/api/v1/certificate-batches?${query}`);
    const page = await must(list('limit=1'));
    expect(page.items).toMatchObject([{ id: second, total: 1, issued: 0, failed: 0, isDone: false }]);
    const next = await must(list(`limit=1&after=${page.next}`));
    expect(next.items).toEqual([
      {
        id: first,
        from: done.from,
        to: done.to,
        total: 2,
        issued: 1,
        failed: 1,
        isDone: true,
        madeBy: coordinator.id,
        madeAt: new Date(now - 60_000).toISOString(),
      },
    ]);
    const elsewhere = await makeUser(server, await makeOrganisation(server), 'coordinator');
    expect((await must(elsewhere.call('GET', '/api/v1/certificate-batches'))).items).toEqual([]);
  });

  it('are refused where nobody served', async () => {
    await served(0);
    const answer = await coordinator.call('POST', '/api/v1/certificate-batches', {
      id: newId(),
      ...period(),
    });
    expect(answer.body.code).toBe('certificate_nothing_recorded');
  });
});
