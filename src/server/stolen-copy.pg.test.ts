import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSync } from 'otplib';
import { endedCourse, markAttendance, openCourse } from '../../test/course.ts';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { haveMailAddress } from '../../test/notified-staff.ts';
import { beginPlacement, placementGrades, placementHours } from '../../test/placement.ts';
import { openBook, signUpPerson, type TestPerson } from '../../test/public-person.ts';
import { giveEveryRow, must, openRound } from '../../test/person-rows.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  PASSWORD,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { upload } from '../../test/uploads.ts';
import { signInVolunteer, volunteerBody } from '../../test/volunteer.ts';
import { type CopiedRow, copyDatabase, tablesWith } from '../../test/stolen-copy.ts';
import { alertKinds, alertOutcomes } from '../contract/alerts.ts';
import { declineReasons, referralSources, urgencies } from '../contract/casework.ts';
import { closureOutcomes, closureReasons } from '../contract/closures.ts';
import { warmWayPlaybook } from '../domain/playbooks/warm-way-playbook.ts';
import { systemSettings } from './platform/database/database.ts';
import { newId } from './platform/database/ids.ts';
import { rowIdOf } from './platform/keys/key-rotation.ts';
import type { OrganisationKeys } from './platform/keys/keyring.ts';
import { open } from './platform/keys/sealing.ts';
import { personOf } from './platform/keys/spelling-repair.ts';
import { PUBLIC_TENANT } from './public-accounts/tenant.ts';
import { signAs } from './platform/work/signing.ts';
import { Work } from './platform/work/work.ts';
import { organisationSealed, personSealed } from './sealed-columns.ts';
import { dayIn } from './platform/work/organisation-day.ts';

let mail: MailServer;
let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let manager: TestUser;
let clientId: string;
/** column → what was put into it */
const planted = new Map<string, string>();
let copy: readonly CopiedRow[];
let keys: OrganisationKeys;

const ORIGIN = { requestId: 'test', language: 'zh-CN' } as const;
const columns = [...personSealed, ...organisationSealed].map(({ table, column }) => `${table}.${column}`);
const before = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    messages: { mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from } },
  });
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  manager = await makeUser(server, home, 'manager');
  clientId = await giveEveryRow(server, home, { supervisor, worker });
  await openBook(server, home);
  keys = await keysOf(home.id);
  const names = new Set(columns);
  for (const [column, plant] of Object.entries(plantings)) {
    if (!names.has(column)) throw new Error(`${column} is not sealed`);
    planted.set(column, await plant(column));
  }
  copy = await copyDatabase(server.admin);
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});

const keysOf = (organisationId: string) =>
  server.services.keyring.of(server.services.database.reader(systemSettings(organisationId)));

/** A text that stands nowhere else. */
const markOf = (column: string) => `鸬鹚${column.replace(/\W/g, '')}鸬鹚`;
const about = (path: string, body: object) =>
  must(worker.call('POST', `/api/v1/clients/${clientId}/${path}`, body));
const idIn = async (sql: string): Promise<string> => (await server.admin.query(sql, [clientId])).rows[0].id;
const caseIs = () => idIn('select id from client_case where client_id = $1');
const referralOf = (body: object) =>
  must(
    supervisor.call('POST', '/api/v1/referrals', { clientId, source: 'guardian', urgency: 'soon', ...body }),
  );

/** Answers that call for help, and the alert that they raise. */
async function alertOfAnswers(): Promise<{ id: string; kind: string }> {
  const response = { id: newId(), instrumentId: 'phq-9@1', clientId, answeredAt: before(5) };
  await must(
    worker.call('POST', '/api/v1/responses', { ...response, answers: { 'phq9-1': 2, 'phq9-9': 3 } }),
  );
  const { body } = await worker.call('GET', `/api/v1/alerts?clientId=${clientId}`);
  return body.items.find(({ kind }: { kind: string }) => kind === 'self_harm_answer');
}

