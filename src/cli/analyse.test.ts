import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fixtureTable } from '../domain/evidence/tables/fixture-table.ts';
import { groupSums } from '../domain/evidence/sums/group-sums.ts';
import type { MixedModel } from '../domain/evidence/mixed/mixed-model.ts';
import sleepstudy from '../domain/evidence/mixed/fixtures/sleepstudy.json' with { type: 'json' };
import { analyse, explainAnalysisError, explainNotes } from './analyse.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-analyse-'));
  const { Reaction, Days, Subject } = sleepstudy.data;
  const lines = Reaction.map((value, row) => `${value},${Days[row]},"${Subject[row]}"`);
  await writeFile(join(folder, 'sleep.csv'), `\uFEFFReaction,Days,Subject\n${lines.join('\n')}\n`);
  await writeFile(join(folder, 'pairs.csv'), 'a,b,arm\n20,5,x\n18,,y\n12,13,x\n9,3,y\n');
  await writeFile(join(folder, 'pairs3.csv'), 'a,b\n1,2\n2,2\n3,4\n5,4\n');
  await writeFile(join(folder, 'ragged.csv'), 'a,b\n1,2\n3\n');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function analyseSpec(spec: unknown): Promise<unknown> {
  const path = join(folder, 'spec.json');
  await writeFile(path, typeof spec === 'string' ? spec : JSON.stringify(spec));
  return await analyse(path);
}

async function refusal(spec: unknown): Promise<string | undefined> {
  try {
    await analyseSpec(spec);
  } catch (error) {
    return explainAnalysisError(error, 'en');
  }
  return undefined;
}

