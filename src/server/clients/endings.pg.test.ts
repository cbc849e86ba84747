import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveEveryRow } from '../../../test/person-rows.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { matters } from '../matters.ts';
import { repairEndings } from './public.ts';
import { endings, type OpenMatter, openMatters, personEnds } from '../../domain/clients/endings.ts';
import { systemSettings } from '../platform/database/database.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});
afterAll(() => server.dispose());

/** Codes of a person's reports, as their open alerts bear them. */
async function reportCodes(clientId: string): Promise<Buffer[]> {
  const reader = server.services.database.reader(systemSettings(home.id));
  const keys = await server.services.keyring.of(reader);
  const { rows } = await server.admin.query('select report_id from mandatory_report where client_id = $1', [
    clientId,
  ]);
  return rows.map(({ report_id: id }) => keys.digest('alert', `mandatory_report|${id}`));
}

/** Whether something of a person goes on acting, by SQL behind the row rules; $2 are the codes of reports. */
const isOpen: Readonly<Record<OpenMatter, string>> = {
  mandatory_report: `from alert where matter_code = any($2) and closed_at is null`,
  alert: `from alert where matter_code <> all($2) and closed_at is null`,
  case: `from client_case where closed_at is null`,
  closure_request: `from closure_request where status = 'open'`,
  referral: `from referral where status = 'open'`,
  invitation: `from invitation where answered_at is null and (token_hash is not null or withheld is null)`,
  membership: `from group_member where left_on is null`,
  file: `from file where state <> 'ended'`,
};

async function openOf(clientId: string): Promise<OpenMatter[]> {
  const codes = await reportCodes(clientId);
  const open = await Promise.all(
    openMatters.map(async (matter) => {
      const { rowCount } = await server.admin.query(
        `select ${isOpen[matter]} and client_id = $1 and $2::bytea[] is not null`,
        [clientId, codes],
      );
      return rowCount === 0 ? [] : [matter];
    }),
  );
  return open.flat();
}

/** A person of whom exactly these matters are open: all are made, and those that are not wanted are closed behind the rules. */
async function personWith(wanted: readonly OpenMatter[]): Promise<string> {
  const clientId = await giveEveryRow(server, home, { supervisor, worker });
  await server.admin.query('update invitation set answered_at = null where client_id = $1', [clientId]);
  const codes = await reportCodes(clientId);
  const close: Readonly<Record<OpenMatter, string>> = {
    mandatory_report: `update alert set closed_at = now(), matter_code = null where matter_code = any($2)`,
    alert: `update alert set closed_at = now(), matter_code = null where matter_code <> all($2)`,
    case: `update client_case set status = 'closed', closed_at = now() where true`,
    closure_request: `update closure_request set status = 'ended', decided_at = now() where status = 'open'`,
    referral: `update referral set status = 'accepted' where true`,
    invitation: `update invitation set answered_at = now() where true`,
    membership: `update group_member set left_on = enrolled_on where true`,
    file: `update file set state = 'ended' where true`,
  };
  for (const matter of openMatters.filter((each) => !wanted.includes(each)))
    await server.admin.query(`${close[matter]} and client_id = $1 and $2::bytea[] is not null`, [
      clientId,
      codes,
    ]);
  expect(await openOf(clientId)).toEqual(wanted);
  return clientId;
}

const erase = (clientId: string, by = supervisor) =>
  by.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });

async function recordClosure(caseId: string, closureReason: string): Promise<void> {
  const closure = {
    kind: 'closure',
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
    text: '结案',
    closureReason,
  };
  const { status } = await worker.call('POST', `/api/v1/cases/${caseId}/records`, closure);
  expect(status).toBe(201);
}

/** A second case of the person ends because the person died: what is open besides is not in its way. */
async function die(clientId: string): Promise<void> {
  const { body: made } = await worker.call('POST', '/api/v1/cases', { clientId });
  await recordClosure(made.id, 'deceased');
  const { status } = await supervisor.call('POST', `/api/v1/cases/${made.id}/transitions`, { to: 'closed' });
  expect(status).toBe(200);
}

const statusOf = async (clientId: string) =>
  (await server.admin.query('select status, card from client where id = $1', [clientId])).rows[0];

describe('what is open of a person', () => {
  for (const matter of openMatters) {
    const { effect } = endings.erased[matter];
    it(`${matter}: ${effect} when the data are erased`, async () => {
      const clientId = await personWith([matter]);
      const { status, body } = await erase(clientId);
      const isRefused = effect === 'refuses';
      expect(status, JSON.stringify(body)).toBe(isRefused ? 409 : 200);
      expect(String(body?.code).startsWith('erasure_')).toBe(isRefused);
      expect(await openOf(clientId)).toEqual(effect === 'ends' ? [] : [matter]);
      expect((await statusOf(clientId)).card === null).toBe(!isRefused);
    });
  }

  // while an alert is open no case closes at all
  for (const matter of openMatters.filter((each) => each !== 'alert' && each !== 'mandatory_report')) {
    const { effect } = endings.deceased[matter];
    it(`${matter}: ${effect} when the person died`, async () => {
      const clientId = await personWith([matter]);
      await die(clientId);
      expect(await openOf(clientId)).toEqual(effect === 'ends' ? [] : [matter]);
      expect((await statusOf(clientId)).status).toBe('archived');
    });
  }

  it('is told beforehand in both languages, and only a cry for help refuses an end', () => {
    for (const end of personEnds)
      for (const matter of openMatters) {
        const { effect, why } = endings[end][matter];
        expect(why.zh.length * why.en.length).toBeGreaterThan(0);
        expect(effect === 'refuses').toBe(
          end === 'erased' && (matter === 'alert' || matter === 'mandatory_report'),
        );
      }
  });
});

