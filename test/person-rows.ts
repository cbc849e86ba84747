import { warmWayPlaybook } from '../src/domain/playbooks/warm-way-playbook.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import { openBook } from './public-person.ts';
import { upload } from './uploads.ts';
import {
  type Answer,
  must as answered,
  request,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from './server.ts';
import { registerVolunteer } from './volunteer.ts';

interface Staff {
  readonly supervisor: TestUser;
  readonly worker: TestUser;
}

const HOUR = 3_600_000;

/** The id of what was made. @throws Error where it was refused */
export async function must(answer: Promise<Answer>): Promise<string> {
  return (await answered(answer)).id;
}

/** A pupil of the first site about whom everything that the platform can hold is on record, each by its own operation. */
export async function giveEveryRow(
  server: TestServer,
  organisation: TestOrganisation,
  { supervisor, worker }: Staff,
): Promise<string> {
  const [siteId] = organisation.siteIds;
  const classId = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at) values ($1, $2, $3, 'class', $4, now())`,
    [organisation.id, classId, siteId, `班 ${classId}`],
  );
  const pupil = { name: '陈欣', birthDate: '2009-03-04', siteId, classId, workerIds: [worker.id] };
  const clientId = await must(supervisor.call('POST', '/api/v1/clients', pupil));
  const about = (path: string, body: object) =>
    must(worker.call('POST', `/api/v1/clients/${clientId}/${path}`, body));
  await about('guardians', { name: '陈强', relation: 'father' });
  const consentId = await about('consents', {
    purpose: 'assessment',
    givenBy: 'client',
    evidence: 'signed_form',
    givenOn: '2026-11-01',
    note: '电话确认',
  });
  await upload(
    worker,
    { kind: 'consent', ownerId: consentId, name: '陈欣的同意书.txt' },
    Buffer.from('陈强同意陈欣参加'),
  );
  const sibling = await must(worker.call('POST', '/api/v1/clients', { name: '陈明', siteId }));
  await worker.call('PUT', `/api/v1/clients/${clientId}/relatives/${sibling}`, { relation: 'sibling' });
  const caseId = await must(worker.call('POST', '/api/v1/cases', { clientId }));
  // before the alerts, which keep a case from being closed
  const closure = { closureReason: 'client_wish', outcome: 'not_known', text: '陈强说先停一停' };
  await must(worker.call('POST', `/api/v1/cases/${caseId}/closure-requests`, closure));
  const referral = { clientId, source: 'teacher', urgency: 'urgent', reason: '说不想活了' };
  await must(worker.call('POST', '/api/v1/referrals', referral));
  await about('mandatory-reports', { discoveredAt: new Date().toISOString(), text: '身上有伤' });
  const at = new Date(Date.now() - HOUR).toISOString();
  await must(
    worker.call('POST', `/api/v1/cases/${caseId}/records`, { kind: 'intake', occurredAt: at, text: '接案' }),
  );
  const encounter = {
    helpers: [{ id: newId(), volunteerId: await acceptVolunteer(server, organisation) }],
    caseId,
    kind: 'phone',
    occurredAt: at,
    minutes: 20,
    note: '谈了睡眠',
    nextStep: '给陈强打电话',
  };
  const encounterId = await must(worker.call('POST', '/api/v1/encounters', encounter));
  const correction = { kind: 'phone', occurredAt: at, minutes: 30, note: '谈了睡眠', reason: '看错了表' };
  const first = { 'if-match': '"1"' };
  await must(worker.call('POST', `/api/v1/encounters/${encounterId}/corrections`, correction, first));
  await joinGroup(siteId, classId, clientId, worker);
  await answer(server, await openRound(classId, supervisor));
  return clientId;
}

/** Somebody who registered with an organisation, and was taken in at once. */
async function acceptVolunteer(server: TestServer, organisation: TestOrganisation): Promise<string> {
  await openBook(server, organisation, { takesAtOnce: true });
  return (await registerVolunteer(server, organisation)).id;
}

async function joinGroup(siteId: string, classId: string, clientId: string, worker: TestUser): Promise<void> {
  const group = {
    name: '秋季小组',
    siteId,
    playbookId: 'warm-way@1',
    level: 'universal',
    startsOn: '2026-10-09',
    classIds: [classId],
  };
  const groupId = await must(worker.call('POST', '/api/v1/groups', group));
  const [session] = warmWayPlaybook.sessions;
  const delivery = {
    heldOn: '2026-10-09',
    minutes: 40,
    done: [],
    note: '都到了',
    attendance: [{ clientId, presence: 'present' }],
  };
  await must(
    worker.call('POST', `/api/v1/groups/${groupId}/sessions/${session?.id}/delivery`, delivery, {
      'if-match': '"1"',
    }),
  );
}

/** Opens a round for a class. @returns the token of its first pupil's link */
export async function openRound(classId: string, supervisor: TestUser): Promise<string> {
  const round = {
    title: '秋季筛查',
    wave: 'baseline',
    opensAt: new Date(Date.now() - HOUR).toISOString(),
    closesAt: new Date(Date.now() + HOUR).toISOString(),
    classIds: [classId],
  };
  const campaignId = await must(supervisor.call('POST', '/api/v1/campaigns', round));
  await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
  const links = await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/links`, { classId });
  return links.body.items[0].link.split('#')[1];
}

async function answer(server: TestServer, invitationToken: string): Promise<void> {
  const answers = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`growth-${index + 1}`, 3]));
  const response = {
    id: newId(),
    instrumentId: 'growth-check@1',
    answers,
    answeredAt: new Date().toISOString(),
    invitationToken,
  };
  await must(request(server, 'POST', '/api/v1/responses', response));
}
