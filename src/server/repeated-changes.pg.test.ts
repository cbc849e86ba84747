import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CreationWorld, creations, makeCreationWorld } from '../../test/creations.ts';
import { foundAlliance } from '../../test/alliance.ts';
import { callMeeting, itemBody } from '../../test/meeting.ts';
import { courseBody, openCourse } from '../../test/course.ts';
import { listOperations } from '../../test/operations.ts';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { must } from '../../test/person-rows.ts';
import { beginPlacement, placementBody } from '../../test/placement.ts';
import { openBook, signUpPerson } from '../../test/public-person.ts';
import { deliverAll, startTestServer, type TestServer } from '../../test/server.ts';
import type { Role } from '../domain/access/roles.ts';
import type { OperationShape } from '../contract/operation.ts';
import { workOffMatches } from './matching/public.ts';
import { newId } from './platform/database/ids.ts';

let mail: MailServer;
let server: TestServer;
let operations: [string, OperationShape][];

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    messages: { mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from } },
  });
  // a change of one's own account of the public stands with those
  operations = (await listOperations()).filter(
    ([, { versioned, access }]) => versioned === true && access !== 'public_account',
  );
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});

const talentRules = {
  weights: {
    caseMinutes: { urgent: 300, high: 180, medium: 90, low: 45, unknown: 60 },
    sessionMinutes: 200,
    roundMinutes: 180,
    alertMinutes: 60,
    directPercent: 65,
  },
  educationMinutes: { senior_social_worker: 1_800, social_worker: 1_800, assistant_social_worker: 1_440 },
  supervisionDays: 30,
  tellFrom: 5,
};

/** A change that names a version, and what says something else about the same version. */
interface VersionedRequest {
  readonly by: Role;
  readonly url: string;
  readonly version: number;
  readonly body?: Readonly<Record<string, unknown>>;
  /** members that say something else; absent where the operation says nothing but its name */
  readonly other?: Readonly<Record<string, unknown>>;
}

const theme = { title: '愿意开口', titleEn: null, description: '', mentions: 4, quotes: [] };
const NOW = new Date().toISOString();

async function openGroup({ home, user, clientId }: CreationWorld) {
  const worker = await user('worker');
  const group = { name: '秋季小组', siteId: home.siteIds[0], playbookId: 'warm-way@1', level: 'universal' };
  const { body } = await worker.call('POST', '/api/v1/groups', {
    ...group,
    startsOn: '2026-10-09',
    clientIds: [clientId],
  });
  return `/api/v1/groups/${body.id}/sessions/${body.sessions[0].sessionId}`;
}

async function makeStudy(world: CreationWorld): Promise<string> {
  const request = await creations['CreateStudy']?.(world);
  return must((await world.user('manager')).call('POST', '/api/v1/studies', request?.body));
}

async function beginDraft({ user }: CreationWorld): Promise<string> {
  return must((await user('worker')).call('POST', '/api/v1/playbook-drafts', { from: 'warm-way@1' }));
}

/** Somebody of the public who asks to be in the organisation's book. */
async function askToJoin({ home, user }: CreationWorld): Promise<string> {
  await openBook(server, home);
  const person = await signUpPerson(server, mail);
  const wish = { participations: ['volunteer'], ways: ['mail'], note: '' };
  await person.call('PUT', `/api/v1/my/books/${home.id}`, wish);
  await deliverAll(server);
  return (await (await user('coordinator')).call('GET', '/api/v1/book/entries')).body.items[0].id;
}

async function openShift(world: CreationWorld): Promise<{ opportunityId: string; shiftId: string }> {
  const { params, body } = (await creations['CreateShifts']?.(world)) ?? { body: {} };
  const opportunityId = String(params?.['id']);
  const coordinator = await world.user('coordinator');
  const shift = { id: newId(), ...body };
  await must(coordinator.call('POST', `/api/v1/opportunities/${opportunityId}/shifts`, shift));
  return { opportunityId, shiftId: shift.id };
}

/** Of a free place and somebody who might come: a proposal that can be accepted. */
async function solvedMatch(world: CreationWorld): Promise<string> {
  await creations['IssueCertificate']?.(world);
  const { opportunityId } = await openShift(world);
  const coordinator = await world.user('coordinator');
  const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const match = { id: newId(), from: dayAhead(0), until: dayAhead(90), opportunityIds: [opportunityId] };
  await must(coordinator.call('POST', '/api/v1/matches', match));
  await workOffMatches(world.server.services, world.home.id);
  return match.id;
}

