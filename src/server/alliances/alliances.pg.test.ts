import type { Static } from 'typebox';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AgreementView, AllianceView } from '../../contract/alliances.ts';
import { untilWaiting } from '../../../test/barrier.ts';
import {
  type Answer,
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  notifyAll,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';

import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { Work } from '../platform/work/work.ts';
import type { allianceRoster } from './kinds.ts';
import { tellParties } from './tell.ts';

const DAY_MS = 86_400_000;
const TERMS = '三地互相开放干预模式，每季度开一次分享会。\n退出须提前告知。';

let server: TestServer;
/** who does not act on this server */
const closed = new Set<string>();
let now = Date.parse('2026-11-28T02:00:00.000Z');

interface Party {
  readonly organisation: TestOrganisation;
  readonly manager: TestUser;
}
let host: Party;
let wenzhou: Party;
let liuzhou: Party;
let allianceId: string;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now), closedOrganisations: closed });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  [host, wenzhou, liuzhou] = [
    await makeParty('manager'),
    await makeParty('supervisor'),
    await makeParty('administrator'),
  ];
  allianceId = newId();
});

async function makeParty(role: 'manager' | 'supervisor' | 'administrator'): Promise<Party> {
  const organisation = await makeOrganisation(server);
  return { organisation, manager: await makeUser(server, organisation, role) };
}

/** A party's word reaches the host, and what the host makes of it everybody. */
const settled = async () => {
  await deliverAll(server);
  await deliverAll(server);
};

const found = (more: object = {}, by: TestUser = host.manager) =>
  by.call('POST', '/api/v1/alliances', { id: allianceId, name: '三地协作体', terms: TERMS, ...more });
const invite = (party: Party, role = 'member', id?: string) =>
  host.manager.call('POST', `/api/v1/alliances/${allianceId}/invitations`, {
    ...(id === undefined ? {} : { id }),
    organisationCode: party.organisation.code,
    role,
  });
const read = async (party: Party): Promise<AllianceView> =>
  must(party.manager.call('GET', `/api/v1/alliances/${allianceId}`));
const answer = (party: Party, invitationId: string, what: 'accept' | 'decline', body: object = {}) =>
  party.manager.call('POST', `/api/v1/alliance-invitations/${invitationId}/${what}`, body);
const leave = (party: Party, reason = '人手不够') =>
  party.manager.call('POST', `/api/v1/alliances/${allianceId}/leave`, { reason });
const sign = (party: Party, number: number) =>
  party.manager.call('POST', `/api/v1/alliances/${allianceId}/signatures`, { number });
const propose = async (terms: string, noticeDays = 0) =>
  host.manager.call(
    'POST',
    `/api/v1/alliances/${allianceId}/agreements`,
    { terms, noticeDays },
    { 'if-match': `"${(await read(host)).version}"` },
  );
const codeOf = async (sent: Promise<Answer>): Promise<string> => (await sent).body.code;
const standingsAt = async (party: Party) =>
  Object.fromEntries(
    (await read(party)).parties.map(({ organisationId, standing }) => [organisationId, standing]),
  );

/** An invitation that was accepted, and told to everybody. */
async function join(party: Party, role = 'member'): Promise<string> {
  const { id } = await must(invite(party, role));
  await settled();
  await must(party.manager.call('POST', `/api/v1/alliance-invitations/${id}/accept`));
  await settled();
  return id;
}

