import { describe, expect, it } from 'vitest';
import {
  iso,
  makeClass,
  makePupil,
  server,
  supervisor,
  useMeasuredSchool,
  worker,
} from '../../../test/measured-school.ts';
import { HOUR } from '../../../test/rounds.ts';
import { makeOrganisation, makeUser, request } from '../../../test/server.ts';
import { who5 } from '../../domain/scoring/instruments/who-5.ts';
import { newId } from '../platform/database/ids.ts';

useMeasuredSchool();

const texts = (value: string) => ({ zh: value, en: value });

describe('an instrument', () => {
  it('without wording cannot be asked before the organisation entered its licensed text', async () => {
    const listed = (await worker.call('GET', '/api/v1/instruments')).body.items;
    const who5 = listed.find(({ id }: { id: string }) => id === 'who-5@1');
    expect(who5).toMatchObject({ wording: 'none', licence: { tier: 'B' } });
    const classId = await makeClass('幸福班');
    const plan = {
      title: '幸福指数',
      wave: 'mid',
      opensAt: iso(0),
      closesAt: iso(HOUR),
      classIds: [classId],
      instrumentIds: ['who-5@1'],
    };
    const refused = await supervisor.call('POST', '/api/v1/campaigns', plan);
    expect(refused.body.code).toBe('wording_missing');
    const wording = {
      items: Object.fromEntries(who5.items.map(({ id }: { id: string }) => [id, texts(`题 ${id}`)])),
      labels: [0, 1, 2, 3, 4, 5].map((value) => texts(`${value}`)),
      licenceNote: '世界卫生组织，非商业使用许可 2026',
    };
    const url = '/api/v1/instruments/who-5@1/wording';
    const { 'who5-1': _left, ...incomplete } = wording.items;
    const faulty = await supervisor.call('PUT', url, { ...wording, items: incomplete });
    expect(faulty.body.errors[0].path).toBe('/items/who5-1');
    expect((await worker.call('PUT', url, wording)).status).toBe(403);
    expect((await supervisor.call('PUT', url, wording)).body.version).toBe(1);
    expect((await supervisor.call('PUT', url, wording)).body.version).toBe(2);
    expect((await supervisor.call('POST', '/api/v1/campaigns', plan)).status).toBe(201);
    const own = await supervisor.call('PUT', '/api/v1/instruments/growth-check@1/wording', wording);
    expect(own.body.code).toBe('wording_own');
  });
});

describe('how well an instrument measured', () => {
  it('is told in figures, by the first answer of each person, and leaves a trace', async () => {
    const classId = await makeClass('量表质量班');
    const persons = await Promise.all(
      Array.from({ length: 52 }, (_, index) => makePupil(classId, `量表${index}`, false)),
    );
    const url = '/api/v1/instruments/who-5@1/psychometrics';
    const answer = (clientId: string, shift: number, answeredAt: string) =>
      supervisor.call('POST', '/api/v1/responses', {
        id: newId(),
        instrumentId: 'who-5@1',
        clientId,
        // every person is as well in one respect as in the others, give or take a point
        answers: Object.fromEntries(
          who5.items.map(({ id }, item) => [id, (shift % 5) + ((shift + item) % 2)]),
        ),
        answeredAt,
      });
    for (const [index, clientId] of persons.entries()) {
      expect((await answer(clientId, index, iso(-HOUR))).status).toBe(201);
    }
    // a second answer does not count
    expect((await answer(persons[0] ?? '', 4, iso(-1000))).status).toBe(201);
    const { status, body } = await supervisor.call('GET', url);
    expect(status).toBe(200);
    expect(body.persons).toBe(52);
    expect(body.scales[0]).toMatchObject({ n: 52, floor: expect.any(Number), items: { length: 5 } });
    expect(body.scales[0].reliability.alpha).toBeGreaterThan(0.7);
    expect(body.scales[0].reliability.alphaLow).toBeLessThan(body.scales[0].reliability.alpha);
    const { rows } = await server.admin.query(
      `select subject_ids, detail from audit_event where action = 'instrument.psychometrics' and actor_id = $1`,
      [supervisor.id],
    );
    expect(rows).toEqual([{ subject_ids: [], detail: { instrument: 'who-5@1', persons: 52 } }]);
  });

  it('is for whoever leads studies, of an instrument that there is, and says nothing where nobody answered', async () => {
    const url = '/api/v1/instruments/who-5@1/psychometrics';
    expect((await worker.call('GET', url)).status).toBe(403);
    expect((await request(server, 'GET', url)).status).toBe(401);
    expect((await supervisor.call('GET', '/api/v1/instruments/no-such@1/psychometrics')).status).toBe(404);
    const other = await makeOrganisation(server);
    const stranger = await makeUser(server, other, 'supervisor');
    const { body } = await stranger.call('GET', url);
    expect(body).toMatchObject({ persons: 0, scales: [{ n: 0, reliability: null, omega: null }] });
  });
});
