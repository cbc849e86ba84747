import type { Role } from '../src/domain/access/roles.ts';
import { dayIn } from '../src/domain/calendar/clock-time.ts';
import { growthCheck } from '../src/domain/scoring/instruments/growth-check.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import { allianceBody, foundAlliance } from './alliance.ts';
import { courseBody, endedCourse, openCourse, overCourse } from './course.ts';
import { callMeeting, itemBody, meetingBody } from './meeting.ts';
import { beginPlacement, placementBody, placementGrades, placementHours } from './placement.ts';
import { openBook, type TestPerson } from './public-person.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  request,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from './server.ts';
import { registerVolunteer, signInVolunteer, volunteerBody } from './volunteer.ts';

/** A request that creates, and what the same id must not be taken for. */
export interface CreationRequest {
  readonly by: Role;
  /** somebody of the public, who does it instead */
  readonly as?: TestPerson;
  readonly params?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** of what it changes, where If-Match names it */
  readonly version?: number;
  /** members that say something else under the same id */
  readonly other: Readonly<Record<string, unknown>>;
  /** a door without an account, or answers that are compared whole: what is there is told to nobody */
  readonly tellsNothing?: true;
}

const education = {
  record: 'education',
  code: 'course',
  title: '创伤知情照护',
  organiser: '',
  reference: '',
  from: '2026-01-07',
  until: null,
  minutes: 360,
};

/** What the requests stand on: a station, a pupil with a guardian, a class and a case. */
export interface CreationWorld {
  readonly server: TestServer;
  readonly home: TestOrganisation;
  /** somebody of the station who has the role, the same each time */
  readonly user: (role: Role) => Promise<TestUser>;
  readonly clientId: string;
  readonly guardianId: string;
  readonly classId: string;
  readonly caseId: string;
}

export async function makeCreationWorld(server: TestServer): Promise<CreationWorld> {
  const home = await makeOrganisation(server);
  const users = new Map<Role, Promise<TestUser>>();
  const user = (role: Role): Promise<TestUser> => {
    const known = users.get(role) ?? makeUser(server, home, role, [home.siteIds[0]]);
    users.set(role, known);
    return known;
  };
  const worker = await user('worker');
  const classId = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at)
     values ($1, $2, $3, 'class', '八年级一班', now())`,
    [home.id, classId, home.siteIds[0]],
  );
  const { body: client } = await worker.call('POST', '/api/v1/clients', {
    name: '陈欣',
    birthDate: '2011-03-04',
    classId,
  });
  const { body: guardian } = await worker.call('POST', `/api/v1/clients/${client.id}/guardians`, {
    relation: 'mother',
    name: '陈母',
  });
  for (const purpose of ['service', 'assessment'])
    await worker.call('POST', `/api/v1/clients/${client.id}/consents`, consentOf(guardian.id, purpose));
  const { body: opened } = await worker.call('POST', '/api/v1/cases', { clientId: client.id });
  return { server, home, user, clientId: client.id, guardianId: guardian.id, classId, caseId: opened.id };
}

function consentOf(guardianId: string, purpose: string) {
  return { purpose, givenBy: 'guardian', guardianId, evidence: 'signed_form', givenOn: '2026-10-01' };
}

/** Somebody who has registered with the station. @returns id of the record there */
async function haveVolunteer({ server, home, user }: CreationWorld): Promise<string> {
  await openBook(server, home);
  await request(server, 'POST', '/api/v1/volunteer-registrations', volunteerBody(home));
  await deliverAll(server);
  const coordinator = await user('coordinator');
  return (await coordinator.call('GET', '/api/v1/volunteers')).body.items[0].id;
}

/** A shift of the station, for whoever manages volunteers. */
async function haveShift(world: CreationWorld): Promise<{ opportunityId: string; shiftId: string }> {
  const coordinator = await world.user('coordinator');
  const { body: opportunity } = await coordinator.call('POST', '/api/v1/opportunities', asking(world));
  const shift = shiftBody();
  await coordinator.call('POST', `/api/v1/opportunities/${opportunity.id}/shifts`, shift);
  return { opportunityId: opportunity.id, shiftId: shift.id };
}

const asking = ({ home }: CreationWorld) => ({
  id: newId(),
  title: '周末课业辅导',
  siteId: home.siteIds[0],
  description: '陪孩子写作业',
  risks: '没有特别的风险',
});
const shiftBody = () => ({ id: newId(), startsAt: inWeeks(1), endsAt: inWeeks(1.01), capacity: 2 });

/** Somebody of the public whom the station takes in at once. */
async function haveVolunteerAtDoor({ server, home }: CreationWorld): Promise<TestPerson> {
  await openBook(server, home, { takesAtOnce: true });
  return signInVolunteer(server, await registerVolunteer(server, home));
}

/** Somebody with a place at a shift that has begun, and the code that is shown there. */
async function haveSomebodyAtShift(world: CreationWorld) {
  const person = await haveVolunteerAtDoor(world);
  const coordinator = await world.user('coordinator');
  const { items } = (await coordinator.call('GET', '/api/v1/volunteers')).body;
  const { body: opportunity } = await coordinator.call('POST', '/api/v1/opportunities', asking(world));
  const shift = { ...shiftBody(), startsAt: inWeeks(-0.001), endsAt: inWeeks(0.01) };
  await coordinator.call('POST', `/api/v1/opportunities/${opportunity.id}/shifts`, shift);
  const signUpId = newId();
  const volunteerId = items[0].id as string;
  const assigned = { id: signUpId, volunteerId };
  await coordinator.call('POST', `/api/v1/shifts/${shift.id}/assignments`, assigned);
  const { code } = (await coordinator.call('GET', `/api/v1/shifts/${shift.id}/check-in-code`)).body;
  return { person, coordinator, shiftId: shift.id, signUpId, volunteerId, code: code as string };
}

const servedTimes = () => ({ from: inWeeks(-0.02), until: inWeeks(-0.01) });

/** Somebody whose hours another person has approved. */
async function haveServed(world: CreationWorld) {
  const { person, coordinator, volunteerId } = await haveSomebodyAtShift(world);
  const id = newId();
  const service = { id, siteId: world.home.siteIds[0], title: '整理图书', ...servedTimes(), reason: '停电' };
  await coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/services`, service);
  const supervisor = await world.user('supervisor');
  await supervisor.call('POST', `/api/v1/services/${id}/decide`, { decision: 'recorded' });
  // of the organisation's: at night another one than London's
  const today = dayIn('Asia/Shanghai', new Date());
  return { person, volunteerId, serviceId: id, days: { from: '2026-01-01', to: today } };
}