/** One for each operation that names a version; the test fails for one that has none. */
const changes: Readonly<Record<string, (world: CreationWorld) => Promise<VersionedRequest>>> = {
  PutBook: async () => ({
    by: 'administrator',
    url: '/api/v1/book',
    version: 0,
    body: { isOpen: true, participations: ['volunteer', 'giver'], welcome: '来吧', welcomeEn: 'Come' },
    other: { welcome: '欢迎' },
  }),
  ChangePlacement: async ({ home, user }) => {
    const supervisor = await user('supervisor');
    const id = await beginPlacement(supervisor, home.siteIds[0], supervisor.id);
    const body = placementBody(home.siteIds[0], supervisor.id, { studentNumber: '2024-17 ' });
    return {
      by: 'supervisor',
      url: `/api/v1/placements/${id}`,
      version: 2,
      body,
      other: { agreedMinutes: 12_000 },
    };
  },
  MovePlacement: async ({ home, user }) => {
    const supervisor = await user('supervisor');
    const id = await beginPlacement(supervisor, home.siteIds[0], supervisor.id);
    return {
      by: 'supervisor',
      url: `/api/v1/placements/${id}/state`,
      version: 2,
      body: { state: 'broken_off', reason: '转专业' },
      other: { state: 'completed' },
    };
  },
  ProposeAgreement: async ({ user }) => ({
    by: 'manager',
    url: `/api/v1/alliances/${(await foundAlliance(await user('manager'))).id}/agreements`,
    version: 1,
    body: { terms: '第二版', noticeDays: 30 },
    other: { terms: '另一种第二版' },
  }),
  ChooseShared: async ({ user }) => ({
    by: 'manager',
    url: `/api/v1/alliances/${(await foundAlliance(await user('manager'))).id}/shares`,
    version: 1,
    body: { shares: ['playbooks', 'meetings'] },
    other: { shares: ['resources'] },
  }),
  ChangeMeeting: async ({ user }) => ({
    by: 'manager',
    url: `/api/v1/meetings/${(await callMeeting(await user('manager'))).id}`,
    version: 1,
    body: { title: '改期的联动会', startsAt: '2099-03-02T07:00:00.000Z' },
    other: { title: '另一个名称' },
  }),
  OrderAgenda: async ({ user }) => {
    const manager = await user('manager');
    const { id } = await callMeeting(manager);
    const topicIds = [newId(), newId()];
    for (const topicId of topicIds)
      await must(manager.call('POST', `/api/v1/meetings/${id}/topics`, { id: topicId, title: '议题' }));
    return {
      by: 'manager',
      url: `/api/v1/meetings/${id}/agenda`,
      version: 1,
      body: { topicIds: topicIds.toReversed() },
      other: { topicIds },
    };
  },
  AssignActionItem: async ({ home, user }) => {
    const manager = await user('manager');
    const { id: meetingId } = await callMeeting(manager);
    const item = { id: newId(), ...itemBody(home.id) };
    await must(manager.call('POST', `/api/v1/meetings/${meetingId}/action-items`, item));
    return {
      by: 'manager',
      url: `/api/v1/action-items/${item.id}/owner`,
      version: 1,
      body: { ownerId: manager.id },
      other: { ownerId: (await user('worker')).id },
    };
  },
  ChangeCourse: async ({ user }) => {
    const { courseId } = await openCourse(await user('supervisor'));
    return {
      by: 'supervisor',
      url: `/api/v1/courses/${courseId}`,
      version: 2,
      body: { ...courseBody(), title: '危机干预（二） ', capacity: 12 },
      other: { title: '自我照顾' },
    };
  },
  MoveCourse: async ({ user }) => ({
    by: 'supervisor',
    url: `/api/v1/courses/${(await openCourse(await user('supervisor'))).courseId}/state`,
    version: 2,
    body: { state: 'called_off', reason: '讲师生病' },
    other: { state: 'ended' },
  }),
  ChangeOpportunity: async (world) => {
    const { body } = (await creations['CreateOpportunity']?.(world)) ?? { body: {} };
    const { id, ...said } = { id: '', ...body };
    await must((await world.user('coordinator')).call('POST', '/api/v1/opportunities', body));
    return {
      by: 'coordinator',
      url: `/api/v1/opportunities/${id}`,
      version: 1,
      body: { ...said, title: '周末读书 ', programme: '周末学堂' },
      other: { title: '周末画画' },
    };
  },
  MoveOpportunity: async (world) => ({
    by: 'coordinator',
    url: `/api/v1/opportunities/${(await openShift(world)).opportunityId}/state`,
    version: 1,
    body: { state: 'closed' },
    other: { state: 'published' },
  }),
  ChangeShift: async (world) => ({
    by: 'coordinator',
    url: `/api/v1/shifts/${(await openShift(world)).shiftId}`,
    version: 1,
    body: { capacity: 5 },
    other: { capacity: 6 },
  }),
  AcceptMatch: async (world) => ({
    by: 'coordinator',
    url: `/api/v1/matches/${await solvedMatch(world)}/accept`,
    version: 2,
    body: {},
  }),
  CancelShift: async (world) => ({
    by: 'coordinator',
    url: `/api/v1/shifts/${(await openShift(world)).shiftId}/cancel`,
    version: 1,
    body: {},
  }),
  PutRecognitionRules: async () => ({
    by: 'coordinator',
    url: '/api/v1/recognition-rules',
    version: 0,
    body: { starHours: [50, 200], pointsPerHour: 2, givesPoints: true },
    other: { starHours: [50, 300] },
  }),
  PutTalentRules: async () => ({
    by: 'supervisor',
    url: '/api/v1/talent/rules',
    version: 0,
    body: talentRules,
    other: { supervisionDays: 60 },
  }),
  PutOwnTalent: async () => ({
    by: 'worker',
    url: '/api/v1/talent/me/profile',
    version: 0,
    body: { specialities: ['school'], languages: ['cmn'], isLendable: true },
    other: { isLendable: false },
  }),
  PutTalent: async ({ user }) => ({
    by: 'supervisor',
    url: `/api/v1/talent/workers/${(await user('worker')).id}/profile`,
    version: 0,
    body: { specialities: ['school'], languages: ['cmn'], weeklyMinutes: 1_800 },
    other: { weeklyMinutes: 1_200 },
  }),
  DecideBookEntry: async (world) => ({
    by: 'coordinator',
    url: `/api/v1/book/entries/${await askToJoin(world)}/decision`,
    version: 1,
    body: { decision: 'accept' },
    other: { decision: 'decline' },
  }),
  ChangeAccount: async ({ user }) => ({
    by: 'administrator',
    url: `/api/v1/accounts/${(await user('liaison')).id}`,
    version: 1,
    body: { displayName: '王老师', roles: [{ role: 'liaison', siteIds: [] }], status: 'suspended' },
    other: { status: 'active' },
  }),
  ChangeClient: async ({ clientId }) => ({
    by: 'worker',
    url: `/api/v1/clients/${clientId}`,
    version: 1,
    body: { address: '甲路 1 号' },
    other: { address: '乙路 2 号' },
  }),
  ChangeGuardian: async ({ clientId, guardianId }) => ({
    by: 'worker',
    url: `/api/v1/clients/${clientId}/guardians/${guardianId}`,
    version: 1,
    body: { name: ' 陈母 ', phone: '138 0013 8000' },
    other: { name: '陈妈妈' },
  }),
  ChangeMandatoryReport: async ({ user, clientId }) => {
    const report = { discoveredAt: NOW, text: '身上有伤' };
    const filed = (await user('worker')).call(
      'POST',
      `/api/v1/clients/${clientId}/mandatory-reports`,
      report,
    );
    return {
      by: 'worker',
      url: `/api/v1/mandatory-reports/${await must(filed)}`,
      version: 1,
      body: { text: '左臂有伤', reason: '看清楚了' },
      other: { reason: '另一个理由' },
    };
  },
  ChangeNotificationChoices: async () => ({
    by: 'worker',
    url: '/api/v1/notification-choices',
    version: 0,
    body: {
      urgent: ['sms', 'mail'],
      normal: [],
      quiet: { from: '21:00', until: '08:00' },
      digestAt: '17:30',
    },
    other: { quiet: null },
  }),
  ChangeNotificationRule: async () => ({
    by: 'administrator',
    url: '/api/v1/notification-rule',
    version: 0,
    body: { namesInMessages: true },
    other: { namesInMessages: false },
  }),
  ChangePlaybookDraft: async (world) => ({
    by: 'worker',
    url: `/api/v1/playbook-drafts/${await beginDraft(world)}`,
    version: 1,
    body: { summary: '按本地情况调整' },
    other: { summary: '别的' },
  }),
  ChangeSite: async ({ home }) => ({
    by: 'administrator',
    url: `/api/v1/sites/${home.siteIds[0]}`,
    version: 1,
    body: { name: '一中社工站' },
    other: { name: '二中社工站' },
  }),
  ChangeStudy: async (world) => ({
    by: 'manager',
    url: `/api/v1/studies/${await makeStudy(world)}`,
    version: 1,
    body: { question: '八周后更愿意求助吗？' },
    other: { question: '别的？' },
  }),
  ChangeWebhook: async (world) => {
    const request = await creations['CreateWebhook']?.(world);
    const id = newId();
    await (await world.user('administrator')).call('POST', '/api/v1/webhooks', { id, ...request?.body });
    return {
      by: 'administrator',
      url: `/api/v1/webhooks/${id}`,
      version: 1,
      body: { name: '省数据平台', url: 'https://DATA.example.cn', types: ['case.opened'], state: 'off' },
      other: { state: 'active' },
    };
  },
  CorrectEncounter: async (world) => corrected(world, 'CorrectEncounter', 'encounters'),
  CorrectRecord: async (world) => corrected(world, 'CorrectRecord', 'case-records'),
  DeliverSession: async (world) => ({
    by: 'worker',
    url: `${await openGroup(world)}/delivery`,
    version: 1,
    body: {
      heldOn: '2026-10-09',
      minutes: 40,
      done: [],
      note: '都到了',
      attendance: [{ clientId: world.clientId, presence: 'present' }],
    },
    other: { attendance: [{ clientId: world.clientId, presence: 'absent' }] },
  }),
  MoveSession: async (world) => ({
    by: 'worker',
    url: await openGroup(world),
    version: 1,
    body: { plannedOn: '2026-10-16' },
    other: { plannedOn: '2026-10-17' },
  }),
  PublishPlaybookDraft: async (world) => {
    const url = `/api/v1/playbook-drafts/${await beginDraft(world)}`;
    const author = await world.user('worker');
    await author.call('POST', `${url}/submit`, undefined, { 'if-match': '"1"' });
    return { by: 'supervisor', url: `${url}/publish`, version: 2 };
  },
  SubmitPlaybookDraft: async (world) => ({
    by: 'worker',
    url: `/api/v1/playbook-drafts/${await beginDraft(world)}/submit`,
    version: 1,
  }),
  WriteInterviews: async (world) => {
    const id = await makeStudy(world);
    const manager = await world.user('manager');
    await manager.call('POST', `/api/v1/studies/${id}/register`);
    await deliverAll(server);
    const classes = [{ classId: world.classId, arm: 'intervention' }];
    await (await world.user('supervisor')).call('POST', `/api/v1/studies/${id}/join`, { classes });
    return {
      by: 'supervisor',
      url: `/api/v1/studies/${id}/interviews`,
      version: 0,
      body: { interviews: 6, who: '学生 4 人', method: '各谈二十分钟', themes: [theme] },
      other: { interviews: 7 },
    };
  },
};