describe('founding and joining', () => {
  it('takes an agreement that each signs, and shows everybody who is in it and what each shares', async () => {
    const founded: AllianceView = await must(found({ shares: ['playbooks'] }));
    expect(founded).toMatchObject({ role: 'host', standing: 'member', members: 1, toSign: null });
    const { id } = await must(invite(wenzhou));
    await must(invite(liuzhou, 'observer'));
    expect((await wenzhou.manager.call('GET', `/api/v1/alliances/${allianceId}`)).status).toBe(404);
    await settled();
    const asked = await must(wenzhou.manager.call('GET', '/api/v1/alliances'));
    expect(asked.items).toMatchObject([
      { id: allianceId, standing: 'invited', invitationId: id, members: 1 },
    ]);
    expect((await read(wenzhou)).agreements[0]).toMatchObject({ number: 1, terms: TERMS, noticeDays: 0 });
    const joined: AllianceView = await must(
      answer(wenzhou, id, 'accept', { shares: ['statistics'], number: 1 }),
    );
    expect(joined).toMatchObject({ standing: 'member', shares: ['statistics'], invitationId: null });
    await settled();
    for (const party of [host, wenzhou, liuzhou]) {
      const { parties, agreements, events, members } = await read(party);
      expect(members).toBe(2);
      expect(parties[0]).toMatchObject({ organisationId: host.organisation.id, shares: ['playbooks'] });
      expect(parties.find(({ organisationId }) => organisationId === wenzhou.organisation.id)).toMatchObject({
        standing: 'member',
        shares: ['statistics'],
      });
      const [{ signatures, isInForce }] = agreements as [AgreementView];
      expect(isInForce).toBe(true);
      expect(signatures.map(({ isValid }) => isValid)).toEqual([true, true]);
      expect(signatures.map(({ signerName }) => signerName).toSorted()).toEqual(
        [host.manager.username, wenzhou.manager.username].toSorted(),
      );
      expect(events.map(({ kind }) => kind).toSorted()).toEqual(
        ['founded', 'invited', 'invited', 'joined', 'signed'].toSorted(),
      );
    }
    // an observer reads the same, and puts no name to it
    const observing = await read(liuzhou);
    await must(answer(liuzhou, observing.invitationId ?? '', 'accept'));
    await settled();
    expect(await read(host)).toMatchObject({
      members: 3,
      agreements: [{ isInForce: true, signatures: [{}, {}] }],
    });
    expect(await codeOf(sign(liuzhou, 1))).toBe('observer_signs_not');
  });

  it('repeats nothing, takes no answer twice, and asks again whoever declined', async () => {
    await must(found());
    await must(found());
    const invitationId = newId();
    await must(invite(wenzhou, 'member', invitationId));
    expect((await must(invite(wenzhou, 'member', invitationId))).id).toBe(invitationId);
    expect(await codeOf(invite(wenzhou))).toBe('alliance_invited_already');
    await settled();
    await must(answer(wenzhou, invitationId, 'decline', { reason: '今年先不加入' }));
    await must(answer(wenzhou, invitationId, 'decline'));
    expect(await codeOf(answer(wenzhou, invitationId, 'accept'))).toBe('invitation_answered');
    await settled();
    expect((await read(host)).events[0]).toMatchObject({ kind: 'declined', reason: '今年先不加入' });
    const again = await join(wenzhou);
    expect(again).not.toBe(invitationId);
    await must(answer(wenzhou, again, 'accept'));
    expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'member' });
    // the invitation of before leads nowhere any more
    expect((await answer(wenzhou, invitationId, 'accept')).status).toBe(404);
  });

  it('names what is wrong with an invitation', async () => {
    await must(found());
    const ask = (organisationCode: string) =>
      host.manager.call('POST', `/api/v1/alliances/${allianceId}/invitations`, {
        organisationCode,
        role: 'member',
      });
    const unknown = await ask('no-such');
    expect(unknown.body).toMatchObject({
      code: 'alliance_no_such_organisation',
      errors: [{ path: '/organisationCode' }],
    });
    expect(await codeOf(ask(host.organisation.code))).toBe('alliance_no_such_organisation');
    const operator = await makeOrganisation(server);
    await server.admin.query(`update organisation set kind = 'operator' where id = $1`, [operator.id]);
    expect(await codeOf(ask(operator.code))).toBe('alliance_no_such_organisation');
    const { items } = await must(host.manager.call('GET', '/api/v1/alliance-candidates'));
    const codes = items.map(({ code }: { code: string }) => code);
    expect(codes).toContain(wenzhou.organisation.code);
    expect(codes).not.toContain(host.organisation.code);
    expect(codes).not.toContain(operator.code);
    closed.add(wenzhou.organisation.id);
    try {
      expect(await codeOf(ask(wenzhou.organisation.code))).toBe('alliance_no_such_organisation');
      const now = await must(host.manager.call('GET', '/api/v1/alliance-candidates'));
      expect(now.items.map(({ code }: { code: string }) => code)).not.toContain(wenzhou.organisation.code);
    } finally {
      closed.clear();
    }
  });

  it('is for whoever may decide for the organisation, and of an invitation they are told', async () => {
    const worker = await makeUser(server, wenzhou.organisation, 'worker', wenzhou.organisation.siteIds);
    const liaison = await makeUser(server, wenzhou.organisation, 'liaison', wenzhou.organisation.siteIds);
    expect((await found({}, worker)).status).toBe(403);
    await must(found());
    const { id } = await must(invite(wenzhou));
    await settled();
    await notifyAll(server);
    const bell = async (user: TestUser): Promise<{ title: string }[]> =>
      (await must(user.call('GET', '/api/v1/notifications'))).items;
    expect(await bell(wenzhou.manager)).toMatchObject([{ title: '贵机构受邀加入协作体' }]);
    expect(await bell(worker)).toEqual([]);
    expect((await answer({ ...wenzhou, manager: worker }, id, 'accept')).status).toBe(403);
    expect((await must(worker.call('GET', '/api/v1/alliances'))).items).toHaveLength(1);
    expect((await liaison.call('GET', '/api/v1/alliances')).status).toBe(403);
    expect((await liaison.call('GET', `/api/v1/alliances/${allianceId}`)).status).toBe(403);
    // nobody else's
    expect((await liuzhou.manager.call('GET', `/api/v1/alliances/${allianceId}`)).status).toBe(404);
    expect((await answer(liuzhou, id, 'accept')).status).toBe(404);
  });
});