describe('nuantu analyse', () => {
  it('finds the data beside the spec and fits a mixed model at full precision', async () => {
    const result = await analyseSpec({
      kind: 'mixed',
      data: 'sleep.csv',
      outcome: 'Reaction',
      terms: ['Days'],
      random: [{ group: 'Subject', slopes: ['Days'] }],
    });
    // oracle: closed form for balanced data, see the fixture
    expect(result).toMatchObject({ n: 180, used: 180, groups: { Subject: 18 }, converged: true });
    const { residual } = result as { residual: { variance: number } };
    expect(Math.abs(residual.variance - sleepstudy.exact.random_slope_REML.sigma2)).toBeLessThan(1e-7);
  });

  it('takes an empty cell as missing', async () => {
    expect(await analyseSpec({ kind: 'paired', data: 'pairs.csv', before: 'a', after: 'b' })).toMatchObject({
      n: 3,
    });
    const change = { kind: 'change', data: 'pairs.csv', before: 'a', after: 'b', reliability: 0.8, sd: 3 };
    expect(await analyseSpec({ ...change, cutoff: 10, direction: 'down' })).toMatchObject({
      counts: { recovered: 1, improved: 1, unchanged: 1, deteriorated: 0, notComputable: 1 },
    });
  });

  it('has kinds for errors by cluster, several groups, tables of labels and sums of classes', async () => {
    const robust = {
      kind: 'robust',
      data: 'sleep.csv',
      outcome: 'Reaction',
      terms: ['Days'],
      cluster: 'Subject',
    };
    expect(await analyseSpec(robust)).toMatchObject({ clusters: 18, used: 180 });
    const anova = { kind: 'anova', data: 'sleep.csv', outcome: 'Reaction', group: 'Subject' };
    expect(await analyseSpec(anova)).toMatchObject({ anova: { df: [17, 162] } });
    const crosstab = { kind: 'crosstab', data: 'pairs.csv', group: 'arm', outcome: 'a' };
    expect(await analyseSpec(crosstab)).toMatchObject({ groups: ['x', 'y'], chiSquare: { df: 3 } });
    const rows = fixtureTable(sleepstudy.data);
    const sums = groupSums(rows, { outcome: 'Reaction', terms: ['Days'], group: 'Subject' });
    const fromSums = await analyseSpec({ kind: 'sums', df: 'kenward-roger', sums });
    const mixed = {
      kind: 'mixed',
      data: 'sleep.csv',
      outcome: 'Reaction',
      terms: ['Days'],
      random: [{ group: 'Subject' }],
    };
    const { fixed } = (await analyseSpec({ ...mixed, df: 'kenward-roger' })) as MixedModel;
    expect((fromSums as MixedModel).fixed[1]?.se).toBeCloseTo(fixed[1]?.se ?? Number.NaN, 10);
  });

  it.each([
    ['{', /^The specification is not JSON: /],
    [{ kind: 'ancestry' }, /unknown kind "ancestry"; known are mixed, meta/],
    [{ kind: 'paired', data: 'pairs.csv', before: 'a', aftr: 'b' }, /wrong at \/: .*after/],
    [
      { kind: 'paired', data: 'pairs.csv', before: 'a', after: 'b', confidense: 0.9 },
      /wrong at \/: .*confidense/,
    ],
    [{ kind: 'paired', data: 'pairs.csv', before: 'a', after: 'b', confidence: 95 }, /wrong at \/confidence/],
    [{ kind: 'paired', data: 'none.csv', before: 'a', after: 'b' }, /none\.csv cannot be opened \(ENOENT\)/],
    [{ kind: 'paired', data: 'ragged.csv', before: 'a', after: 'b' }, /ragged\.csv cannot be read as CSV/],
    [
      { kind: 'paired', data: 'pairs.csv', before: 'a', after: 'z' },
      /^There is no column z in the data; its columns are a, b, arm\.$/,
    ],
    [
      { kind: 'compare', data: 'pairs.csv', outcome: 'a', group: 'arm', reference: { arm: 'z' } },
      /^The column arm has no level "z" in the rows that are used; its levels are x, y\.$/,
    ],
    [
      { kind: 'compare', data: 'pairs.csv', outcome: 'arm', group: 'a' },
      /^The column arm must hold numbers, but row 2 says "x"\.$/,
    ],
  ])('refuses %j with one sentence that names the problem', async (spec, message) => {
    const sentence = await refusal(spec);
    expect(sentence).toMatch(message);
    expect(sentence).not.toContain('\n');
  });

  it('says what its notes mean in the language of the terminal', async () => {
    const answer = (await analyseSpec({
      kind: 'mixed',
      data: 'sleep.csv',
      outcome: 'Reaction',
      terms: ['Days'],
      random: [{ group: 'Subject' }],
    })) as object;
    expect(explainNotes(answer, 'en')).toMatchObject({
      notes: [{ code: 'few_groups', message: expect.stringMatching(/^Subject has 18 groups: /) as string }],
    });
    const items = await analyseSpec({ kind: 'reliability', data: 'pairs3.csv', items: ['a', 'b'] });
    expect(explainNotes(items as object, 'zh')).toMatchObject({
      notes: [{ code: 'no_omega', message: '无法给出 omega：至少需要 3 列，现有 2 列。' }],
    });
    await writeFile(join(folder, 'alike.csv'), 'yi,vi\n1,1\n1,1\n1,1\n1,2\n');
    const without = { kind: 'leaveOneOut', data: 'alike.csv', estimate: 'yi', variance: 'vi' };
    expect(explainNotes((await analyseSpec(without)) as object, 'en')).toMatchObject(
      Array.from({ length: 4 }, () => ({
        meta: { notes: [{ message: expect.stringContaining('more alike') as string }] },
      })),
    );
    const sums = groupSums(fixtureTable(sleepstudy.data), {
      outcome: 'Reaction',
      terms: ['Days'],
      group: 'Subject',
    });
    expect(await analyseSpec({ kind: 'sums', sums })).toMatchObject({ notes: [{ code: 'few_groups' }] });
  });

  it('knows the sentence in Chinese too', async () => {
    const error: unknown = await analyseSpec({
      kind: 'paired',
      data: 'pairs.csv',
      before: 'a',
      after: 'z',
    }).catch((reason: unknown) => reason);
    expect(explainAnalysisError(error, 'zh')).toBe('数据中没有列 z；现有的列：a, b, arm。');
  });
});