async function ownClass(name: string): Promise<string> {
  const id = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at) values ($1, $2, $3, 'class', $4, now())`,
    [home.id, id, home.siteIds[0], name],
  );
  return id;
}

/** Somebody of the public asks to be in the organisation's book. */
async function joinAs({ name, note = '' }: { name?: string; note?: string }): Promise<TestPerson> {
  const person = await signUpPerson(server, mail, name === undefined ? {} : { name });
  const given = { participations: ['volunteer'], ways: ['mail'], note };
  await person.call('PUT', `/api/v1/my/books/${home.id}`, given);
  await deliverAll(server);
  return person;
}

/** Somebody who registered as a volunteer of the organisation, and their record there. */
async function volunteerAs(more: object) {
  const body = volunteerBody(home, more);
  await must(request(server, 'POST', '/api/v1/volunteer-registrations', body));
  await deliverAll(server);
  const { items } = (await supervisor.call('GET', '/api/v1/volunteers')).body;
  return {
    id: items[0].id as string,
    birthDate: body.birthDate,
    person: await signInVolunteer(server, body),
  };
}

/** The same, taken in. */
async function acceptedAs(more: object = {}) {
  const made = await volunteerAs(more);
  const decision = { decision: 'accept' };
  await must(
    supervisor.call('POST', `/api/v1/book/entries/${made.id}/decision`, decision, { 'if-match': '"1"' }),
  );
  await deliverAll(server);
  return made;
}

/** Somebody who was at a shift and left it. */
async function servedAtShift() {
  const made = await acceptedAs();
  const asking = {
    title: '周末课业辅导',
    siteId: home.siteIds[0],
    description: '陪孩子写作业',
    risks: '没有特别的风险',
  };
  const opportunityId = await must(
    supervisor.call('POST', '/api/v1/opportunities', { id: newId(), ...asking }),
  );
  const shift = { id: newId(), startsAt: before(10), endsAt: before(-60), capacity: 2 };
  await must(supervisor.call('POST', `/api/v1/opportunities/${opportunityId}/shifts`, shift));
  const [signUpId, id] = [newId(), newId()];
  const url = `/api/v1/shifts/${shift.id}`;
  await must(supervisor.call('POST', `${url}/assignments`, { id: signUpId, volunteerId: made.id }));
  await must(supervisor.call('POST', `${url}/check-ins-by-staff`, { id, signUpId }));
  await must(supervisor.call('POST', `/api/v1/check-ins/${id}/check-out-by-staff`));
  return { ...made, shiftId: shift.id };
}

/** A session of supervision about something. */
async function supervisedAs(topics: string): Promise<string> {
  return must(
    supervisor.call('POST', '/api/v1/talent/supervision', {
      id: newId(),
      kind: 'individual',
      supervisorId: supervisor.id,
      supervisorName: null,
      heldAt: before(60),
      minutes: 60,
      participantIds: [worker.id],
      topics,
      agreed: '',
      replacesId: null,
    }),
  );
}

/** Of whose service staff said something. */
async function evaluatedAs(words: string) {
  const { id, shiftId, person } = await servedAtShift();
  const evaluation = { id: newId(), shiftId, grade: 4, words };
  const evaluationId = await must(
    supervisor.call('POST', `/api/v1/volunteers/${id}/evaluations`, evaluation),
  );
  return { person, evaluationId };
}

async function secondFactor(): Promise<{ user: TestUser; secret: string }> {
  const user = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const started = await user.call('POST', '/api/v1/auth/second-factor', { password: PASSWORD });
  return { user, secret: started.body.secret };
}

/** A request to close the case of somebody of whom no alert is open. @returns its id */
async function askedClosure(text: string): Promise<string> {
  const pupil = { name: '苏丹', siteId: home.siteIds[0] };
  const caseId = await must(
    worker.call('POST', '/api/v1/cases', {
      clientId: await must(worker.call('POST', '/api/v1/clients', pupil)),
    }),
  );
  const closure = { closureReason: 'client_wish', outcome: 'partly_achieved', text };
  return must(worker.call('POST', `/api/v1/cases/${caseId}/closure-requests`, closure));
}

/** How something recognisable comes into each sealed column; a new column without a planting fails. */
const plantings: Readonly<Record<string, (column: string) => Promise<string>>> = {
  'client.card': async (column) => {
    const pupil = { name: markOf(column), siteId: home.siteIds[0] };
    await must(worker.call('POST', '/api/v1/clients', pupil));
    return pupil.name;
  },
  'client.profile': async (column) => {
    const pupil = { name: '苏丹', siteId: home.siteIds[0], note: markOf(column) };
    await must(worker.call('POST', '/api/v1/clients', pupil));
    return pupil.note;
  },
  'guardian.sealed': async (column) => {
    await about('guardians', { name: markOf(column), relation: 'mother' });
    return markOf(column);
  },
  'consent.sealed_note': async (column) => {
    const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
    await about('consents', { ...given, note: markOf(column) });
    return markOf(column);
  },
  'file.person_sealed': async (column) => {
    const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
    const ownerId = await about('consents', given);
    await upload(worker, { kind: 'consent', ownerId, name: markOf(column) }, Buffer.from('同意'));
    return markOf(column);
  },
  'file.organisation_sealed': async (column) => {
    const material = { title: '卡片', language: 'zh', licence: 'CC-BY-SA-4.0', source: '本机构' };
    const ownerId = await must(worker.call('POST', '/api/v1/materials', material));
    await upload(worker, { kind: 'material', ownerId, name: markOf(column) }, Buffer.from('%PDF-1.7'));
    return markOf(column);
  },
  'mandatory_report.sealed': async (column) => {
    await about('mandatory-reports', { discoveredAt: before(1), text: markOf(column) });
    return markOf(column);
  },
  'referral.sealed': async (column) => {
    await referralOf({ urgency: 'urgent', reason: markOf(column) });
    return markOf(column);
  },
  'referral.sealed_decision': async () => {
    const id = await referralOf({ reason: '上课走神' });
    await must(supervisor.call('POST', `/api/v1/referrals/${id}/decline`, { reason: 'not_our_service' }));
    return 'not_our_service';
  },
  'case_event.sealed': async (column) => {
    const record = { kind: 'intake', occurredAt: before(9), text: markOf(column) };
    await must(worker.call('POST', `/api/v1/cases/${await caseIs()}/records`, record));
    return markOf(column);
  },
  'client_case.sealed_closure': async () => {
    const record = { kind: 'closure', occurredAt: before(8), text: '结案', closureReason: 'client_wish' };
    await must(worker.call('POST', `/api/v1/cases/${await caseIs()}/records`, record));
    return 'client_wish';
  },
  'client_case.sealed_next_step': async (column) => {
    const encounter = { caseId: await caseIs(), kind: 'phone', occurredAt: before(9), minutes: 20, note: '' };
    await must(worker.call('POST', '/api/v1/encounters', { ...encounter, nextStep: markOf(column) }));
    return markOf(column);
  },
  'closure_request.sealed': async (column) => {
    await askedClosure(markOf(column));
    return markOf(column);
  },
  'closure_request.sealed_decision': async (column) => {
    const id = await askedClosure('说好先停一停');
    const decision = { isAccepted: false, words: markOf(column) };
    await must(supervisor.call('POST', `/api/v1/closure-requests/${id}/decision`, decision));
    return markOf(column);
  },
  'correction.sealed': async (column) => {
    const encounter = { kind: 'phone', occurredAt: before(9), minutes: 20 };
    const first = { caseId: await caseIs(), ...encounter, note: '写错了' };
    const id = await must(worker.call('POST', '/api/v1/encounters', first));
    const corrected = { ...encounter, note: markOf(column), reason: '写错了' };
    await must(worker.call('POST', `/api/v1/encounters/${id}/corrections`, corrected, { 'if-match': '"1"' }));
    return markOf(column);
  },
  'encounter.note': async (column) => {
    const encounter = { caseId: await caseIs(), kind: 'phone', occurredAt: before(9), minutes: 20 };
    await must(worker.call('POST', '/api/v1/encounters', { ...encounter, note: markOf(column) }));
    return markOf(column);
  },
  'response.answers': async () => {
    const { kind: _, ...answered } = { kind: '', id: newId(), instrumentId: 'growth-check@1', clientId };
    const answers = Object.fromEntries(
      Array.from({ length: 15 }, (_value, index) => [`growth-${index + 1}`, 3]),
    );
    const response = {
      ...answered,
      answeredAt: before(4),
      answers: { ...answers, 'growth-1': 4, 'growth-2': 4 },
    };
    const { body } = await worker.call('POST', '/api/v1/responses', response);
    return String(body.scores.find(({ scale }: { scale: string }) => scale === 'total').value);
  },
  'alert.sealed': async () => (await alertOfAnswers()).kind,
  'alert_event.sealed': async (column) => {
    const { id } = await alertOfAnswers();
    await must(supervisor.call('POST', `/api/v1/alerts/${id}/take-over`, { words: markOf(column) }));
    return markOf(column);
  },
  'alert.sealed_note': async (column) => {
    const { id } = await alertOfAnswers();
    const end = { outcome: 'safe_checked', note: markOf(column) };
    await must(supervisor.call('POST', `/api/v1/alerts/${id}/close`, end));
    return markOf(column);
  },
  'group_session.note': async (column) => {
    const { rows } = await server.admin.query('select group_id from group_member where client_id = $1', [
      clientId,
    ]);
    const session = warmWayPlaybook.sessions[1]?.id;
    const delivery = { heldOn: '2026-10-16', minutes: 40, done: [], note: markOf(column) };
    const attendance = [{ clientId, presence: 'present' }];
    const url = `/api/v1/groups/${rows[0].group_id}/sessions/${session}/delivery`;
    await must(worker.call('POST', url, { ...delivery, attendance }, { 'if-match': '"1"' }));
    return markOf(column);
  },
  'help_call.sealed': async (column) => {
    const classId = await ownClass('求助班');
    await must(
      supervisor.call('POST', '/api/v1/clients', {
        name: '何安',
        siteId: home.siteIds[0],
        classId,
        birthDate: '2009-03-04',
      }),
    );
    const { rows } = await server.admin.query('select id from client where class_id = $1', [classId]);
    const consent = {
      purpose: 'assessment',
      givenBy: 'client',
      evidence: 'signed_form',
      givenOn: '2026-11-01',
    };
    await must(worker.call('POST', `/api/v1/clients/${rows[0].id}/consents`, consent));
    const call = { id: newId(), urgency: 'urgent', words: markOf(column), isMine: false };
    const invitationToken = await openRound(classId, supervisor);
    await must(request(server, 'POST', '/api/v1/self-referrals', { ...call, invitationToken }));
    return markOf(column);
  },
  'help_call.sealed_note': async (column) => {
    const { body } = await worker.call('GET', '/api/v1/help-calls');
    await must(worker.call('POST', `/api/v1/help-calls/${body.items[0].id}/close`, { note: markOf(column) }));
    return markOf(column);
  },
  'campaign_end.sealed_reason': async (column) => {
    const { body } = await supervisor.call('GET', '/api/v1/campaigns');
    const extension = { id: newId(), closesAt: '2099-12-31T00:00:00.000Z', reason: markOf(column) };
    await must(supervisor.call('POST', `/api/v1/campaigns/${body.items[0].id}/extend`, extension));
    return markOf(column);
  },
  'study_interviews.findings': async (column) => {
    const plan = {
      title: '班级研究',
      question: '八周后，参加的班级比等候的班级心理韧性更高吗？',
      playbookId: 'warm-way@1',
      arms: { intervention: '八周', comparison: '下学期' },
      allocation: 'existing_classes',
      primaryOutcome: { instrumentId: 'growth-check@1', scale: 'total' },
      reliability: { r: 0.85, kind: 'alpha', source: '基线' },
      sd: { kind: 'baseline' },
      participantCodes: [home.code],
    };
    const id = await must(manager.call('POST', '/api/v1/studies', plan));
    await must(manager.call('POST', `/api/v1/studies/${id}/register`));
    await deliverAll(server);
    const classes = await Promise.all(
      (['intervention', 'comparison'] as const).map(async (arm) => ({ arm, classId: await ownClass(arm) })),
    );
    await must(supervisor.call('POST', `/api/v1/studies/${id}/join`, { classes }));
    const theme = { title: '开口', titleEn: null, description: markOf(column), mentions: 1, quotes: [] };
    const findings = { interviews: 2, who: '学生', method: '提纲', themes: [theme] };
    await must(supervisor.call('PUT', `/api/v1/studies/${id}/interviews`, findings, { 'if-match': '"0"' }));
    return markOf(column);
  },
  'contact_way.sealed': () => haveMailAddress(mail, worker),
  'contact_way.sealed_pending': async () => {
    const address = 'gu-si@example.org';
    await supervisor.call('PUT', '/api/v1/contact-ways/mail', { address });
    return address;
  },
  'public_account.card': async (column) => {
    await joinAs({ name: markOf(column) });
    return markOf(column);
  },
  'public_address.sealed': async () => (await joinAs({})).address,
  'public_membership.shared': async (column) => {
    await joinAs({ note: markOf(column) });
    return markOf(column);
  },
  'book_entry.card': async (column) => {
    await joinAs({ note: markOf(column) });
    return markOf(column);
  },
  'volunteer.sealed': async (column) => {
    await volunteerAs({ name: markOf(column) });
    return markOf(column);
  },
  'volunteer_profile.sealed': async () => {
    const idNumber = '11010519491231002X';
    await volunteerAs({ idNumber, birthDate: '1949-12-31' });
    return idNumber;
  },
  'volunteer_correction.sealed': async () => {
    const phone = '13712345678';
    const { person, birthDate } = await volunteerAs({ phone });
    const corrected = { birthDate, phone: '13787654321' };
    await must(person.call('PUT', '/api/v1/my/volunteer', corrected, { 'if-match': '"1"' }));
    await deliverAll(server);
    return phone;
  },
  'volunteer_note.sealed': async (column) => {
    const { id } = await volunteerAs({});
    const note = { id: newId(), text: markOf(column) };
    await must(supervisor.call('POST', `/api/v1/volunteers/${id}/notes`, note));
    return markOf(column);
  },
  'volunteer_qualification.sealed': async (column) => {
    const { id } = await volunteerAs({});
    const check = { id: newId(), kind: 'check', code: 'minors', validFrom: '2026-11-01' };
    const written = { ...check, reference: markOf(column) };
    await must(supervisor.call('POST', `/api/v1/volunteers/${id}/qualifications`, written));
    return markOf(column);
  },
  'professional_record.sealed': async (column) => {
    const education = { id: newId(), record: 'education', code: 'course', from: '2026-01-07', until: null };
    const said = { title: '培训', organiser: '', reference: markOf(column), minutes: 60 };
    await must(worker.call('POST', '/api/v1/talent/me/records', { ...education, ...said }));
    return markOf(column);
  },
  'supervision_session.sealed': async (column) => {
    await supervisedAs(markOf(column));
    return markOf(column);
  },
  'supervision_word.sealed': async (column) => {
    const id = await supervisedAs('安全计划');
    const word = { isAgreed: false, words: markOf(column) };
    const said = await worker.call('PUT', `/api/v1/talent/supervision/${id}/word`, word);
    expect(said.status).toBe(200);
    return markOf(column);
  },
  'service_record.sealed': async (column) => {
    const { id } = await volunteerAs({});
    const until = new Date(Date.now() - 3_600_000);
    const service = {
      id: newId(),
      siteId: home.siteIds[0],
      title: '整理图书',
      from: new Date(until.getTime() - 3_600_000).toISOString(),
      until: until.toISOString(),
      reason: markOf(column),
    };
    await must(supervisor.call('POST', `/api/v1/volunteers/${id}/services`, service));
    return markOf(column);
  },
  'placement.sealed': async (column) => {
    await beginPlacement(supervisor, home.siteIds[0], worker.id, { name: markOf(column) });
    return markOf(column);
  },
  'placement.sealed_reason': async (column) => {
    const id = await beginPlacement(supervisor, home.siteIds[0], worker.id);
    const move = { state: 'broken_off', reason: markOf(column) };
    await must(supervisor.call('PUT', `/api/v1/placements/${id}/state`, move, { 'if-match': '"2"' }));
    return markOf(column);
  },
  'placement_hours.sealed': async (column) => {
    const id = await beginPlacement(supervisor, home.siteIds[0], worker.id);
    const hours = { id: newId(), ...placementHours(markOf(column)) };
    await must(worker.call('POST', `/api/v1/placements/${id}/hours`, hours));
    return markOf(column);
  },
  'placement_evaluation.sealed': async (column) => {
    const id = await beginPlacement(supervisor, home.siteIds[0], worker.id);
    const said = { id: newId(), kind: 'mid', grades: placementGrades, words: markOf(column) };
    await must(worker.call('POST', `/api/v1/placements/${id}/evaluations`, said));
    return markOf(column);
  },
  'course.sealed_reason': async (column) => {
    const { courseId } = await openCourse(supervisor);
    const move = { state: 'called_off', reason: markOf(column) };
    await must(supervisor.call('PUT', `/api/v1/courses/${courseId}/state`, move, { 'if-match': '"2"' }));
    return markOf(column);
  },
  'course_attendance.sealed_reason': async (column) => {
    const { lessonId, enrolmentId, markId } = await endedCourse(server, supervisor, worker);
    const correction = { minutes: 30, replaces: markId, reason: markOf(column) };
    await markAttendance(supervisor, lessonId, enrolmentId, correction);
    return markOf(column);
  },
  'course_certificate.sealed': async () => {
    const { enrolmentId } = await endedCourse(server, supervisor, worker);
    await must(worker.call('POST', '/api/v1/course-certificates', { id: newId(), enrolmentId }));
    return '"attendedMinutes":60';
  },
  'point_entry.sealed': async (column) => {
    const { id } = await volunteerAs({});
    const rules = { starHours: [100], pointsPerHour: 1, givesPoints: true };
    await must(supervisor.call('PUT', '/api/v1/recognition-rules', rules, { 'if-match': '"0"' }));
    const grant = { id: newId(), kind: 'granted', points: 5, reason: markOf(column) };
    await must(supervisor.call('POST', `/api/v1/volunteers/${id}/points`, grant));
    return markOf(column);
  },
  'volunteer_evaluation.sealed': async (column) => {
    await evaluatedAs(markOf(column));
    return markOf(column);
  },
  'volunteer_evaluation_answer.sealed': async (column) => {
    const { person, evaluationId } = await evaluatedAs('很有耐心');
    const url = `/api/v1/my/evaluations/${evaluationId}/answer`;
    expect((await person.call('PUT', url, { words: markOf(column) })).status).toBe(200);
    return markOf(column);
  },
  'shift_evaluation.sealed': async (column) => {
    const { person, shiftId } = await servedAtShift();
    expect(
      (
        await person.call('PUT', `/api/v1/my/shift-evaluations/${shiftId}`, {
          grade: 2,
          words: markOf(column),
        })
      ).status,
    ).toBe(200);
    return markOf(column);
  },
  'volunteer_page.sealed': async (column) => {
    const { person } = await acceptedAs();
    expect(
      (await person.call('PUT', `/api/v1/my/volunteer-pages/${home.id}`, { name: markOf(column), parts: [] }))
        .status,
    ).toBe(200);
    return markOf(column);
  },
  'team_page_name.sealed': async (column) => {
    const { person, id } = await acceptedAs();
    const teamId = await must(
      supervisor.call('POST', '/api/v1/volunteer-teams', { id: newId(), name: '读书队' }),
    );
    await supervisor.call('PUT', `/api/v1/volunteer-teams/${teamId}/members/${id}`);
    expect(
      (await person.call('PUT', `/api/v1/my/team-names/${teamId}`, { name: markOf(column) })).status,
    ).toBe(200);
    return markOf(column);
  },
  'certificate.sealed': async (column) => {
    const { id } = await acceptedAs({ name: markOf(column) });
    const until = new Date(Date.now() - 3_600_000);
    const service = {
      id: newId(),
      siteId: home.siteIds[0],
      title: '整理图书',
      from: new Date(until.getTime() - 3_600_000).toISOString(),
      until: until.toISOString(),
      reason: '当天没有网络',
    };
    await must(supervisor.call('POST', `/api/v1/volunteers/${id}/services`, service));
    const colleague = await makeUser(server, home, 'coordinator');
    await must(colleague.call('POST', `/api/v1/services/${service.id}/decide`, { decision: 'recorded' }));
    const days = { from: '2026-01-01', to: dayIn('Asia/Shanghai', until) };
    await must(supervisor.call('POST', '/api/v1/certificates', { id: newId(), volunteerId: id, ...days }));
    return markOf(column);
  },
  'account.totp_secret': async () => {
    const { user, secret } = await secondFactor();
    await user.call('POST', '/api/v1/auth/second-factor/confirm', { code: generateSync({ secret }) });
    return secret;
  },
  'account.totp_pending': async () => (await secondFactor()).secret,
  'webhook_subscription.details': async (column) => {
    await connect(markOf(column));
    return markOf(column);
  },
  'webhook_subscription.secrets': () => connect('市数据平台'),
  'signing_secret.sealed': async (column) => {
    await new Work(server.services, systemSettings(home.id), ORIGIN).change((change) => signAs(change, '签'));
    const [opened] = await openColumn(column);
    return opened?.toString('latin1') ?? '';
  },
};

async function connect(name: string): Promise<string> {
  const administrator = await makeUser(server, home, 'administrator');
  const webhook = { name, url: 'https://data.example.cn/hook', types: null };
  return (await administrator.call('POST', '/api/v1/webhooks', webhook)).body.secret;
}

/** All that lies sealed in a column of the organisation, with the keys that a thief does not have. */
async function openColumn(name: string): Promise<Buffer[]> {
  const own = organisationSealed.find(({ table, column }) => `${table}.${column}` === name);
  if (own !== undefined) {
    const { table, column, key } = own;
    const { rows } = await server.admin.query(
      `select ${rowIdOf(key)} as id, ${column} as sealed from ${table} where organisation_id = $1 and ${column} is not null`,
      [home.id],
    );
    return rows.map(({ id, sealed }) => keys.openForOrganisation({ table, column, rowId: id }, sealed));
  }
  const of = personSealed.find(({ table, column }) => `${table}.${column}` === name);
  if (of === undefined) throw new Error(`${name} is not sealed`);
  const { table, column, place = { table, column }, key: rowKey = ['id'] } = of;
  const { rows } = await server.admin.query(
    `select ${rowIdOf(rowKey)} as id, held.organisation_id, held.${column} as sealed, person_key.person_id, person_key.wrapped
     from ${table} held join person_key on person_key.person_id = held.${personOf(of)}
     where held.organisation_id = any($1) and held.${column} is not null`,
    [[home.id, PUBLIC_TENANT]],
  );
  const opened: Buffer[] = [];
  for (const { id, organisation_id: organisationId, sealed, person_id: person, wrapped } of rows) {
    const key = (await keysOf(organisationId)).openPersonKey(person, wrapped);
    opened.push(open(key, { ...place, organisationId, rowId: id }, sealed));
  }
  return opened;
}

describe('a stolen copy of the database', () => {
  it('is looked through for something from each sealed column', () => {
    expect([...planted.keys()].toSorted()).toEqual(columns.toSorted());
  });

  for (const column of columns)
    it(`shows nothing of ${column}, where it lies sealed`, async () => {
      const value = Buffer.from(
        planted.get(column) ?? '',
        column === 'signing_secret.sealed' ? 'latin1' : 'utf8',
      );
      expect(value.length).toBeGreaterThan(4);
      expect((await openColumn(column)).some((opened) => opened.includes(value))).toBe(true);
      expect(tablesWith(copy, value)).toEqual([]);
    });

  it('says of no person of the organisation how urgent, why, from whom, what kind, what came of it', () => {
    const states = [
      ...alertKinds.filter((kind) => kind !== 'mandatory_report'),
      ...alertOutcomes,
      ...declineReasons,
      ...closureReasons,
      ...closureOutcomes,
      ...referralSources,
      ...urgencies,
    ];
    const word = new RegExp(`(?<![a-z_.])(?:${states.join('|')})(?![a-z_.])`);
    const rows = copy.filter(({ text }) => text.includes(home.id));
    expect(rows.length).toBeGreaterThan(50);
    const told = rows
      .filter(({ text }) => word.test(text))
      .map(({ table, text }) => `${table}: ${word.exec(text)?.[0]}`);
    expect([...new Set(told)]).toEqual([]);
  });

  it('has answers and scores that are as long as each other, at a cut-off, in part and whole', async () => {
    const forms = [
      {
        'phq9-1': 1,
        'phq9-2': 2,
        'phq9-3': 3,
        'phq9-4': 3,
        'phq9-5': 0,
        'phq9-6': 0,
        'phq9-7': 0,
        'phq9-8': 0,
      },
      {
        'phq9-1': 2,
        'phq9-2': 2,
        'phq9-3': 3,
        'phq9-4': 3,
        'phq9-5': 0,
        'phq9-6': 0,
        'phq9-7': 0,
        'phq9-8': 0,
      },
      { 'phq9-1': 1 },
    ];
    for (const answers of forms) {
      const response = { id: newId(), instrumentId: 'phq-9@1', clientId, answeredAt: before(3) };
      await must(
        worker.call('POST', '/api/v1/responses', { ...response, answers: { ...answers, 'phq9-9': 0 } }),
      );
    }
    const { rows } = await server.admin.query(
      `select instrument_id, octet_length(answers) as length, count(*)::int as count from response
       where organisation_id = $1 group by 1, 2 order by 1`,
      [home.id],
    );
    expect(rows.map(({ instrument_id: id, count }) => [id, count >= 2])).toEqual([
      ['growth-check@1', true],
      ['phq-9@1', true],
    ]);
  });

  it('has no two alerts that can be told to be of one kind', async () => {
    const { rows } = await server.admin.query(
      'select matter_code, octet_length(sealed) as length, closed_at from alert where organisation_id = $1',
      [home.id],
    );
    const open = rows.filter(({ closed_at: closedAt }) => closedAt === null);
    expect(open.length).toBeGreaterThan(2);
    expect(new Set(open.map(({ matter_code: code }) => code.toString('hex'))).size).toBe(open.length);
    // what has ended has no code: it would outlive the person's key
    expect(
      rows.filter(({ closed_at: closedAt, matter_code: code }) => closedAt !== null && code !== null),
    ).toEqual([]);
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
  });
});