describe('the agreement', () => {
  it('binds in the version that all have signed; a newer one waits, and is signed by nobody unread', async () => {
    await must(found());
    await join(wenzhou);
    const { id } = await must(invite(liuzhou));
    await settled();
    await must(propose(`${TERMS}\n每年评一次。`, 30));
    await settled();
    expect(await codeOf(answer(liuzhou, id, 'accept', { number: 1 }))).toBe('agreement_newer');
    expect(await codeOf(sign(wenzhou, 3))).toBe('not_found');
    expect(await read(wenzhou)).toMatchObject({
      toSign: 2,
      agreements: [
        { number: 2, isInForce: false, noticeDays: 30 },
        { number: 1, isInForce: true, terms: TERMS },
      ],
    });
    await must(sign(wenzhou, 2));
    await must(sign(wenzhou, 2));
    await settled();
    expect(await read(host)).toMatchObject({
      agreements: [{ number: 2, isInForce: true }, { isInForce: false }],
    });
    await must(answer(liuzhou, id, 'accept', { number: 2 }));
    await settled();
    // whoever came later has the text of what they signed
    expect((await read(liuzhou)).agreements.map(({ terms }) => terms !== null)).toEqual([true, true]);
    expect(await codeOf(sign(liuzhou, 1))).toBe('agreement_newer');
  });

  it('of two who change it at once one is told, and neither loses words silently', async () => {
    await must(found());
    const { version } = await read(host);
    const change = (terms: string) =>
      host.manager.call(
        'POST',
        `/api/v1/alliances/${allianceId}/agreements`,
        { terms, noticeDays: 0 },
        { 'if-match': `"${version}"` },
      );
    const answers = await Promise.all([change('甲'), change('乙')]);
    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([200, 409]);
    expect((await read(host)).agreements).toHaveLength(2);
  });

  it('shows that a word of it was changed in the tables, or a signature is another organisation’s', async () => {
    await must(found());
    await join(wenzhou);
    const of = [wenzhou.organisation.id, allianceId];
    await server.admin.query(
      `update alliance_agreement set terms = terms || '！' where organisation_id = $1 and alliance_id = $2`,
      of,
    );
    const [changed] = (await read(wenzhou)).agreements;
    expect(changed?.signatures.map(({ isValid }) => isValid)).toEqual([false, false]);
    expect(changed?.isInForce).toBe(false);
    await server.admin.query(
      `update alliance_agreement set terms = left(terms, -1) where organisation_id = $1 and alliance_id = $2`,
      of,
    );
    await server.admin.query(
      `update alliance_signature set signer_name = '别人' where organisation_id = $1 and alliance_id = $2 and party_id = $1`,
      of,
    );
    const valid = (await read(wenzhou)).agreements[0]?.signatures.map((one) => [
      one.organisationId,
      one.isValid,
    ]);
    expect(Object.fromEntries(valid ?? [])).toEqual({
      [host.organisation.id]: true,
      [wenzhou.organisation.id]: false,
    });
  });

  it('is proposed by the host alone', async () => {
    await must(found());
    await join(wenzhou);
    const proposed = wenzhou.manager.call(
      'POST',
      `/api/v1/alliances/${allianceId}/agreements`,
      { terms: '另一份', noticeDays: 0 },
      { 'if-match': '"1"' },
    );
    expect(await codeOf(proposed)).toBe('alliance_host_only');
    expect(await codeOf(invite(wenzhou))).toBe('alliance_invited_already');
    const byMember = wenzhou.manager.call('POST', `/api/v1/alliances/${allianceId}/invitations`, {
      organisationCode: liuzhou.organisation.code,
      role: 'member',
    });
    expect(await codeOf(byMember)).toBe('alliance_host_only');
  });
});

describe('whoever comes later', () => {
  it('does not undo what binds, signed what is newest, and signs again when joining again', async () => {
    await must(found());
    await join(wenzhou);
    await must(propose('第二版'));
    await settled();
    // wenzhou has not signed the second yet
    await join(liuzhou);
    for (const party of [host, wenzhou, liuzhou])
      expect((await read(party)).agreements.map(({ number, isInForce }) => [number, isInForce])).toEqual([
        [2, false],
        [1, true],
      ]);
    expect((await read(liuzhou)).agreements.map(({ terms }) => terms)).toEqual(['第二版', TERMS]);
    await must(sign(wenzhou, 2));
    await settled();
    expect((await read(liuzhou)).agreements[0]).toMatchObject({ number: 2, isInForce: true });
    await must(leave(wenzhou));
    await settled();
    now += 60_000;
    const successor = await makeUser(server, wenzhou.organisation, 'administrator');
    wenzhou = { ...wenzhou, manager: successor };
    await join(wenzhou);
    for (const party of [host, wenzhou, liuzhou])
      expect(
        (await read(party)).agreements[0]?.signatures.find(
          ({ organisationId }) => organisationId === wenzhou.organisation.id,
        ),
      ).toMatchObject({ signerName: successor.username, isValid: true });
  });

  it('with what binds signed late holds it up no more than before, and is asked for the newer one', async () => {
    await must(found());
    const { id } = await must(invite(wenzhou));
    await settled();
    // the host revises it, and the text is on its way while the first is signed
    await must(propose('第二版'));
    await must(answer(wenzhou, id, 'accept', { number: 1 }));
    await settled();
    expect(await read(host)).toMatchObject({
      agreements: [{ number: 2, isInForce: true }, { isInForce: false }],
    });
    expect(await read(wenzhou)).toMatchObject({ standing: 'member', toSign: 2 });
    await notifyAll(server);
    const bell = async () => (await must(wenzhou.manager.call('GET', '/api/v1/notifications'))).items;
    const waiting = async () =>
      (await bell()).filter(
        ({ title, state }: { title: string; state: string }) => /等待签署/.test(title) && state === 'waiting',
      ).length;
    expect(await waiting()).toBe(1);
    await must(sign(wenzhou, 2));
    await settled();
    await notifyAll(server);
    expect((await bell()).find(({ title }: { title: string }) => /等待签署/.test(title))).not.toMatchObject({
      state: 'waiting',
    });
  });

  it('finds no invitation that was taken back before it arrived', async () => {
    await must(found());
    const { id } = await must(invite(wenzhou));
    await must(
      host.manager.call('POST', `/api/v1/alliances/${allianceId}/removals`, {
        organisationId: wenzhou.organisation.id,
        reason: '邀请错了',
      }),
    );
    // the later word first
    await server.admin.query(
      `update delivery set next_attempt_at = next_attempt_at + interval '1 hour'
       where organisation_id = $1 and payload->>'revision' = '1' and delivered_at is null`,
      [host.organisation.id],
    );
    await settled();
    now += 2 * 3_600_000;
    await settled();
    expect(await read(wenzhou)).toMatchObject({ standing: 'removed', invitationId: null });
    expect((await read(host)).events[0]).toMatchObject({ kind: 'uninvited', reason: '邀请错了' });
    expect(await codeOf(answer(wenzhou, id, 'accept'))).toBe('invitation_answered');
  });
});

