import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, haveClass, havePupil, haveRound, haveSlips } from '../../../test/rounds.ts';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

const GRACE = 72 * HOUR;

let server: TestServer;
let organisation: TestOrganisation;
let supervisor: TestUser;
let now = Date.parse('2026-11-20T02:00:00.000Z');
const iso = (offset: number) => new Date(now + offset).toISOString();

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
  organisation = await makeOrganisation(server);
  supervisor = await makeUser(server, organisation, 'supervisor');
});
afterAll(() => server.dispose());

/** Days later nobody is signed in any more. */
async function waitForFigures(): Promise<void> {
  now += GRACE;
  supervisor = await makeUser(server, organisation, 'supervisor');
}

async function openRound(names: readonly string[]) {
  const staff = { server, organisation, supervisor, iso };
  const classId = await haveClass(staff, `七年级${newId()}`);
  for (const name of names) await havePupil(staff, classId, { name });
  const campaignId = await haveRound(staff, [classId]);
  const slips = await haveSlips(supervisor, campaignId, { classId });
  return { campaignId, tokenOf: (name: string) => slips.get(name) ?? '' };
}

const close = (id: string, user = supervisor) => user.call('POST', `/api/v1/campaigns/${id}/close`);
const extend = (id: string, body: object = {}, user = supervisor) =>
  user.call('POST', `/api/v1/campaigns/${id}/extend`, {
    id: newId(),
    closesAt: iso(48 * HOUR),
    reason: '八班周五才有空',
    ...body,
  });
const submit = (invitationToken: string) =>
  request(server, 'POST', '/api/v1/responses', {
    id: newId(),
    instrumentId: 'phq-9@1',
    answers: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`phq9-${index + 1}`, 0])),
    answeredAt: iso(-1000),
    invitationToken,
  });
const openForm = async (invitationToken: string) =>
  (await request(server, 'POST', '/api/v1/answer-forms', { invitationToken })).body;

