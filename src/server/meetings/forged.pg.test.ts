import type { Static } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingView } from '../../contract/meetings.ts';
import { allyParties, settle } from '../../../test/alliance.ts';
import { itemBody, meetingBody } from '../../../test/meeting.ts';
import {
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { deliver } from '../deliveries/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { Work } from '../platform/work/work.ts';
import { meetingPlan, meetingWord } from './kinds.ts';

type Plan = Static<typeof meetingPlan.schema>;
type Word = Static<typeof meetingWord.schema>;

const NOW = '2026-11-30T02:00:00.000Z';

interface Party {
  readonly organisation: TestOrganisation;
  readonly manager: TestUser;
}
let server: TestServer;
/** who called the meeting, and two who were asked */
let organiser: Party;
let wenzhou: Party;
let liuzhou: Party;
let allianceId: string;
let meetingId: string;
let topicId: string;
let itemId: string;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  [organiser, wenzhou, liuzhou] = [await makeParty(), await makeParty(), await makeParty()];
  ({ id: allianceId } = await allyParties(server, [organiser, wenzhou, liuzhou]));
  const body = meetingBody(allianceId);
  ({ id: meetingId } = body);
  await must(organiser.manager.call('POST', '/api/v1/meetings', body));
  await settle(server);
  [topicId, itemId] = [newId(), newId()];
  await must(wenzhou.manager.call('PUT', `/api/v1/meetings/${meetingId}/answer`, { isComing: true }));
  await must(
    wenzhou.manager.call('POST', `/api/v1/meetings/${meetingId}/topics`, { id: topicId, title: '转介流程' }),
  );
  const item = { id: itemId, ...itemBody(wenzhou.organisation.id) };
  await must(wenzhou.manager.call('POST', `/api/v1/meetings/${meetingId}/action-items`, item));
  await settle(server);
});

async function makeParty(): Promise<Party> {
  const organisation = await makeOrganisation(server);
  return { organisation, manager: await makeUser(server, organisation, 'supervisor') };
}

const read = async ({ manager }: Party, id = meetingId): Promise<MeetingView> =>
  must(manager.call('GET', `/api/v1/meetings/${id}`));

/** Sent by an organisation whose server says something else than the product would. */
async function forge<Kind extends typeof meetingPlan | typeof meetingWord>(
  from: Party,
  to: Party,
  kind: Kind,
  payload: Static<Kind['schema']>,
): Promise<void> {
  const origin = { requestId: 'test', language: 'zh-CN' } as const;
  await new Work(server.services, systemSettings(from.organisation.id), origin).change((change) =>
    deliver(change, { to: to.organisation.id, kind, key: `forged ${newId()}`, payload }),
  );
  await settle(server);
}

const planOf = (more: Partial<Plan>): Plan => ({
  meetingId,
  allianceId,
  revision: 1_000,
  kind: 'joint',
  title: '改了名的会议',
  place: '',
  startsAt: '2099-03-02T06:00:00.000Z',
  endsAt: '2099-03-02T08:00:00.000Z',
  seriesId: null,
  cancelReason: null,
  parties: [],
  people: [],
  topics: [],
  items: [],
  ...more,
});
const wordOf = (more: Partial<Word>): Word => ({
  meetingId,
  turn: 1_000,
  declinedReason: null,
  people: [],
  topics: [],
  recorded: [],
  progress: [],
  ...more,
});
const done = { ownerName: '别人', state: 'done', note: '说已经做完', changedAt: NOW } as const;