describe('leaving', () => {
  it('is at once where the agreement asks for no notice: nothing more comes, and the record stays', async () => {
    await must(found());
    await join(wenzhou);
    await join(liuzhou);
    expect(await must(leave(wenzhou))).toMatchObject({ standing: 'left', shares: [] });
    await must(leave(wenzhou, '第二次'));
    await settled();
    const left = await read(wenzhou);
    expect((await read(host)).events[0]).toMatchObject({ kind: 'left', reason: '人手不够' });
    expect(await standingsAt(liuzhou)).toMatchObject({ [wenzhou.organisation.id]: 'left' });
    await must(propose('新的约定'));
    await settled();
    const later = await read(wenzhou);
    expect(later.agreements).toEqual(left.agreements);
    expect(later.agreements[0]?.terms).toBe(TERMS);
    expect(later.events).toEqual(left.events);
    for (const refused of [
      sign(wenzhou, 1),
      wenzhou.manager.call(
        'PUT',
        `/api/v1/alliances/${allianceId}/shares`,
        { shares: ['playbooks'] },
        { 'if-match': `"${later.version}"` },
      ),
    ])
      expect(await codeOf(refused)).toBe('alliance_not_in');
    // who left does not keep the others from agreeing
    await must(sign(liuzhou, 2));
    await settled();
    expect((await read(host)).agreements[0]).toMatchObject({ number: 2, isInForce: true });
  });

  it('takes the notice of the version that one signed, not of a later one', async () => {
    await must(found({ noticeDays: 30 }));
    await join(wenzhou);
    await must(propose('要提前一年', 365));
    await settled();
    expect(await must(leave(wenzhou))).toMatchObject({ standing: 'leaving', until: '2026-12-28' });
    await settled();
    expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'leaving' });
    const before = now;
    try {
      now += 31 * DAY_MS;
      // sessions have ended meanwhile
      host = { ...host, manager: await makeUser(server, host.organisation, 'manager') };
      wenzhou = { ...wenzhou, manager: await makeUser(server, wenzhou.organisation, 'supervisor') };
      expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'left' });
      expect(await read(wenzhou)).toMatchObject({ standing: 'left', until: null });
      // whom notice took out may be asked again
      await join(wenzhou);
      expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'member' });
    } finally {
      now = before;
    }
  });

  it('is not for the host, which closes it for all; everybody keeps the record', async () => {
    await must(found());
    await join(wenzhou);
    const { id } = await must(invite(liuzhou));
    await settled();
    expect(await codeOf(leave(host))).toBe('alliance_host_stays');
    const close = (party: Party) =>
      party.manager.call('POST', `/api/v1/alliances/${allianceId}/close`, { reason: '项目结束' });
    expect(await codeOf(close(wenzhou))).toBe('alliance_host_only');
    expect(await must(close(host))).toMatchObject({ isClosed: true });
    await must(close(host));
    await settled();
    expect(await read(wenzhou)).toMatchObject({ isClosed: true, agreements: [{ terms: TERMS }] });
    expect(await codeOf(answer(liuzhou, id, 'accept'))).toBe('alliance_closed');
    expect(await codeOf(invite(liuzhou))).toBe('alliance_closed');
    expect((await read(host)).events.filter(({ kind }) => kind === 'closed')).toHaveLength(1);
  });

  it('may be the host’s decision, whatever the member said meanwhile', async () => {
    await must(found());
    await join(wenzhou);
    await must(propose('第二版'));
    await settled();
    // both before either hears of the other
    await must(sign(wenzhou, 2));
    const remove = () =>
      host.manager.call('POST', `/api/v1/alliances/${allianceId}/removals`, {
        organisationId: wenzhou.organisation.id,
        reason: '长期不参加',
      });
    await must(remove());
    await must(remove());
    await settled();
    expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'removed' });
    expect(await read(wenzhou)).toMatchObject({ standing: 'removed', members: 1 });
    expect((await read(host)).events.filter(({ kind }) => kind === 'removed')).toHaveLength(1);
  });
});