describe('the end of a round', () => {
  it('taken back lets those answer who have not, by the slips that they have, and is written down with its reason', async () => {
    const { campaignId, tokenOf } = await openRound(['答过', '没答']);
    await submit(tokenOf('答过'));
    expect((await close(campaignId)).body.state).toBe('closed');
    expect((await openForm(tokenOf('没答'))).code).toBe('answering_closed');
    now += HOUR;
    const closesAt = iso(24 * HOUR);
    const opened = await extend(campaignId, { closesAt });
    expect(opened.body).toMatchObject({ state: 'open', closesAt, isCounted: false });
    expect(opened.body.ends).toMatchObject([
      { to: closesAt, reason: '八班周五才有空', by: supervisor.id, at: iso(0) },
      { from: iso(0), to: iso(-HOUR), reason: null, by: supervisor.id },
    ]);
    expect((await openForm(tokenOf('没答'))).closesAt).toBe(closesAt);
    now += 5000;
    expect((await submit(tokenOf('没答'))).body.keptApart).toBeNull();
    expect((await openForm(tokenOf('答过'))).code).toBe('already_answered');
    const { rows } = await server.admin.query(
      `select sealed_reason from campaign_end where campaign_id = $1 and sealed_reason is not null`,
      [campaignId],
    );
    expect(rows[0].sealed_reason.includes(Buffer.from('周五'))).toBe(false);
    const audited = await server.admin.query(
      `select action from audit_event where subject_ids @> array[$1::uuid] order by at`,
      [campaignId],
    );
    expect(audited.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['campaign.close', 'campaign.extend']),
    );
  });

  it('set twice by one request is one change, and of two at once the later one must be later', async () => {
    const { campaignId } = await openRound(['一人']);
    const body = { id: newId(), closesAt: iso(30 * HOUR) };
    const [first, again] = await Promise.all([extend(campaignId, body), extend(campaignId, body)]);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.ends).toHaveLength(1);
    const other = await extend(campaignId, { ...body, closesAt: iso(60 * HOUR) });
    expect(other.body.code).toBe('id_taken');
    expect((await extend(campaignId, { ...body, reason: '换了理由' })).body.code).toBe('id_taken');
    const both = await Promise.all([
      extend(campaignId, { closesAt: iso(50 * HOUR) }),
      extend(campaignId, { closesAt: iso(50 * HOUR) }),
    ]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 400]));
    const ended = await Promise.all([close(campaignId), close(campaignId)]);
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set([200, 409]));
  });

  it('of two rounds at once by one id is set of one, and what is set is written down', async () => {
    const rounds = [await openRound(['左']), await openRound(['右'])];
    const body = { id: newId(), closesAt: iso(30 * HOUR) };
    const set = await Promise.all(rounds.map(({ campaignId }) => extend(campaignId, body)));
    expect(new Set(set.map(({ status }) => status))).toEqual(new Set([200, 409]));
    for (const { campaignId } of rounds) {
      const read = await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`);
      expect(read.body.ends).toHaveLength(read.body.closesAt === body.closesAt ? 1 : 0);
    }
  });

  it('is set later only, of a round that was opened, with a reason', async () => {
    const { campaignId } = await openRound(['某人']);
    const earlier = await extend(campaignId, { closesAt: iso(HOUR / 2) });
    expect(earlier.body.errors).toMatchObject([{ path: '/closesAt' }]);
    expect((await extend(campaignId, { reason: '' })).status).toBe(400);
    await close(campaignId);
    expect((await extend(campaignId, { closesAt: iso(-1000) })).status).toBe(400);
    expect((await extend(newId())).status).toBe(404);
  });

  it('is set by whoever conducts rounds, of the own organisation', async () => {
    const { campaignId } = await openRound(['某人']);
    for (const role of ['worker', 'liaison'] as const) {
      const user = await makeUser(server, organisation, role, [organisation.siteIds[0]]);
      expect((await extend(campaignId, {}, user)).status).toBe(403);
      expect((await close(campaignId, user)).status).toBe(403);
    }
    const stranger = await makeOrganisation(server, '410100');
    const foreign = await makeUser(server, stranger, 'supervisor');
    expect((await extend(campaignId, {}, foreign)).status).toBe(404);
    expect((await close(campaignId, foreign)).status).toBe(404);
  });

  it('stays once its figures were told: no second look is made around one answer', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `数过${index}`);
    const { campaignId, tokenOf } = await openRound(names);
    for (const name of names.slice(1)) await submit(tokenOf(name));
    await close(campaignId);
    const look = async (user: TestUser) =>
      (await user.call('GET', `/api/v1/campaigns/${campaignId}/summary`)).body;
    await waitForFigures();
    const liaison = await makeUser(server, organisation, 'liaison', [organisation.siteIds[0]]);
    // nobody looked yet: nothing was told that another answer could be subtracted from
    await extend(campaignId);
    expect((await look(liaison)).toldFrom).toBe(iso(48 * HOUR + GRACE));
    await close(campaignId);
    await waitForFigures();
    const late = await makeUser(server, organisation, 'liaison', [organisation.siteIds[0]]);
    const told = await look(late);
    expect(told).toMatchObject({ toldFrom: null, scales: [{ n: 11 }] });
    expect((await extend(campaignId)).body.code).toBe('campaign_counted');
    const { body } = await supervisor.call('GET', `/api/v1/campaigns/${campaignId}`);
    expect(body).toMatchObject({ state: 'closed', isCounted: true });
    expect((await openForm(tokenOf('数过0'))).code).toBe('answering_closed');
    expect(await look(late)).toEqual(told);
  });

  it('set while the figures are being told is set before them or refused', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `同时${index}`);
    const { campaignId, tokenOf } = await openRound(names);
    for (const name of names) await submit(tokenOf(name));
    await close(campaignId);
    await waitForFigures();
    const liaison = await makeUser(server, organisation, 'liaison', [organisation.siteIds[0]]);
    const [told, later] = await Promise.all([
      liaison.call('GET', `/api/v1/campaigns/${campaignId}/summary`),
      extend(campaignId),
    ]);
    const isTold = told.body.toldFrom === null;
    expect(later.status).toBe(isTold ? 409 : 200);
    expect(told.body.scales.length > 0).toBe(isTold);
  });
});
