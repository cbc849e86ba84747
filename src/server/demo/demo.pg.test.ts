import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, startTestServer, type TestServer } from '../../../test/server.ts';
import { plantedAcademicPressure, plantedDrift, plantedRegions } from '../../domain/demo/planted.ts';
import { fixtureTable } from '../../domain/evidence/tables/fixture-table.ts';
import { fitMixedModel } from '../../domain/evidence/mixed/mixed-model.ts';
import { workOffMatches } from '../matching/public.ts';
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

async function signedIn(username: string) {
  const password = 'nuantu-demo';
  const { body, headers } = await request(server, 'POST', '/api/v1/auth/sign-in', { username, password });
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const get = async (url: string) => (await request(server, 'GET', url, undefined, { cookie })).body;
  return { organisation: body.organisation, get };
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

  it('has 120 volunteers of three stations with a year of shifts behind them and some to come', async () => {
    const { rows } = await server.admin.query(
      `select (select count(*)::int from organisation where kind = 'social_work_agency') as stations,
              (select count(*)::int from volunteer) as volunteers,
              (select count(*)::int from volunteer where state = 'asked') as asking,
              (select count(*)::int from shift where ends_at < now()) as past,
              (select count(*)::int from shift where starts_at > now()) as coming,
              (select count(*)::int from shift where state = 'cancelled') as called_off,
              (select extract(day from now() - min(starts_at))::int from shift) as days,
              (select array_agg(distinct state order by state) from sign_up) as sign_ups,
              (select array_agg(distinct source || ' ' || state) from service_record) as services,
              (select count(*)::int from shift_absence) as absences,
              (select count(*)::int from shift_evaluation) as told_by_volunteers,
              (select count(*)::int from volunteer_evaluation) as told_of_volunteers,
              (select count(*)::int from certificate where state = 'issued') as certificates`,
    );
    const [found] = rows;
    expect(found).toMatchObject({ stations: 3, volunteers: 120, called_off: 2 });
    expect(found.past + found.coming).toBeGreaterThanOrEqual(60);
    for (const count of ['past', 'coming', 'certificates']) expect(found[count], count).toBeGreaterThan(30);
    for (const count of ['asking', 'absences', 'told_by_volunteers', 'told_of_volunteers'])
      expect(found[count], count).toBeGreaterThan(2);
    expect(found.days).toBeGreaterThan(250);
    expect(found.sign_ups).toEqual(['confirmed', 'removed', 'waitlisted']);
    expect(found.services).toEqual(
      expect.arrayContaining([
        'attendance recorded',
        'back_filled pending',
        'back_filled recorded',
        'claimed declined',
        'claimed pending',
        'imported recorded',
      ]),
    );
  });

  it('has nobody at two shifts at once, and nobody at a shift without what it asked for', async () => {
    const { rows: twice } = await server.admin.query(
      `select one.id from sign_up one join sign_up other
         on other.volunteer_id = one.volunteer_id and other.id <> one.id
         and other.starts_at < one.ends_at and other.ends_at > one.starts_at
       where one.state in ('confirmed', 'waitlisted') and other.state in ('confirmed', 'waitlisted')`,
    );
    expect(twice).toEqual([]);
    const { rows: unchecked } = await server.admin.query(
      `select place.id from sign_up place join shift on shift.id = place.shift_id
         join opportunity on opportunity.id = shift.opportunity_id
       where opportunity.requirements -> 'checks' ? 'minors' and not exists (
         select from volunteer_qualification seen where seen.volunteer_id = place.volunteer_id and seen.code = 'minors'
           and shift.starts_at::date between seen.valid_from and seen.valid_until)`,
    );
    expect(unchecked).toEqual([]);
  });

  it('has sums of its staff for the department and the alliance, from three stations', async () => {
    for (const username of ['viewer.department', 'manager.alliance']) {
      const { get } = await signedIn(username);
      const { items } = await get('/api/v1/talent/reports');
      expect(items, username).toHaveLength(3);
    }
  });

  it('has something on its coordinator’s board, and stars for who served long', async () => {
    const { get } = await signedIn('coordinator.liuzhou');
    const board = await get('/api/v1/volunteering-board');
    const parts = { ...board, dues: board.dues.count };
    for (const [part, said] of Object.entries(parts))
      expect(Array.isArray(said) ? said.length : said, part).toBeGreaterThan(0);
    const day = (ago: number) =>
      new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
    const figures = await get(`/api/v1/volunteering-figures?from=${day(360)}&until=${day(0)}`);
    expect(figures.calledOff).toBeGreaterThan(0);
    expect(figures.total.people).toBeGreaterThan(20);
    expect(figures.total.minutes).toBeGreaterThan(100 * 60);
    expect(figures.bySite).toHaveLength(3);
    const { rows } = await server.admin.query(
      `select sum(minutes) / 60 >= 300 as has_two from service_record where state = 'recorded'
       group by volunteer_id having sum(minutes) >= 6000`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows).toContainEqual({ has_two: true });
  });

  it('has a programme of which all but two places can be filled, and says what those lack', async () => {
    const { get } = await signedIn('coordinator.liuzhou');
    const { items } = await get('/api/v1/matches');
    expect(items).toHaveLength(1);
    const { rows } = await server.admin.query(`select id from organisation where code = 'lz-station'`);
    await workOffMatches(server.services, rows[0].id);
    const match = await get(`/api/v1/matches/${items[0].id}`);
    expect(match).toMatchObject({ state: 'solved', wanted: 48, filled: 46 });
    const open = await get(`/api/v1/matches/${items[0].id}/places?open=true`);
    expect(open.items).toHaveLength(2);
    for (const { reasons } of open.items)
      expect(reasons[0]).toMatchObject({ reason: 'requirement', missing: 'skill.sign_language' });
  });

  it('has certificates that its coordinator sees and a stranger verifies', async () => {
    const { get } = await signedIn('coordinator.liuzhou');
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
    const { organisation, get } = await signedIn('supervisor.liuzhou');
    expect(organisation).toMatchObject({ code: 'lz-station', demo: true });
    const campaigns = await get('/api/v1/campaigns');
    const { id } = campaigns.items.find(({ wave }: { wave: string }) => wave === 'baseline');
    const { selections } = await get(`/api/v1/campaigns/${id}/summary`);
    const [hardest] = selections;
    const academic = hardest.options.find(
      ({ optionId }: { optionId: string }) => optionId === 'academic_pressure',
    );
    expect(academic.named / hardest.n).toBeGreaterThan(0.7);
    expect(Math.abs(academic.named / hardest.n - plantedAcademicPressure)).toBeLessThan(0.06);
  });

  it('measures retest by those who waited, and knows what the others received', async () => {
    const { get } = await signedIn('supervisor.liuzhou');
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