describe('what organisations tell each other', () => {
  it('counts as it was said last, in whatever order it comes', async () => {
    await must(found());
    await join(wenzhou);
    const choose = async (shares: string[]) =>
      must(
        wenzhou.manager.call(
          'PUT',
          `/api/v1/alliances/${allianceId}/shares`,
          { shares },
          { 'if-match': `"${(await read(wenzhou)).version}"` },
        ),
      );
    await choose(['playbooks']);
    await must(leave(wenzhou));
    // the later one arrives first, and the earlier one after it
    const later = `update delivery set next_attempt_at = next_attempt_at + interval '1 hour'
      where organisation_id = $1 and kind = 'alliance.standing' and payload->>'standing' = 'member' and delivered_at is null`;
    await server.admin.query(later, [wenzhou.organisation.id]);
    await settled();
    now += 2 * 3_600_000;
    await settled();
    expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'left' });
  });

  it('is no membership without a signature, nor by somebody else’s', async () => {
    await must(found());
    const { id } = await must(invite(wenzhou));
    await settled();
    const say = (turn: number, signatures: object[]) =>
      server.admin.query(
        `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at)
         values ($1, $2, $3, 'alliance.standing', $4, $5, now(), '2026-01-01')`,
        [
          wenzhou.organisation.id,
          newId(),
          host.organisation.id,
          `forged ${turn}`,
          JSON.stringify({
            allianceId,
            invitationId: id,
            turn,
            standing: 'member',
            until: null,
            shares: [],
            signatures,
            reason: null,
          }),
        ],
      );
    await say(1, []);
    await settled();
    expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'invited' });
    // the host's own signature under another name
    const { rows } = await server.admin.query<{ key_id: string; signature: Buffer; signed_at: Date }>(
      'select key_id, signature, signed_at from alliance_signature where organisation_id = $1 and alliance_id = $2',
      [host.organisation.id, allianceId],
    );
    const [stolen] = rows;
    await say(2, [
      {
        number: 1,
        signerName: '别人',
        signedAt: stolen?.signed_at.toISOString(),
        keyId: stolen?.key_id,
        bytes: stolen?.signature.toString('base64'),
      },
    ]);
    await settled();
    expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'invited' });
    expect((await read(host)).agreements[0]?.signatures).toHaveLength(1);
  });

  it('is believed of the host alone, and of nobody in another’s name', async () => {
    await must(found());
    await join(wenzhou);
    const before = await read(wenzhou);
    const { rows } = await server.admin.query<{ payload: { revision: number } }>(
      `select payload from delivery where organisation_id = $1 and kind = 'alliance.roster' order by id desc limit 1`,
      [host.organisation.id],
    );
    const payload = { ...rows[0]?.payload, revision: 99, name: '被改名的协作体' };
    await server.admin.query(
      `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at)
       values ($1, $2, $3, 'alliance.roster', 'forged', $4, now(), '2026-01-01')`,
      [liuzhou.organisation.id, newId(), wenzhou.organisation.id, JSON.stringify(payload)],
    );
    await settled();
    expect(await read(wenzhou)).toEqual(before);
  });

  it('stands in the audit of whoever is told, with the alliance and what was taken in', async () => {
    await must(found());
    await join(wenzhou);
    const trail = async (party: Party) =>
      (
        await server.admin.query<{ action: string; subject_ids: string[]; detail: object }>(
          `select action, subject_ids, detail from audit_event
           where organisation_id = $1 and action in ('alliance.follow', 'alliance.hear') order by at, id`,
          [party.organisation.id],
        )
      ).rows;
    const asked = { from: host.organisation.id, revision: 1, versions: ['1'], signatures: 1, events: 2 };
    expect((await trail(wenzhou))[0]).toMatchObject({
      action: 'alliance.follow',
      subject_ids: [allianceId],
      detail: asked,
    });
    expect(await trail(host)).toMatchObject([
      {
        action: 'alliance.hear',
        subject_ids: [allianceId],
        detail: { from: wenzhou.organisation.id, turn: 1, standing: 'member', signed: ['1'] },
      },
    ]);
  });

  it('names no person but those who signed or wrote the agreement', async () => {
    await must(found());
    await join(wenzhou);
    const worker = await makeUser(server, wenzhou.organisation, 'worker', wenzhou.organisation.siteIds);
    const { rows } = await server.admin.query<{ payload: unknown }>(
      `select payload from delivery where kind like 'alliance.%'`,
    );
    const sent = JSON.stringify(rows);
    expect(sent).toContain(wenzhou.manager.username);
    expect(sent).not.toContain(worker.username);
    expect(sent).not.toContain(wenzhou.manager.id);
  });
});

