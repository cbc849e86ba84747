import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, startTestServer, type TestServer } from '../../../test/server.ts';
import { plantedAcademicPressure, plantedDrift, plantedRegions } from '../../domain/demo/planted.ts';
import { fixtureTable } from '../../domain/evidence/tables/fixture-table.ts';
import { fitMixedModel } from '../../domain/evidence/mixed/mixed-model.ts';
import { openResponse } from '../measures/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { seedDemo } from './public.ts';

let server: TestServer;
let arms: ReadonlyMap<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  const classes = await seedDemo(server.services, 'nuantu-demo', 'http://127.0.0.1:4310');
  arms = new Map(classes.map(({ id, arm }) => [id, arm]));
});
afterAll(() => server.dispose());

interface Pair {
  region: keyof typeof plantedRegions;
  school_class: string;
  before: number;
  after: number;
}

/** Both waves of each pupil, looked up behind the row rules. */
async function listPairs(): Promise<Pair[]> {
  const { rows } = await server.admin.query(
    `select o.code as region, i.class_id::text as school_class, c.wave, r.organisation_id, r.id, r.client_id, r.answers,
       p.wrapped
     from response r
     join campaign c on c.organisation_id = r.organisation_id and c.id = r.campaign_id
     join invitation i on i.organisation_id = r.organisation_id and i.id = r.invitation_id
     join person_key p on p.organisation_id = r.organisation_id and p.person_id = r.client_id
     join organisation o on o.id = r.organisation_id
     where r.instrument_id = 'growth-check@1' order by 1, 2`,
  );
  const { database, keyring } = server.services;
  const pairs = new Map<string, Partial<Pair>>();
  for (const { region, school_class, wave, ...row } of rows) {
    const keys = await keyring.of(database.reader(systemSettings(row.organisation_id)));
    const person = { clientId: row.client_id, wrapped: row.wrapped };
    const total = openResponse(keys, person, row.id, row.answers)?.scores['total']?.value ?? Number.NaN;
    const score = wave === 'baseline' ? { before: total } : { after: total };
    pairs.set(row.client_id, { ...pairs.get(row.client_id), region, school_class, ...score });
  }
  return [...pairs.values()].filter(
    (pair): pair is Pair => pair.before !== undefined && pair.after !== undefined,
  );
}

describe('the demo', () => {
  it('has 1,161 students in three regions, two waves, and cases in every state of a station’s year', async () => {
    const { rows } = await server.admin.query(
      `select (select count(*)::int from client) as students,
              (select count(distinct wave)::int from campaign) as waves,
              (select array_agg(distinct status order by status) from client_case) as states,
              (select count(*)::int from organisation where demo and kind <> 'public') as organisations`,
    );
    expect(rows[0]).toMatchObject({ students: 1161, waves: 2, organisations: 6 });
    expect(rows[0].states).toEqual(
      expect.arrayContaining([
        'assessment',
        'closed',
        'follow_up',
        'intake',
        'intervention',
        'plan',
        'review',
        'withdrawn',
      ]),
    );
  });

  it('holds the planted effect of each region within the interval of a mixed model with classes', async () => {
    const pairs = await listPairs();
    expect(pairs.length).toBeGreaterThan(900);
    for (const [code, planted] of Object.entries(plantedRegions)) {
      const rows = pairs.filter(({ region }) => region === code);
      const table = fixtureTable({
        change: rows.map(({ before, after }) => after - before),
        arm: rows.map(({ school_class }) => arms.get(school_class) ?? ''),
        school_class: rows.map(({ school_class }) => school_class),
      });
      const fit = fitMixedModel(table, {
        outcome: 'change',
        terms: ['arm'],
        random: [{ group: 'school_class' }],
        reference: { arm: 'comparison' },
      });
      const effect = fit.fixed.find(({ term }) => term === 'arm[intervention]');
      expect(effect?.low, code).toBeLessThan(planted.effect);
      // answers are cut to whole steps of 1 to 5, which shrinks a shift by a few percent
      expect(effect?.high, code).toBeGreaterThan(planted.effect);
      const drift = fit.fixed.find(({ term }) => term === '(Intercept)');
      expect(drift?.low, code).toBeLessThan(plantedDrift);
      expect(drift?.high, code).toBeGreaterThan(plantedDrift);
    }
  });

  it('has certificates that its coordinator sees and a stranger verifies', async () => {
    const { username, password } = { username: 'coordinator.liuzhou', password: 'nuantu-demo' };
    const signedIn = await request(server, 'POST', '/api/v1/auth/sign-in', { username, password });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    const get = async (url: string) => (await request(server, 'GET', url, undefined, { cookie })).body;
    const [batch] = (await get('/api/v1/certificate-batches')).items;
    expect(batch).toMatchObject({ isDone: true, failed: 0 });
    expect(batch.issued).toBeGreaterThan(0);
    const { items } = await get(`/api/v1/certificate-batches/${batch.id}`);
    const shown = await server.app.inject({
      url: `/verify/${items[0].number}`,
      headers: { accept: 'text/html', 'accept-language': 'zh-CN' },
    });
    expect(shown.body).toContain('证书有效');
  });

  it('names academic pressure as planted, and signs its people in', async () => {
    const { username, password } = { username: 'supervisor.liuzhou', password: 'nuantu-demo' };
    const signedIn = await request(server, 'POST', '/api/v1/auth/sign-in', { username, password });
    expect(signedIn.body.organisation).toMatchObject({ code: 'lz-station', demo: true });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    const campaigns = await request(server, 'GET', '/api/v1/campaigns', undefined, { cookie });
    const { id } = campaigns.body.items.find(({ wave }: { wave: string }) => wave === 'baseline');
    const { body } = await request(server, 'GET', `/api/v1/campaigns/${id}/summary`, undefined, { cookie });
    const [hardest] = body.selections;
    const academic = hardest.options.find(
      ({ optionId }: { optionId: string }) => optionId === 'academic_pressure',
    );
    expect(academic.named / hardest.n).toBeGreaterThan(0.7);
    expect(Math.abs(academic.named / hardest.n - plantedAcademicPressure)).toBeLessThan(0.06);
  });

  it('measures retest by those who waited, and knows what the others received', async () => {
    const { username, password } = { username: 'supervisor.liuzhou', password: 'nuantu-demo' };
    const signedIn = await request(server, 'POST', '/api/v1/auth/sign-in', { username, password });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    const get = async (url: string) => (await request(server, 'GET', url, undefined, { cookie })).body;
    const pairs = (await listPairs()).filter(({ region }) => region === 'lz-station');
    const waited = pairs.filter(({ school_class }) => arms.get(school_class) === 'comparison');
    const { scales } = await get('/api/v1/instruments/growth-check@1/psychometrics');
    const total = scales.find(({ scale }: { scale: string }) => scale === 'total');
    expect(total.retest).toMatchObject({ n: waited.length, icc: { estimate: expect.any(Number) } });
    const { items } = await get('/api/v1/studies');
    const { flow, exposure } = await get(`/api/v1/studies/${items[0].id}/results`);
    const analysed = flow.find(({ arm }: { arm: string }) => arm === 'intervention').analysed;
    expect(exposure).toMatchObject([
      { kind: 'sessions', persons: analysed, effect: { estimate: expect.any(Number) } },
      { kind: 'fidelity', persons: analysed },
    ]);
    const [sessions, fidelity] = exposure;
    expect(sessions.received.most).toBeLessThanOrEqual(8);
    expect(sessions.received.least).toBeLessThan(sessions.received.most);
    expect(fidelity.received.most).toBeLessThanOrEqual(1);
  });
});
