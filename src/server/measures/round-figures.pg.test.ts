import { describe, expect, it } from 'vitest';
import {
  iso,
  letPass,
  openRound,
  otherItems,
  selfHarm,
  server,
  submit,
  supervisor,
  useMeasuredSchool,
  wenzhou,
} from '../../../test/measured-school.ts';
import { HOUR } from '../../../test/rounds.ts';
import { makeUser } from '../../../test/server.ts';
import { type RowSettings, systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { Work } from '../platform/work/work.ts';
import { openRounds } from './open-round.ts';

useMeasuredSchool();

describe('the summary of a round', () => {
  it('tells means and counts from ten persons on, and hides what would reveal fewer', async () => {
    const names = Array.from({ length: 24 }, (_, index) => `摘要${index}`);
    const { tokenOf, campaignId } = await openRound(names);
    const url = `/api/v1/campaigns/${campaignId}/summary`;
    const answerAll = async (few: readonly string[]) => {
      for (const name of few) {
        const index = names.indexOf(name);
        await submit(tokenOf(name));
        const hardest =
          index < 12 ? ['academic_pressure', 'parents'] : index < 23 ? ['parents'] : ['teachers'];
        await submit(tokenOf(name), { instrumentId: 'hardest-now@1', answers: { hardest } });
      }
    };
    await answerAll(names.slice(0, 9));
    const early = (await supervisor.call('GET', url)).body;
    expect(new Set(early.scales.map(({ n }: { n: number | null }) => n))).toEqual(new Set([null]));
    await answerAll(names.slice(9));
    const { scales, selections, suppressedBelow } = (await supervisor.call('GET', url)).body;
    expect(suppressedBelow).toBe(10);
    expect(scales.find(({ scale }: { scale: string }) => scale === 'total')).toMatchObject({
      n: 24,
      mean: 3,
    });
    const options = new Map(
      selections[0].options.map((option: { optionId: string }) => [option.optionId, option]),
    );
    // one named teachers, and all but one named parents: both tell of one person
    expect(options.get('teachers')).toEqual({ optionId: 'teachers', first: null, named: null });
    expect(options.get('parents')).toEqual({ optionId: 'parents', first: 11, named: null });
    expect(options.get('academic_pressure')).toMatchObject({ first: 12, named: 12 });
    // shown as null like the one teacher: nobody can tell which of the hidden options it was
    expect(options.get('money')).toMatchObject({ first: null });
    const auditor = await makeUser(server, wenzhou, 'auditor');
    expect((await auditor.call('GET', url)).status).toBe(403);
  });
});

describe('an erasure', () => {
  it('takes a person out of every figure that is made afterwards, and none contradicts another', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `忘却${index}`);
    const { tokenOf, idOf, campaignId } = await openRound(names);
    for (const [index, name] of names.entries()) {
      const answers = Object.fromEntries(
        Array.from({ length: 15 }, (_, item) => [`growth-${item + 1}`, ((index * 7 + item) % 5) + 1]),
      );
      await submit(tokenOf(name), { answers });
      await submit(tokenOf(name), { instrumentId: 'hardest-now@1', answers: { hardest: ['parents'] } });
    }
    const look = async () => {
      const { body } = await supervisor.call('GET', `/api/v1/campaigns/${campaignId}/summary`);
      const total = body.scales.find(({ scale }: { scale: string }) => scale === 'total');
      return { total, selected: body.selections[0].n };
    };
    const values: number[] = [];
    for (const name of names) {
      const { items } = (await supervisor.call('GET', `/api/v1/clients/${idOf(name)}/responses`)).body;
      const { scores } = items.find(
        (item: { instrumentId: string }) => item.instrumentId === 'growth-check@1',
      );
      values.push(scores.find(({ scale }: { scale: string }) => scale === 'total').value);
    }
    // oracle: PostgreSQL, which computed these figures before scores were sealed
    const oracle = async (of: readonly number[]) => {
      const { rows } = await server.admin.query(
        'select count(x)::int as n, avg(x) as mean, stddev_samp(x) as sd from unnest($1::float8[]) x',
        [of],
      );
      return rows[0];
    };
    const expectFigures = async (of: readonly number[]) => {
      const { total, selected } = await look();
      const { n, mean, sd } = await oracle(of);
      expect([total.n, selected]).toEqual([n, n]);
      expect(total.mean).toBeCloseTo(mean, 12);
      expect(total.sd).toBeCloseTo(sd, 12);
    };
    await expectFigures(values);
    const erased = idOf('忘却4');
    const gone = await supervisor.call('POST', `/api/v1/clients/${erased}/erase`, { reason: 'request' });
    expect(gone.status).toBe(200);
    await expectFigures(values.filter((_, index) => index !== 4));
    const { items } = (await supervisor.call('GET', `/api/v1/clients/${erased}/responses`)).body;
    expect(items.map(({ scores }: { scores: unknown[] }) => scores)).toEqual([[], []]);
  });
});