describe('notice', () => {
  const stay = (party: Party) => party.manager.call('POST', `/api/v1/alliances/${allianceId}/stay`);
  const signInAgain = async () => {
    host = { ...host, manager: await makeUser(server, host.organisation, 'manager') };
    wenzhou = { ...wenzhou, manager: await makeUser(server, wenzhou.organisation, 'supervisor') };
    liuzhou = { ...liuzhou, manager: await makeUser(server, liuzhou.organisation, 'administrator') };
  };

  it('is taken back before its day, which everybody sees, and not after it', async () => {
    await must(found({ noticeDays: 30 }));
    await join(wenzhou);
    await join(liuzhou);
    await must(leave(wenzhou));
    await settled();
    expect(await standingsAt(liuzhou)).toMatchObject({ [wenzhou.organisation.id]: 'leaving' });
    expect(await must(stay(wenzhou))).toMatchObject({ standing: 'member', until: null });
    await must(stay(wenzhou));
    await settled();
    for (const party of [host, wenzhou, liuzhou]) {
      expect(await standingsAt(party)).toMatchObject({ [wenzhou.organisation.id]: 'member' });
      expect((await read(party)).events.slice(0, 2).map(({ kind }) => kind)).toEqual(['stayed', 'notice']);
    }
    await must(leave(liuzhou));
    const before = now;
    try {
      now += 31 * DAY_MS;
      await signInAgain();
      expect(await codeOf(stay(liuzhou))).toBe('alliance_not_in');
    } finally {
      now = before;
    }
    expect(await codeOf(stay(await makeParty('manager')))).toBe('not_found');
  });

  it('taken back before its day is heard after it, and leaving at once is not undone', async () => {
    await must(found({ noticeDays: 30 }));
    await join(wenzhou);
    await must(leave(wenzhou));
    await settled();
    await must(stay(wenzhou));
    const before = now;
    try {
      now += 31 * DAY_MS;
      await signInAgain();
      await server.deliveries.deliverDue(host.organisation.id);
      expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'left' });
      await settled();
      expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'member' });
      expect((await read(host)).events.slice(0, 2).map(({ kind }) => kind)).toEqual(['stayed', 'left']);
      expect(await read(wenzhou)).toMatchObject({ standing: 'member' });
    } finally {
      now = before;
    }
  });

  it('is heard as it was given last, though the one before has come to its day and what was said between is late', async () => {
    await must(found({ noticeDays: 30 }));
    await join(wenzhou);
    await must(leave(wenzhou));
    await settled();
    const before = now;
    try {
      now += 29 * DAY_MS;
      await signInAgain();
      await must(stay(wenzhou));
      await server.admin.query(
        `update delivery set next_attempt_at = next_attempt_at + interval '40 hours'
         where organisation_id = $1 and delivered_at is null`,
        [wenzhou.organisation.id],
      );
      const { until } = await must(leave(wenzhou));
      now += 1.1 * DAY_MS;
      await signInAgain();
      await server.deliveries.deliverDue(host.organisation.id);
      expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'left' });
      await settled();
      const heard = (await read(host)).parties.find(
        ({ organisationId }) => organisationId === wenzhou.organisation.id,
      );
      expect(heard).toMatchObject({ standing: 'leaving', until });
      now += 2 * DAY_MS;
      await signInAgain();
      await settled();
      for (const party of [host, wenzhou])
        expect(await standingsAt(party)).toMatchObject({ [wenzhou.organisation.id]: 'leaving' });
      now += 28 * DAY_MS;
      await signInAgain();
      await settled();
      for (const party of [host, wenzhou])
        expect(await standingsAt(party)).toMatchObject({ [wenzhou.organisation.id]: 'left' });
    } finally {
      now = before;
    }
  });

  it('is told to the host each time that it is given or taken back', async () => {
    await must(found({ noticeDays: 30 }));
    await join(wenzhou);
    const told = async (): Promise<number> => {
      await settled();
      await notifyAll(server);
      const { items } = await must(host.manager.call('GET', '/api/v1/notifications'));
      expect(items[0]).toMatchObject({
        title: '有机构加入、谢绝、退出了协作体，或收回了退出',
        state: 'waiting',
      });
      return items.length;
    };
    const counts = [await told()];
    for (const say of [leave, stay, leave]) {
      await must(say(wenzhou));
      counts.push(await told());
    }
    expect(counts).toEqual([1, 2, 3, 4]);
    // what says nothing new of where it stands is none
    const { version } = await read(wenzhou);
    await must(
      wenzhou.manager.call(
        'PUT',
        `/api/v1/alliances/${allianceId}/shares`,
        { shares: ['statistics'] },
        { 'if-match': `"${version}"` },
      ),
    );
    expect(await told()).toBe(4);
  });

  it('holds up a version until its day, and on it the version binds', async () => {
    await must(found({ noticeDays: 30 }));
    await join(wenzhou);
    await join(liuzhou);
    await must(leave(wenzhou));
    await settled();
    await must(propose('第二版', 30));
    await settled();
    await must(sign(liuzhou, 2));
    await settled();
    expect((await read(host)).agreements[0]).toMatchObject({ number: 2, isInForce: false });
    const before = now;
    try {
      now += 31 * DAY_MS;
      await signInAgain();
      await settled();
      await settled();
      for (const party of [host, liuzhou]) {
        expect((await read(party)).agreements[0]).toMatchObject({ number: 2, isInForce: true });
        const left = (await read(party)).events.filter(({ kind }) => kind === 'left');
        expect(left).toMatchObject([{ organisationId: wenzhou.organisation.id }]);
        expect(await standingsAt(party)).toMatchObject({ [wenzhou.organisation.id]: 'left' });
      }
      // whose day has come hears nothing of that
      expect((await read(wenzhou)).agreements[0]).toMatchObject({ isInForce: false });
    } finally {
      now = before;
    }
  });
});