const WEEK = 7 * 86_400_000;
const inWeeks = (weeks: number) => new Date(Date.now() + weeks * WEEK).toISOString();

type Prepare = (world: CreationWorld) => CreationRequest | Promise<CreationRequest>;

/** One for each operation whose caller gives the id; the test fails for an operation that has none. */
export const creations: Readonly<Record<string, Prepare>> = {
  CreateClient: ({ home }) => ({
    by: 'worker',
    body: { name: '李明', siteId: home.siteIds[0], note: '班主任介绍' },
    other: { note: '邻居介绍' },
  }),
  AddGuardian: ({ clientId }) => ({
    by: 'worker',
    params: { id: clientId },
    body: { relation: 'father', name: '陈父', phone: '13800000001' },
    other: { phone: '13800000002' },
  }),
  RecordConsent: ({ clientId, guardianId }) => ({
    by: 'worker',
    params: { id: clientId },
    body: consentOf(guardianId, 'research'),
    other: { purpose: 'media' },
  }),
  CreateReferral: ({ clientId }) => ({
    by: 'worker',
    body: { clientId, source: 'teacher', urgency: 'routine', reason: '上课走神' },
    other: { urgency: 'urgent' },
  }),
  ReferPupil: ({ classId }) => ({
    by: 'liaison',
    body: { classId, name: '陈欣', urgency: 'routine', reason: '近来不说话' },
    other: { reason: '说不想活了' },
  }),
  CreateCase: async ({ clientId, user }) => ({
    by: 'worker',
    body: { clientId },
    other: { workerIds: [(await user('worker')).id, (await user('supervisor')).id] },
  }),
  CreateEncounter: ({ caseId }) => ({
    by: 'worker',
    body: { caseId, kind: 'individual', occurredAt: inWeeks(-1), minutes: 45, note: '谈了睡眠' },
    other: { note: '谈了家里的事' },
  }),
  RecordCaseStep: ({ caseId }) => ({
    by: 'worker',
    params: { id: caseId },
    body: { kind: 'assessment', occurredAt: inWeeks(-1), text: '情绪低落', riskLevel: 'low' },
    other: { riskLevel: 'high' },
  }),
  RequestClosure: ({ caseId }) => ({
    by: 'worker',
    params: { id: caseId },
    body: { closureReason: 'goals_met', outcome: 'achieved', text: '睡得好了' },
    other: { outcome: 'partly_achieved' },
  }),
  CorrectRecord: async ({ caseId, user }) => {
    const body = { kind: 'intake', occurredAt: inWeeks(-1), text: '父亲陪同' };
    const worker = await user('worker');
    const { body: opened } = await worker.call('POST', `/api/v1/cases/${caseId}/records`, body);
    return {
      by: 'worker',
      params: { id: opened.records[0].id },
      version: 1,
      body: { occurredAt: body.occurredAt, text: '母亲陪同', goals: [], reason: '写错了人' },
      other: { text: '祖母陪同' },
    };
  },
  CorrectEncounter: async ({ caseId, user }) => {
    const contact = { kind: 'phone', occurredAt: inWeeks(-1), minutes: 45, note: '谈了睡眠' };
    const worker = await user('worker');
    const { body } = await worker.call('POST', '/api/v1/encounters', { caseId, ...contact });
    return {
      by: 'worker',
      params: { id: body.id },
      version: 1,
      body: { ...contact, minutes: 15, reason: '看错了表' },
      other: { minutes: 20 },
    };
  },
  AddEncounterHelper: async (world) => {
    const { caseId, user } = world;
    const contact = { kind: 'phone', occurredAt: inWeeks(-1), minutes: 45, note: '谈了睡眠' };
    const worker = await user('worker');
    const { body } = await worker.call('POST', '/api/v1/encounters', { caseId, ...contact });
    await openBook(world.server, world.home, { takesAtOnce: true });
    const volunteer = await registerVolunteer(world.server, world.home);
    return {
      by: 'worker',
      params: { id: body.id },
      body: { volunteerId: volunteer.id },
      other: { until: inWeeks(-0.999) },
    };
  },
  FileMandatoryReport: ({ clientId }) => ({
    by: 'worker',
    params: { id: clientId },
    body: { discoveredAt: inWeeks(-1), text: '手臂有伤' },
    other: { text: '手臂和背上有伤' },
  }),
  CreateGroup: ({ home, classId }) => ({
    by: 'worker',
    body: {
      name: '八年级一班 · 秋季',
      siteId: home.siteIds[0],
      playbookId: 'warm-way@1',
      level: 'universal',
      startsOn: '2026-10-09',
      classIds: [classId],
    },
    other: { level: 'selective' },
  }),
  CreateCampaign: ({ classId }) => ({
    by: 'supervisor',
    body: {
      title: '秋季筛查',
      wave: 'baseline',
      opensAt: inWeeks(0),
      closesAt: inWeeks(2),
      classIds: [classId],
    },
    other: { closesAt: inWeeks(3) },
  }),
  ExtendCampaign: async ({ classId, user }) => {
    const { campaignId } = await openRound(await user('supervisor'), classId);
    return {
      by: 'supervisor',
      params: { id: campaignId },
      body: { closesAt: inWeeks(8), reason: '一班还没有答' },
      other: { reason: '二班还没有答' },
    };
  },
  CreateSite: ({ home }) => ({
    by: 'administrator',
    body: {
      code: `s-${newId().slice(-6)}`,
      kind: 'school_station',
      name: '实验中学站',
      regionCode: '330300',
    },
    other: { name: `${home.code} 站` },
  }),
  RegisterVolunteer: async ({ server, home }) => {
    await openBook(server, home);
    return { by: 'coordinator', body: volunteerBody(home), other: { name: '李明' }, tellsNothing: true };
  },
  AddQualification: async (world) => ({
    by: 'coordinator',
    params: { id: await haveVolunteer(world) },
    body: { kind: 'check', code: 'minors', validFrom: '2026-11-01' },
    other: { code: 'health' },
  }),
  AddVolunteerNote: async (world) => ({
    by: 'coordinator',
    params: { id: await haveVolunteer(world) },
    body: { text: '很有耐心' },
    other: { text: '常迟到' },
  }),
  CreateOpportunity: (world) => ({
    by: 'coordinator',
    body: asking(world),
    other: { title: '周末读书' },
  }),
  CreateShifts: async (world) => ({
    by: 'coordinator',
    params: { id: (await haveShift(world)).opportunityId },
    body: shiftBody(),
    other: { capacity: 3 },
  }),
  SignUpForShift: async (world) => ({
    by: 'coordinator',
    as: await haveVolunteerAtDoor(world),
    params: { id: (await haveShift(world)).shiftId },
    body: {},
    other: { role: '领队' },
  }),
  SwapSignUp: async (world) => {
    const person = await haveVolunteerAtDoor(world);
    const [from, to, other] = [await haveShift(world), await haveShift(world), await haveShift(world)];
    const id = newId();
    await person.call('POST', `/api/v1/shifts/${from.shiftId}/sign-ups`, { id });
    return {
      by: 'coordinator',
      as: person,
      params: { id },
      body: { shiftId: to.shiftId },
      other: { shiftId: other.shiftId },
    };
  },
  AssignVolunteer: async (world) => {
    await haveVolunteerAtDoor(world);
    const coordinator = await world.user('coordinator');
    const { items } = (await coordinator.call('GET', '/api/v1/volunteers')).body;
    const { shiftId } = await haveShift(world);
    const body = { volunteerId: items[0].id };
    return { by: 'coordinator', params: { id: shiftId }, body, other: { role: '领队' } };
  },
  CheckIn: async (world) => {
    const { person, shiftId, code } = await haveSomebodyAtShift(world);
    return {
      by: 'coordinator',
      as: person,
      params: { id: shiftId },
      body: { code },
      other: { code: '000000' },
    };
  },
  CheckVolunteerIn: async (world) => {
    const { signUpId, shiftId } = await haveSomebodyAtShift(world);
    return { by: 'coordinator', params: { id: shiftId }, body: { signUpId }, other: { signUpId: newId() } };
  },
  BackFillService: async (world) => ({
    by: 'coordinator',
    params: { id: await haveVolunteer(world) },
    body: { siteId: world.home.siteIds[0], title: '整理图书', ...servedTimes(), reason: '停电' },
    other: { title: '整理衣物' },
  }),
  ClaimService: async (world) => {
    const { person, shiftId } = await haveSomebodyAtShift(world);
    const body = { shiftId, ...servedTimes(), reason: '手机没电' };
    return { by: 'coordinator', as: person, body, other: { reason: '没有网络' } };
  },
  EvaluateVolunteer: async (world) => {
    const { volunteerId, serviceId } = await haveServed(world);
    const body = { serviceId, grade: 4, words: '很有耐心' };
    return { by: 'coordinator', params: { id: volunteerId }, body, other: { grade: 5 } };
  },
  EnterPoints: async (world) => {
    const volunteerId = await haveVolunteer(world);
    const rules = { starHours: [100], pointsPerHour: 1, givesPoints: true };
    const coordinator = await world.user('coordinator');
    await coordinator.call('PUT', '/api/v1/recognition-rules', rules, { 'if-match': '"0"' });
    const body = { kind: 'granted', points: 5, reason: '义卖帮忙' };
    return { by: 'coordinator', params: { id: volunteerId }, body, other: { points: 6 } };
  },
  IssueCertificate: async (world) => {
    const { volunteerId, days } = await haveServed(world);
    return { by: 'coordinator', body: { volunteerId, ...days }, other: { from: '2026-01-02' } };
  },
  IssueCertificates: async (world) => {
    const { days } = await haveServed(world);
    return { by: 'coordinator', body: days, other: { minimumMinutes: 2 } };
  },
  CreatePlacement: async ({ home, user }) => {
    const supervisor = await user('supervisor');
    const body = placementBody(home.siteIds[0], supervisor.id);
    return { by: 'supervisor', body, other: { agreedMinutes: 12_000 } };
  },
  EnterPlacementHours: async ({ home, user }) => {
    const supervisor = await user('supervisor');
    const id = await beginPlacement(supervisor, home.siteIds[0], supervisor.id);
    return { by: 'supervisor', params: { id }, body: placementHours(), other: { minutes: 60 } };
  },
  EvaluatePlacement: async ({ home, user }) => {
    const supervisor = await user('supervisor');
    const id = await beginPlacement(supervisor, home.siteIds[0], supervisor.id);
    const body = { kind: 'mid', grades: placementGrades, words: '能独立访谈' };
    return { by: 'supervisor', params: { id }, body, other: { words: '记录及时' } };
  },
  FoundAlliance: () => ({ by: 'manager', body: allianceBody(), other: { terms: '另一份协议' } }),
  InviteToAlliance: async ({ server, user }) => {
    const { id } = await foundAlliance(await user('manager'));
    const { code } = await makeOrganisation(server);
    const body = { id: newId(), organisationCode: code, role: 'member' };
    return { by: 'manager', params: { id }, body, other: { role: 'observer' } };
  },
  PlanMeeting: async ({ user }) => {
    const { id } = await foundAlliance(await user('manager'));
    return { by: 'manager', body: meetingBody(id), other: { title: '另一次会议' } };
  },
  ProposeTopic: async ({ user }) => {
    const { id } = await callMeeting(await user('manager'));
    return { by: 'worker', params: { id }, body: { title: '转介流程' }, other: { title: '寒假安排' } };
  },
  RecordActionItem: async ({ home, user }) => {
    const { id } = await callMeeting(await user('manager'));
    return { by: 'worker', params: { id }, body: itemBody(home.id), other: { dueOn: '2099-05-01' } };
  },
  CreateCourse: () => ({ by: 'supervisor', body: courseBody(), other: { title: '自我照顾' } }),
  Enrol: async ({ user }) => {
    const colleague = await user('coordinator');
    const { courseId } = await openCourse(await user('supervisor'));
    return { by: 'supervisor', params: { id: courseId }, body: {}, other: { accountId: colleague.id } };
  },
  MarkAttendance: async ({ server, user }) => {
    const participant = await user('worker');
    const { lessonId, enrolmentId } = await overCourse(server, await user('supervisor'), participant);
    return {
      by: 'supervisor',
      params: { id: lessonId },
      body: { enrolmentId, minutes: 60 },
      other: { minutes: 30 },
    };
  },
  IssueCourseCertificate: async ({ server, user }) => {
    const participant = await user('worker');
    const supervisor = await user('supervisor');
    const [{ enrolmentId }, other] = [
      await endedCourse(server, supervisor, participant),
      await endedCourse(server, supervisor, participant),
    ];
    return { by: 'worker', body: { enrolmentId }, other: { enrolmentId: other.enrolmentId } };
  },
  CreateMatch: () => ({
    by: 'coordinator',
    body: { title: '三月', from: '2027-03-01', until: '2027-03-28' },
    other: { until: '2027-03-27' },
  }),
  IssueOwnCertificate: async (world) => {
    const { person, days } = await haveServed(world);
    const body = { organisationId: world.home.id, ...days };
    return { by: 'coordinator', as: person, body, other: { from: '2026-01-02' } };
  },
  AddOwnRecord: () => ({ by: 'worker', body: education, other: { minutes: 90 } }),
  AddRecord: async (world) => ({
    by: 'supervisor',
    params: { id: (await world.user('worker')).id },
    body: education,
    other: { minutes: 90 },
  }),
  RecordSupervision: async (world) => ({
    by: 'supervisor',
    body: {
      kind: 'individual',
      supervisorId: (await world.user('supervisor')).id,
      supervisorName: null,
      heldAt: '2026-01-10T06:00:00.000Z',
      minutes: 60,
      participantIds: [(await world.user('worker')).id],
      topics: '安全计划',
      agreed: '',
      replacesId: null,
    },
    other: { minutes: 90 },
  }),
  SendTalentFigures: async ({ server }) => {
    const [first, second] = [await makeOrganisation(server), await makeOrganisation(server)];
    for (const { id } of [first, second])
      await server.admin.query("update organisation set kind = 'department' where id = $1", [id]);
    return { by: 'supervisor', body: { receiverId: first.id }, other: { receiverId: second.id } };
  },
  CreateVolunteerTeam: () => ({
    by: 'coordinator',
    body: { name: '周末球队', siteId: null },
    other: { name: '周末书友' },
  }),
  CreateWebhook: () => ({
    by: 'administrator',
    body: {
      name: '市数据平台',
      url: 'https://data.example.cn/hook',
      types: ['client.erased', 'client.created'],
    },
    other: { types: null },
  }),
  InviteAccount: () => ({
    by: 'administrator',
    body: {
      username: `u-${newId().slice(-8)}`,
      displayName: '王社工',
      roles: [{ role: 'worker', siteIds: [] }],
    },
    other: { displayName: '李社工' },
  }),
  CreateOrganisation: () => ({
    by: 'operator',
    body: {
      code: `o-${newId().slice(-6)}`,
      kind: 'social_work_agency',
      name: '新机构',
      regionCode: '330300',
      administrator: { username: `a-${newId().slice(-8)}`, displayName: '管理员' },
    },
    other: { name: '别的机构' },
  }),
  CreatePlaybookDraft: () => ({
    by: 'worker',
    body: { from: 'warm-way@1' },
    other: { title: { zh: '另一个', en: '' } },
  }),
  ProposeChanges: async (world) => ({
    by: 'worker',
    body: {
      fromId: await adapt(world),
      places: ['sessions/week-3/title'],
      title: '第三周换成江边的例子',
      reason: '学生熟悉的地方，更愿意说',
    },
    other: { reason: '别的理由' },
  }),
  DiscussProposal: async (world) => {
    const worker = await world.user('worker');
    const { body: proposal } = await worker.call('POST', '/api/v1/playbook-proposals', {
      fromId: await adapt(world),
      places: ['sessions/week-3/title'],
      title: '第三周',
      reason: '学生熟悉',
    });
    return {
      by: 'worker',
      params: { id: proposal.id },
      body: { text: '我们也这样做' },
      other: { text: '我们不这样做' },
    };
  },
  AmendStudy: async ({ user }) => {
    const manager = await user('manager');
    const { body: study } = await manager.call('POST', '/api/v1/studies', studyPlan());
    await manager.call('POST', `/api/v1/studies/${study.id}/register`);
    const body = { amendment: '第六周因考试停一次', reason: '学校安排' };
    return { by: 'manager', params: { id: study.id }, body, other: { reason: '天气' } };
  },
  CreateStudy: () => ({ by: 'manager', body: studyPlan(), other: { question: '另一个问题？' } }),
  CreateResponse: ({ clientId }) => ({
    by: 'worker',
    body: {
      instrumentId: 'growth-check@1',
      clientId,
      answers: Object.fromEntries(growthCheck.items.slice(0, 3).map(({ id }) => [id, 3])),
      answeredAt: inWeeks(-1),
    },
    other: { answers: { [growthCheck.items[0]?.id ?? '']: 1 } },
    tellsNothing: true,
  }),
  AddMaterial: () => ({
    by: 'worker',
    body: { title: '情绪卡片', language: 'zh', licence: 'CC-BY-SA-4.0', source: '本机构制作' },
    other: { source: '别的机构制作' },
  }),
  AskForTalk: async ({ user, classId }) => ({
    by: 'worker',
    body: {
      invitationToken: (await openRound(await user('supervisor'), classId)).invitationToken,
      urgency: 'soon',
      words: '睡不着',
    },
    other: { words: '不想活了', urgency: 'urgent' },
    tellsNothing: true,
  }),
};