describe('whoever may not read the answers', () => {
  it('learns nothing of one person by looking before and after it answers or moves', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `轮询${index}`);
    const { tokenOf, idOf, campaignId, classId } = await openRound(names, { instrumentIds: ['phq-9@1'] });
    const teacher = await makeUser(server, wenzhou, 'liaison', [wenzhou.siteIds[0]]);
    const look = async () => {
      const [progress, summary] = await Promise.all([
        teacher.call('GET', `/api/v1/campaigns/${campaignId}`),
        teacher.call('GET', `/api/v1/campaigns/${campaignId}/summary`),
      ]);
      expect([progress.status, summary.status]).toEqual([200, 200]);
      return { group: progress.body.classes[0], summary: summary.body };
    };
    const seen = [await look()];
    for (const [index, name] of names.entries()) {
      const answers = { 'phq9-1': index % 4, 'phq9-2': 3, 'phq9-3': index % 3, ...otherItems(index % 2) };
      await submit(tokenOf(name), { instrumentId: 'phq-9@1', answers });
      seen.push(await look());
    }
    // the attack: sum of the scores after minus sum before is the score of whoever answered in between
    const scores = seen.flatMap(({ summary }, index) => {
      const [before, after] = [seen[index - 1]?.summary.scales[0], summary.scales[0]];
      if (before === undefined || after === undefined) return [];
      return after.n - before.n === 1 ? [after.n * after.mean - before.n * before.mean] : [];
    });
    expect(scores).toEqual([]);
    const answered = seen.map(({ group }) => group.answered);
    expect(new Set(answered)).toEqual(new Set([0, 10, 20]));
    expect(seen.at(-1)?.group).toEqual({
      classId,
      school: null,
      name: expect.any(String),
      invited: 20,
      answered: 20,
      withheld: 0,
    });

    // told once when nothing arrives any more, and the same ever after
    await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/close`);
    expect((await look()).summary).toMatchObject({ scales: [], toldFrom: iso(72 * HOUR) });
    letPass(72 * HOUR);
    const late = await makeUser(server, wenzhou, 'liaison', [wenzhou.siteIds[0], wenzhou.siteIds[1]]);
    const boss = await makeUser(server, wenzhou, 'supervisor');
    const told = async () => (await late.call('GET', `/api/v1/campaigns/${campaignId}/summary`)).body;
    const first = await told();
    expect(first).toMatchObject({ toldFrom: null, scales: [{ n: 23 }] });
    const live = async () =>
      (await boss.call('GET', `/api/v1/campaigns/${campaignId}/summary`)).body.scales[0];
    expect(first.scales[0].mean).toBeCloseTo((await live()).mean, 9);
    const moved = await boss.call(
      'PATCH',
      `/api/v1/clients/${idOf('轮询3')}`,
      { siteId: wenzhou.siteIds[1] },
      { 'if-match': '"1"' },
    );
    expect(moved.status).toBe(200);
    // a second submission that is decided to count changes the answers, not what was told of them
    const again = newId();
    await submit(tokenOf('轮询4'), { id: again, ...selfHarm });
    expect((await boss.call('POST', `/api/v1/responses/${again}/decide`, { counts: true })).status).toBe(200);
    expect((await live()).mean).not.toBeCloseTo(first.scales[0].mean, 9);
    expect(await told()).toEqual(first);
    letPass(-(72 * HOUR));
  });
});

describe('a round that many look at at once', () => {
  it('is opened for all who see the same, and apart for whoever sees less', async () => {
    const names = ['一', '二', '三'];
    const { campaignId, tokenOf } = await openRound(names);
    for (const name of names) expect((await submit(tokenOf(name))).status).toBe(201);
    let flights = 0;
    const look = (settings: RowSettings) =>
      new Work(server.services, settings, { requestId: newId(), language: 'zh-CN' }).read((reading) => {
        const all: typeof reading.all = (...statements) => {
          flights += 1;
          return reading.all(...statements);
        };
        return openRounds({ ...reading, all }, { campaignIds: [campaignId] });
      });
    const wide = systemSettings(wenzhou.id);
    const opened = await Promise.all([
      ...Array.from({ length: 8 }, () => look(wide)),
      look({ ...wide, scope: 'site', siteIds: [wenzhou.siteIds[0]] }),
      look({ ...wide, scope: 'site', siteIds: [wenzhou.siteIds[1]] }),
      look({ ...wide, scope: 'own', actorId: newId() }),
    ]);
    expect(opened.map(({ spreads }) => spreads[0]?.n ?? 0)).toEqual([3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0]);
    // of the eight one reads, and the others wait for the next: nobody gets what is older than the question
    expect(flights).toBe(5);
  });
});