describe('a signature', () => {
  /** The organisation’s key is not good any more, from an instant on. */
  const revoke = async (party: Party, at: Date) => {
    await server.admin.query('update signing_key set revoked_at = $2 where organisation_id = $1', [
      party.organisation.id,
      at,
    ]);
    await server.admin.query('delete from signing_secret where organisation_id = $1', [
      party.organisation.id,
    ]);
  };

  it('of before its key was revoked counts, though it arrives after that', async () => {
    await must(found());
    const { id } = await must(invite(wenzhou));
    await settled();
    await must(answer(wenzhou, id, 'accept'));
    await revoke(wenzhou, new Date(now + 1));
    await settled();
    for (const party of [host, wenzhou]) {
      expect(await standingsAt(party)).toMatchObject({ [wenzhou.organisation.id]: 'member' });
      expect((await read(party)).agreements[0]?.signatures.map(({ isValid }) => isValid)).toEqual([
        true,
        true,
      ]);
    }
  });

  it('of the instant in which it was revoked, or a later one, counts nowhere', async () => {
    await must(found());
    await join(liuzhou);
    const { id } = await must(invite(wenzhou));
    await settled();
    await must(answer(wenzhou, id, 'accept'));
    await revoke(wenzhou, new Date(now));
    await settled();
    expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'invited' });
    // nor where it lies already
    await revoke(liuzhou, new Date(now));
    const signedBy = async (at: Party, by: Party) =>
      (await read(at)).agreements[0]?.signatures.find((one) => one.organisationId === by.organisation.id);
    for (const party of [host, liuzhou])
      expect(await signedBy(party, liuzhou)).toMatchObject({ isValid: false });
    expect(await signedBy(wenzhou, wenzhou)).toMatchObject({ isValid: false });
    // and is given again by whoever looks at it
    expect(await read(wenzhou)).toMatchObject({ toSign: 1 });
    const { items } = await must(wenzhou.manager.call('GET', '/api/v1/alliances'));
    expect(items).toMatchObject([{ toSign: 1 }]);
    now += 1;
    expect(await must(sign(wenzhou, 1))).toMatchObject({ toSign: null });
    await settled();
    expect(await standingsAt(host)).toMatchObject({ [wenzhou.organisation.id]: 'member' });
    for (const party of [host, liuzhou, wenzhou])
      expect(await signedBy(party, wenzhou)).toMatchObject({ isValid: true });
  });

  it('that is given while its key is being revoked is one of before', async () => {
    await must(found());
    // by which it has a key
    await must(
      wenzhou.manager.call('POST', '/api/v1/alliances', { id: newId(), name: '两地协作体', terms: TERMS }),
    );
    const { id } = await must(invite(wenzhou));
    await settled();
    const administrator = await makeUser(server, wenzhou.organisation, 'administrator');
    const [key] = (await must(administrator.call('GET', '/api/v1/signing-keys'))).items;
    const blocking = new pg.Client({ connectionString: server.adminUrl });
    await blocking.connect();
    await blocking.query('begin');
    await blocking.query('select from signing_secret where organisation_id = $1 for share', [
      wenzhou.organisation.id,
    ]);
    // it waits for whoever signs by the key
    const revoked = administrator.call('POST', `/api/v1/signing-keys/${key.id}/revoke`);
    await untilWaiting(server, 1);
    now += 1000;
    await must(answer(wenzhou, id, 'accept'));
    now += 1;
    await blocking.query('rollback');
    await blocking.end();
    expect(await must(revoked)).toMatchObject({ revokedAt: new Date(now).toISOString() });
    await settled();
    for (const party of [host, wenzhou]) {
      expect(await standingsAt(party)).toMatchObject({ [wenzhou.organisation.id]: 'member' });
      expect((await read(party)).agreements[0]?.signatures.map(({ isValid }) => isValid)).toEqual([
        true,
        true,
      ]);
    }
  });

  it('stays, with the name, when the account of whoever gave it is renamed and closed', async () => {
    await must(found());
    await join(wenzhou);
    const signer = wenzhou.manager;
    const administrator = await makeUser(server, wenzhou.organisation, 'administrator');
    await must(signer.call('PATCH', '/api/v1/me', { displayName: '改了名字' }));
    const { items } = await must(administrator.call('GET', '/api/v1/accounts'));
    const account = items.find((one: { id: string }) => one.id === signer.id);
    await must(
      administrator.call(
        'PATCH',
        `/api/v1/accounts/${signer.id}`,
        { status: 'suspended' },
        { 'if-match': `"${account.version}"` },
      ),
    );
    expect((await signer.call('GET', '/api/v1/me')).status).toBe(401);
    for (const party of [host, { ...wenzhou, manager: administrator }]) {
      const { agreements } = await read(party);
      expect(
        agreements[0]?.signatures.find((one) => one.organisationId === wenzhou.organisation.id),
      ).toMatchObject({ signerName: signer.username, isValid: true });
    }
  });
});