describe('after an end', () => {
  it('who died is in no later round, and a case that closes for another reason ends nothing', async () => {
    const clientId = await personWith([]);
    const { rows } = await server.admin.query('select class_id from client where id = $1', [clientId]);
    await die(clientId);
    const round = {
      title: '春季筛查',
      wave: 'post',
      opensAt: new Date(Date.now() - 1000).toISOString(),
      closesAt: new Date(Date.now() + 3_600_000).toISOString(),
      classIds: [rows[0].class_id],
    };
    const { body: campaign } = await supervisor.call('POST', '/api/v1/campaigns', round);
    await supervisor.call('POST', `/api/v1/campaigns/${campaign.id}/open`);
    const invited = await server.admin.query(
      'select from invitation where campaign_id = $1 and client_id = $2',
      [campaign.id, clientId],
    );
    expect(invited.rowCount).toBe(0);
    const other = await personWith(['membership']);
    const { body: made } = await worker.call('POST', '/api/v1/cases', { clientId: other });
    await recordClosure(made.id, 'goals_met');
    await supervisor.call('POST', `/api/v1/cases/${made.id}/transitions`, { to: 'closed' });
    expect(await openOf(other)).toEqual(['membership']);
  });

  it('nothing of the erased is taken, moved or given a case', async () => {
    const clientId = await personWith(['referral']);
    const { rows } = await server.admin.query('select id from referral where client_id = $1', [clientId]);
    await erase(clientId);
    const accepted = await supervisor.call('POST', `/api/v1/referrals/${rows[0].id}/accept`, {});
    expect(accepted.body.code).toBe('referral_decided');
    expect((await worker.call('POST', '/api/v1/cases', { clientId })).status).toBe(404);
  });

  it('a worker may not erase, and an alert that an earlier version left of an erased person can be closed', async () => {
    const clientId = await personWith(['alert']);
    expect((await erase(clientId, worker)).status).toBe(403);
    await server.admin.query(
      'with gone as (delete from person_key where person_id = $1) update client set card = null where id = $1',
      [clientId],
    );
    const { rows } = await server.admin.query(
      'select id from alert where closed_at is null and client_id = $1',
      [clientId],
    );
    const alert = `/api/v1/alerts/${rows[0].id}`;
    expect((await worker.call('POST', `${alert}/take`)).status).toBe(200);
    const closed = await worker.call('POST', `${alert}/close`, { outcome: 'false_alarm', note: '已删除' });
    expect(closed.status).toBe(200);
  });
});

describe('what an earlier version left open of the erased', () => {
  it('is ended by the repair as an erasure ends it now, once; a cry for help stays', async () => {
    const clientId = await personWith([...openMatters]);
    const other = await personWith(['case']);
    await server.admin.query(
      `with gone as (delete from person_key where person_id = $1)
       update client set card = null, profile = null, status = 'archived' where id = $1`,
      [clientId],
    );
    const ended = openMatters.filter((matter) => endings.erased[matter].effect === 'ends');
    expect(await repairEndings(server.services, home.id, matters)).toEqual(
      ended.map((matter) => ({ matter, persons: 1 })),
    );
    expect(await openOf(clientId)).toEqual(openMatters.filter((matter) => !ended.includes(matter)));
    expect(await openOf(other)).toEqual(['case']);
    const audited = await server.admin.query(
      `select from audit_event where action = 'client.end_left_open' and organisation_id = $1`,
      [home.id],
    );
    expect(audited.rowCount).toBe(1);
    expect(await repairEndings(server.services, home.id, matters)).toEqual([]);
  });
});

describe('an erasure beside an addition', () => {
  it('lets no report, referral or case come after it unseen: one of both is refused', async () => {
    for (const make of [
      (clientId: string) =>
        worker.call('POST', `/api/v1/clients/${clientId}/mandatory-reports`, {
          discoveredAt: new Date().toISOString(),
          text: '身上有伤',
        }),
      (clientId: string) =>
        worker.call('POST', '/api/v1/referrals', {
          clientId,
          source: 'teacher',
          urgency: 'urgent',
          reason: '说不想活了',
        }),
    ]) {
      for (let attempt = 0; attempt < 8; attempt += 1) {
        const clientId = await personWith([]);
        const [erased, made] = await Promise.all([erase(clientId), make(clientId)]);
        expect([
          [200, 404],
          [409, 201],
        ]).toContainEqual([erased.status, made.status]);
        const stillOpen = await openOf(clientId);
        expect(stillOpen.length > 0).toBe(made.status === 201);
      }
    }
  });
});