describe('a plan', () => {
  it('is the organiser’s, of the alliance that the meeting is of, and the newest', async () => {
    const { title } = await read(wenzhou);
    await forge(liuzhou, wenzhou, meetingPlan, planOf({}));
    expect((await read(wenzhou)).title).toBe(title);
    const { id: other } = await allyParties(server, [organiser, wenzhou]);
    await forge(organiser, wenzhou, meetingPlan, planOf({ allianceId: other }));
    expect((await read(wenzhou)).title).toBe(title);
    await forge(organiser, wenzhou, meetingPlan, planOf({ revision: 1 }));
    expect((await read(wenzhou)).title).toBe(title);
    await forge(organiser, wenzhou, meetingPlan, planOf({ endsAt: '2099-03-02T05:00:00.000Z' }));
    expect((await read(wenzhou)).title).toBe(title);
    await forge(organiser, wenzhou, meetingPlan, planOf({}));
    expect((await read(wenzhou)).title).toBe('改了名的会议');
  });

  it('says nothing in the name of whoever receives it', async () => {
    const { id: own } = wenzhou.organisation;
    const topic = { title: '别人的话', minutes: null, isWithdrawn: false, proposedAt: NOW, place: 1 };
    const given = {
      title: '代办',
      dueOn: '2099-04-01',
      createdAt: NOW,
      withdrawnReason: null,
      withdrawnAt: null,
    };
    await forge(
      organiser,
      wenzhou,
      meetingPlan,
      planOf({
        parties: [{ organisationId: own, declinedReason: '别人说不来' }],
        people: [{ organisationId: own, id: newId(), name: '某人', answer: 'coming', came: true }],
        topics: [{ organisationId: own, id: newId(), ...topic }],
        items: [
          { creatorId: organiser.organisation.id, organisationId: own, id: newId(), ...given, ...done },
          { creatorId: own, organisationId: own, id: itemId, ...given, ...done },
        ],
      }),
    );
    const meeting = await read(wenzhou);
    expect(meeting.topics.map(({ title }) => title)).toEqual(['转介流程']);
    expect(meeting.parties.find(({ organisationId }) => organisationId === own)).toMatchObject({
      answer: 'coming',
      declinedReason: null,
      people: [{ name: wenzhou.manager.username }],
    });
    const items = Object.fromEntries(
      meeting.items.map(({ title, state, ownerName }) => [title, { state, ownerName }]),
    );
    const open = { state: 'open', ownerName: null };
    expect(items).toEqual({ 代办: open, 整理带领手册: open });
  });
});

describe('a word', () => {
  it('says nothing of other parties, and nothing for whoever was not asked', async () => {
    const stranger = await makeOrganisation(server);
    const before = await read(organiser);
    const [{ id: personId } = { id: '' }] =
      before.parties.find(({ organisationId }) => organisationId === wenzhou.organisation.id)?.people ?? [];
    const topic = { title: '换了的议题', minutes: 1, isWithdrawn: true, proposedAt: NOW };
    const given = {
      title: '换了的事',
      dueOn: '2099-04-01',
      createdAt: NOW,
      withdrawnReason: '不要了',
      withdrawnAt: NOW,
    };
    await forge(
      liuzhou,
      organiser,
      meetingWord,
      wordOf({
        people: [{ id: personId, name: '某人', answer: 'not_coming' }],
        topics: [{ id: topicId, ...topic }],
        recorded: [
          { id: itemId, organisationId: wenzhou.organisation.id, ...given },
          { id: newId(), organisationId: stranger.id, ...given },
        ],
        progress: [{ id: itemId, ...done }],
      }),
    );
    const after = await read(organiser);
    expect(after.items).toEqual(before.items);
    expect(after.topics).toEqual(before.topics);
    expect(after.parties).toEqual(before.parties);
  });

  it('that comes late changes nothing, and what is sent twice stands once', async () => {
    const person = { id: newId(), name: '韦小燕', answer: 'coming' } as const;
    await forge(liuzhou, organiser, meetingWord, wordOf({ people: [person, person] }));
    await forge(liuzhou, organiser, meetingWord, wordOf({ turn: 999, declinedReason: '晚到的话' }));
    expect(
      (await read(organiser)).parties.find(
        ({ organisationId }) => organisationId === liuzhou.organisation.id,
      ),
    ).toMatchObject({ answer: 'coming', people: [{ name: '韦小燕' }] });
  });

  it('of whoever was not asked is not heard', async () => {
    const before = await read(organiser);
    const stranger = await makeParty();
    await forge(stranger, organiser, meetingWord, wordOf({ declinedReason: '不相干' }));
    expect(await read(organiser)).toEqual(before);
  });
});