describe('what a host has to tell', () => {
  const tell = () =>
    tellParties(
      new Work(server.services, systemSettings(host.organisation.id), {
        requestId: 'test',
        language: 'zh-CN',
      }),
    );
  const rostersTo = async (party: Party) =>
    (
      await server.admin.query<{ payload: Static<typeof allianceRoster.schema>; delivered_at: Date | null }>(
        `select payload, delivered_at from delivery
         where organisation_id = $1 and to_organisation_id = $2 and kind = 'alliance.roster' order by created_at, id`,
        [host.organisation.id, party.organisation.id],
      )
    ).rows;
  const remove = (party: Party) =>
    host.manager.call('POST', `/api/v1/alliances/${allianceId}/removals`, {
      organisationId: party.organisation.id,
      reason: '长期不参加',
    });

  it('waits until what was told before is received, and is the newest then', async () => {
    await must(found());
    await join(wenzhou);
    const before = await rostersTo(wenzhou);
    await must(propose('第二版'));
    await tell();
    await must(propose('第三版'));
    await must(invite(liuzhou));
    await must(propose('第四版'));
    await tell();
    expect((await rostersTo(wenzhou)).length).toBe(before.length + 1);
    await settled();
    expect((await rostersTo(wenzhou)).length).toBe(before.length + 2);
    expect(await read(wenzhou)).toMatchObject({ toSign: 4 });
    expect((await read(wenzhou)).agreements.map(({ terms }) => terms)).toEqual([
      '第四版',
      '第三版',
      '第二版',
      TERMS,
    ]);
    expect((await read(wenzhou)).events).toEqual((await read(host)).events);
    expect((await read(wenzhou)).parties).toEqual((await read(host)).parties);
  });

  it('is what changed since the party received something: no text comes twice', async () => {
    await must(found());
    await join(wenzhou);
    await join(liuzhou);
    await must(propose('第二版'));
    await settled();
    await must(sign(liuzhou, 2));
    await settled();
    const rosters = (await rostersTo(wenzhou)).map(({ payload }) => payload);
    const texts = rosters.flatMap(({ agreements }) => agreements.flatMap(({ terms }) => terms ?? []));
    expect(texts).toEqual([TERMS, '第二版']);
    const { parties, signatures, events } = rosters.at(-1) as (typeof rosters)[number];
    expect(parties.map(({ organisationId }) => organisationId)).toEqual([liuzhou.organisation.id]);
    expect(signatures).toMatchObject([{ organisationId: liuzhou.organisation.id, number: 2 }]);
    expect(events.map(({ kind }) => kind)).toEqual(['signed']);
  });

  it('holds up no other alliance where one of them cannot be told', async () => {
    await must(found());
    await join(wenzhou);
    await must(propose('第二版'));
    const kind = (to: string) =>
      server.admin.query('update alliance_event set kind = $2 where alliance_id = $1 and number = 2', [
        allianceId,
        to,
      ]);
    await kind('no such kind');
    const otherId = newId();
    await must(found({ id: otherId }));
    await must(
      host.manager.call('POST', `/api/v1/alliances/${otherId}/invitations`, {
        organisationCode: liuzhou.organisation.code,
        role: 'member',
      }),
    );
    await expect(tell()).rejects.toThrow('payload is no alliance.roster');
    expect((await rostersTo(liuzhou)).map(({ payload }) => payload.allianceId)).toEqual([otherId]);
    await kind('proposed');
    await settled();
    expect(await read(wenzhou)).toMatchObject({ toSign: 2 });
  });

  it('is taken also where a version before 0285 has sent it', async () => {
    await must(found());
    await join(wenzhou);
    await must(host.manager.call('POST', `/api/v1/alliances/${allianceId}/close`, { reason: '项目结束' }));
    await tell();
    await server.admin.query(
      `update delivery set payload = payload - 'since' where organisation_id = $1 and delivered_at is null`,
      [host.organisation.id],
    );
    await settled();
    expect(await read(wenzhou)).toMatchObject({ isClosed: true });
  });

  it('stands with the change: a server that dies before it tells leaves it to the next', async () => {
    await must(found());
    await join(wenzhou);
    const before = await rostersTo(wenzhou);
    await must(propose('第二版'));
    expect(await rostersTo(wenzhou)).toEqual(before);
    const beside = await server.startBeside();
    try {
      await beside.deliveries.deliverDue(host.organisation.id);
    } finally {
      await beside.close();
    }
    expect(await read(wenzhou)).toMatchObject({ toSign: 2 });
  });

  it('reaches two jobs at once once', async () => {
    await must(found());
    await join(wenzhou);
    const before = await rostersTo(wenzhou);
    await must(propose('第二版'));
    await Promise.all([tell(), tell(), tell()]);
    expect((await rostersTo(wenzhou)).length).toBe(before.length + 1);
    await settled();
    await must(propose('第三版'));
    await settled();
    const [told, next] = (await rostersTo(wenzhou)).slice(-2);
    expect(next?.payload.since).toBe(told?.payload.revision);
  });

  it('is a last roster to whoever was removed, without what came after, and none after', async () => {
    await must(found());
    await join(wenzhou);
    await join(liuzhou);
    await must(propose('第二版'));
    // on its way while all else happens
    await tell();
    const before = await rostersTo(wenzhou);
    await must(remove(wenzhou));
    await must(propose('以后的约定'));
    await must(host.manager.call('POST', `/api/v1/alliances/${allianceId}/close`, { reason: '项目结束' }));
    await settled();
    await settled();
    expect((await rostersTo(wenzhou)).length).toBe(before.length + 1);
    const last = await read(wenzhou);
    expect(last).toMatchObject({ standing: 'removed', isClosed: false });
    expect(last.agreements.map(({ terms }) => terms)).toEqual(['第二版', TERMS]);
    expect(last.events[0]).toMatchObject({ kind: 'removed', reason: '长期不参加' });
    expect(await read(liuzhou)).toMatchObject({ isClosed: true, agreements: [{ number: 3 }, {}, {}] });
  });

  it('is told anew, from what was received, where it was given up or not taken in', async () => {
    await must(found());
    await join(wenzhou);
    const since = (await rostersTo(wenzhou)).at(-1)?.payload.revision;
    await must(propose('第二版'));
    await tell();
    await server.admin.query(
      `update delivery set dead_at = now() where organisation_id = $1 and delivered_at is null`,
      [host.organisation.id],
    );
    await must(propose('第三版'));
    await settled();
    expect((await rostersTo(wenzhou)).at(-1)?.payload.since).toBe(since);
    expect((await read(wenzhou)).agreements.map(({ terms }) => terms)).toEqual(['第三版', '第二版', TERMS]);
    // as if the party's rows were older than what it said it received
    await server.admin.query('update alliance set revision = 1 where organisation_id = $1 and id = $2', [
      wenzhou.organisation.id,
      allianceId,
    ]);
    await must(propose('第四版'));
    await settled();
    expect((await read(wenzhou)).agreements[0]?.number).toBe(3);
    await must(propose('第五版'));
    await settled();
    expect((await rostersTo(wenzhou)).at(-1)?.payload.since).toBe(null);
    expect((await read(wenzhou)).agreements.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
  });
});