/** Corrections are creations besides: the id says that it is the same. */
async function corrected(world: CreationWorld, name: string, kind: string): Promise<VersionedRequest> {
  const request = await creations[name]?.(world);
  if (request === undefined) throw new Error(`${name} has a request`);
  const { by, params, body, other, version = 1 } = request;
  const url = `/api/v1/${kind}/${params?.['id']}/corrections`;
  return { by, url, version, body: { id: newId(), ...body }, other: { id: newId(), ...other } };
}

/** Of which the answer tells of somebody, also the one that tells what stands there instead. */
const ofSomebody: ReadonlySet<string> = new Set([
  'ChangeClient',
  'ChangeGuardian',
  'ChangeMandatoryReport',
  'ChangePlacement',
  'CorrectEncounter',
  'CorrectRecord',
  'DecideBookEntry',
  'DeliverSession',
  'MovePlacement',
  'MoveSession',
]);

describe('every operation that names a version', () => {
  it('has a request here', () => {
    expect(Object.keys(changes).toSorted()).toEqual(operations.map(([name]) => name).toSorted());
  });

  it.each(Object.keys(changes))(
    '%s, sent again since its answer was lost, is no conflict with oneself; something else is one',
    async (name) => {
      const world = await makeCreationWorld(server);
      const wanted = await changes[name]?.(world);
      const method = operations.find(([known]) => known === name)?.[1].method ?? '';
      if (wanted === undefined) throw new Error(`${name} has a request`);
      const { by, url, version, body, other } = wanted;
      const user = await world.user(by);
      const send = (more: object = {}) =>
        user.call(method, url, body === undefined ? undefined : { ...body, ...more }, {
          'if-match': `"${version}"`,
        });
      const audited = async () => {
        const of = 'select count(*)::int as count from audit_event where actor_id = $1';
        return (await server.admin.query<{ count: number }>(of, [user.id])).rows[0]?.count ?? 0;
      };
      const first = await send();
      const before = await audited();
      expect(first.status, JSON.stringify(first.body)).toBeLessThan(300);
      const again = await send();
      expect(again, JSON.stringify(again.body)).toMatchObject({ status: first.status, body: first.body });
      const beside = await audited();
      // what says nothing but its name has nothing else to say
      const late = other === undefined ? 'version_conflict' : (await send(other)).body.code;
      expect(late).toBe('version_conflict');
      if (!ofSomebody.has(name)) return;
      expect([beside > before, (await audited()) > beside]).toEqual([true, true]);
    },
  );
});
