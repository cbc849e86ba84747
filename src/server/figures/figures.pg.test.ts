import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../../test/server.ts';
import { systemSettings } from '../platform/database/database.ts';
import { Work } from '../platform/work/work.ts';
import { publishClients } from './public.ts';

let server: TestServer;
let home: TestOrganisation;
let now = Date.parse('2026-11-20T02:00:00.000Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
  home = await makeOrganisation(server);
  const supervisor = await makeUser(server, home, 'supervisor');
  for (let index = 0; index < 12; index += 1) {
    const body = { name: `学生${index}`, birthDate: '2011-03-04', siteId: home.siteIds[0] };
    await supervisor.call('POST', '/api/v1/clients', body);
  }
});
afterAll(() => server.dispose());

const workOf = (organisation: TestOrganisation) =>
  new Work(server.services, systemSettings(organisation.id), { requestId: 'test', language: 'zh-CN' });

async function spentBy(organisation: TestOrganisation): Promise<number> {
  const text =
    'select coalesce(sum(epsilon_milli), 0)::int as spent from public_figure where organisation_id = $1';
  return (await server.admin.query(text, [organisation.id])).rows[0].spent;
}

describe('figures for everybody', () => {
  it('have every cell, near the truth by their margin, and are written down with what they cost', async () => {
    const answer = await publishClients(workOf(home), ['status', 'month'], 400);
    if (!answer.ok) throw new Error('the budget is whole');
    const { rows, margin, epsilon, epsilonLeft } = answer.figures;
    expect(rows).toHaveLength(4 * 12);
    expect({ epsilon, epsilonLeft }).toEqual({ epsilon: 0.4, epsilonLeft: 0.6 });
    const now_ = rows.find(({ status, month }) => status === 'registered' && month === '2026-11');
    // nine margins: never but once in 10^9 runs, for the noise is real
    expect(Math.abs(Number(now_?.['count']) - 12)).toBeLessThan(9 * margin);
    const { rows: stored } = await server.admin.query(
      `select epsilon_milli, dimensions, content -> 'rows' as rows from public_figure where organisation_id = $1`,
      [home.id],
    );
    expect(stored).toEqual([{ epsilon_milli: 400, dimensions: ['status', 'month'], rows }]);
    const audited = await server.admin.query(
      `select detail from audit_event where action = 'figure.publish' and organisation_id = $1`,
      [home.id],
    );
    expect(audited.rows).toEqual([{ detail: { by: 'status,month', epsilon: 0.4 } }]);
  });

  it('are refused when the year is spent, and are paid from a new budget in the next', async () => {
    const refused = await publishClients(workOf(home), ['status'], 700);
    expect(refused).toEqual({ ok: false, left: 0.6 });
    expect(await spentBy(home)).toBe(400);
    now = Date.parse('2027-01-02T02:00:00.000Z');
    expect(await publishClients(workOf(home), ['status'], 700)).toMatchObject({ ok: true });
    now = Date.parse('2026-11-20T02:00:00.000Z');
  });

  it('of two at once only what the budget pays for is published', async () => {
    const other = await makeOrganisation(server);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => publishClients(workOf(other), ['region'], 300)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(await spentBy(other)).toBe(900);
  });

  it('are seen and changed by no other organisation, and never by the application once published', async () => {
    const stranger = await makeOrganisation(server);
    const run = (organisation: TestOrganisation, text: string) =>
      server.services.database.transaction(systemSettings(organisation.id), (tx) =>
        tx.all({ name: '', text, values: [] }),
      );
    expect(await run(stranger, 'select id from public_figure')).toEqual([[]]);
    await expect(run(home, 'update public_figure set epsilon_milli = 10')).rejects.toThrow(
      'permission denied',
    );
    await expect(run(home, 'delete from public_figure')).rejects.toThrow('permission denied');
  });
});