/** A running round of the class. @returns the link of its one pupil */
/** An open round of a class: its id, and what a pupil's link carries. */
async function openRound(
  supervisor: TestUser,
  classId: string,
): Promise<{ campaignId: string; invitationToken: string }> {
  const { body: round } = await supervisor.call('POST', '/api/v1/campaigns', {
    title: '秋季筛查',
    wave: 'baseline',
    opensAt: inWeeks(-1),
    closesAt: inWeeks(1),
    classIds: [classId],
  });
  const url = `/api/v1/campaigns/${round.id}`;
  await supervisor.call('POST', `${url}/open`);
  const { body: sheet } = await supervisor.call('POST', `${url}/links`, { classId });
  return { campaignId: round.id, invitationToken: sheet.items[0].link.split('#')[1] };
}

function studyPlan() {
  return {
    title: '暖途八周：班级研究',
    question: '八周后，参加的班级比等候的班级心理韧性更高吗？',
    playbookId: 'warm-way@1',
    arms: { intervention: '八周暖途小组', comparison: '下学期再参加' },
    allocation: 'existing_classes',
    primaryOutcome: { instrumentId: 'growth-check@1', scale: 'total' },
    reliability: { r: 0.85, kind: 'alpha', source: '本次基线数据' },
    sd: { kind: 'baseline' },
  };
}

/** The station's own version of the shipped model, published by two persons. @returns its id */
async function adapt({ user }: CreationWorld): Promise<string> {
  const [worker, supervisor] = [await user('worker'), await user('supervisor')];
  const { body: draft } = await worker.call('POST', '/api/v1/playbook-drafts', { from: 'warm-way@1' });
  const url = `/api/v1/playbook-drafts/${draft.id}`;
  const { id: _id, code: _code, version: _version, ...content } = draft.content;
  for (const session of content.sessions) if (session.id === 'week-3') session.title.zh = '慢下来（江边版）';
  const at = (version: number) => ({ 'if-match': `"${version}"` });
  const body = { content, summary: '按本地情况调整' };
  const { body: saved } = await worker.call('PATCH', url, body, at(draft.version));
  const { body: submitted } = await worker.call('POST', `${url}/submit`, undefined, at(saved.version));
  const { body: published } = await supervisor.call(
    'POST',
    `${url}/publish`,
    undefined,
    at(submitted.version),
  );
  return published.playbookId;
}
