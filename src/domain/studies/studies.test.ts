import { describe, expect, it } from 'vitest';
import { type Column, factorFromLabels, numericColumn } from '../evidence/tables/data-table.ts';
import { fitFromSums } from '../evidence/sums/fit-from-sums.ts';
import { fitMixedModel } from '../evidence/mixed/mixed-model.ts';
import { relativeError } from '../evidence/numbers/relative-error.ts';
import { createRandom } from '../random.ts';
import { armEffects } from './arm-effect.ts';
import { armSums } from './arm-sums.ts';
import { warmWayPlaybook } from '../playbooks/warm-way-playbook.ts';
import { changeCounts } from './change-counts.ts';
import { type ClassDelivery, classDeliveries } from './class-delivery.ts';
import { namedFirst } from './named-first.ts';
import { pooledColumns, pooledResults, regionColumns } from './pooled-results.ts';
import { PLANNED_MODEL, type StudyProtocol } from './protocol.ts';
import { plantedScores } from '../../../test/planted-answers.ts';
import { studyFlow } from './study-flow.ts';
import { pairsOf, type StudyPerson } from './study-person.ts';
import { studyRelease } from './study-release.ts';
import { studyResults } from './study-results.ts';

const regions = [
  { code: 'wz', regionCode: '330300', effect: 0.25 },
  { code: 'zz', regionCode: '410100', effect: 0.35 },
  { code: 'lz', regionCode: '450200', effect: 0.45 },
];

const protocol: StudyProtocol = {
  title: '暖途八周',
  titleEn: null,
  question: '八周后心理韧性是否提高？',
  questionEn: null,
  playbookId: 'warm-way@1',
  arms: { intervention: '八周小组', comparison: '下学期再参加' },
  allocation: 'existing_classes',
  waves: ['baseline', 'post'],
  primaryOutcome: { instrumentId: 'growth-check@1', scale: 'total' },
  changeBasis: {
    reliability: { r: 0.85, kind: 'alpha', source: 'planted' },
    sd: { kind: 'baseline' },
  },
  model: PLANNED_MODEL,
  participants: regions.map(({ code, regionCode }) => ({
    organisationId: code,
    code,
    name: code,
    nameEn: null,
    regionCode,
  })),
  smallestCount: 10,
};
const scales = { ids: ['total'], direction: 'up' as const };
const nothingChosen = { optionIds: ['a', 'b'], selections: [], deliveries: [] };

/** A region of classes with a planted effect; in each class one lost, one without consent to research. */
function simulate(seed: number, effect: number, classes = 8, size = 22): StudyPerson[] {
  const random = createRandom(seed);
  return Array.from({ length: classes }).flatMap((_, index) => {
    const isIntervention = index % 2 === 0;
    return plantedScores(random, { isIntervention, effect, size }).map((score, position): StudyPerson => ({
      classId: `class ${index}`,
      arm: isIntervention ? 'intervention' : 'comparison',
      isInvited: true,
      hasConsent: position !== 1,
      sex: position % 2 === 0 ? 'female' : 'male',
      age: 13,
      baseline: { total: score.baseline },
      post: position === 0 ? null : { total: score.post },
      attended: isIntervention ? 8 - (position % 4) : null,
    }));
  });
}

const people = regions.map(({ effect }, index) => simulate(100 + index, effect));

const received = protocol.participants.map((participant, index) => {
  const release = studyRelease(protocol, 'hash', scales, people[index] ?? [], nothingChosen);
  if (release === undefined) throw new Error('the classes are large enough');
  return { participant, release: JSON.parse(JSON.stringify(release)) as typeof release };
});

/** All rows of all regions in one table: what no organisation ever sees. */
function allRows() {
  const codes = regions.map(({ regionCode }) => regionCode).sort();
  const rows = people.flatMap((own, index) => {
    const { regionCode = '', code = '' } = regions[index] ?? {};
    const coded = regionColumns(codes, regionCode).slice(0, 2);
    return pairsOf(own, 'total').map((pair) => ({
      ...pair,
      arm: pair.arm === 'intervention' ? 1 : 0,
      class: `${code} ${pair.classId}`,
      coded: coded.map(({ constant = 0 }) => constant),
    }));
  });
  return {
    rows: rows.length,
    columns: new Map<string, Column>([
      ['post', numericColumn(rows.map(({ post }) => post))],
      ['change', numericColumn(rows.map(({ post, baseline }) => post - baseline))],
      ['baseline', numericColumn(rows.map(({ baseline }) => baseline))],
      ['arm', numericColumn(rows.map(({ arm }) => arm))],
      ['first', numericColumn(rows.map(({ coded }) => coded[0] ?? 0))],
      ['second', numericColumn(rows.map(({ coded }) => coded[1] ?? 0))],
      ['class', factorFromLabels(rows.map((row) => row.class))],
    ]),
  };
}

describe('the results of several regions from their releases', () => {
  it.each(['score', 'change'] as const)('are those of all rows in one table: %s', (outcome) => {
    const region = ['first', 'second', 'arm:first', 'arm:second'];
    const fromRows = fitMixedModel(allRows(), {
      outcome: outcome === 'score' ? 'post' : 'change',
      terms: outcome === 'score' ? ['baseline', 'arm', ...region] : ['arm', ...region],
      random: [{ group: 'class' }],
      df: 'kenward-roger',
    });
    const pooled = fitFromSums(pooledColumns(received, outcome), { df: 'kenward-roger' });
    expect(pooled.used).toBe(fromRows.used);
    for (const [position, coefficient] of fromRows.fixed.entries()) {
      const own = pooled.fixed[position];
      expect(relativeError(own?.estimate ?? 0, coefficient.estimate)).toBeLessThan(1e-9);
      expect(relativeError(own?.se ?? 0, coefficient.se)).toBeLessThan(1e-9);
    }
  });

  it('hold the planted effects within their intervals', () => {
    const { pooled, regions: own, meta, deviations } = pooledResults(protocol, received);
    const [effect, change] = pooled.effects;
    expect(pooled.effects.map(({ outcome }) => outcome)).toEqual(['score', 'change']);
    // oracle: the planted effects .25, .35, .45, whose mean is .35
    expect(effect?.low).toBeLessThan(0.35);
    expect(effect?.high).toBeGreaterThan(0.35);
    expect(effect?.low).toBeGreaterThan(0);
    expect(change?.classes).toBe(24);
    for (const [index, { model }] of own.entries()) {
      expect(model.effects[0]?.low).toBeLessThan(regions[index]?.effect ?? 0);
      expect(model.effects[0]?.high).toBeGreaterThan(regions[index]?.effect ?? 0);
    }
    expect(meta?.low).toBeLessThan(0.35);
    expect(meta?.high).toBeGreaterThan(0.35);
    expect(deviations).toHaveLength(3);
    expect(deviations.reduce((sum, { estimate }) => sum + estimate, 0)).toBeCloseTo(0, 9);
  });

  it('refuse tests that count persons, and say why there is no effect where each arm is one class', () => {
    const [own = []] = people;
    const two = own.filter(({ classId }) => classId === 'class 0' || classId === 'class 1');
    const answer = armEffects(armSums(pairsOf(two, 'total')), {
      allocation: 'existing_classes',
      regions: 1,
      sd: 1,
    });
    expect(answer).toMatchObject({ effects: [], refusal: 'arm_confounded_with_cluster' });
    expect(answer.refused).toContainEqual({ kind: 'compare', code: 'person_level_p_on_clusters' });
  });

  it('come from one region alone without region columns, and from none not at all', () => {
    const alone = pooledResults(protocol, received.slice(0, 1));
    expect(alone.meta).toBeNull();
    expect(
      relativeError(
        alone.pooled.effects[0]?.estimate ?? 0,
        alone.regions[0]?.model.effects[0]?.estimate ?? 1,
      ),
    ).toBeLessThan(1e-12);
    expect(pooledResults(protocol, []).pooled.refusal).toBe('too_few_rows');
  });
});

/** Sessions of a class by one version: half of the eight, and half of what their checklists ask. */
const delivered = (classId: string, playbookId: string): ClassDelivery => ({
  classId,
  playbookId,
  held: 4,
  planned: 8,
  done: 10,
  items: 20,
});

/** In each region two classes by the universal version and one by another; the fourth without records. */
const versioned = protocol.participants.map((participant, index) => {
  const deliveries = [
    delivered('class 0', 'warm-way@1'),
    delivered('class 2', 'warm-way@1'),
    delivered('class 4', 'local@1'),
    // a class of the other arm is not treated, whatever a group says
    delivered('class 1', 'local@1'),
  ];
  const release = studyRelease(protocol, 'hash', scales, people[index] ?? [], {
    ...nothingChosen,
    deliveries,
  });
  if (release === undefined) throw new Error('the classes are large enough');
  return { participant, release };
});

describe('pairs of regions and of versions', () => {
  it('differ by as much as the regions deviate from their mean', () => {
    const { deviations, regionPairs } = pooledResults(protocol, received);
    const deviationOf = (code: string) =>
      deviations.find(({ regionCode }) => regionCode === code)?.estimate ?? Number.NaN;
    expect(regionPairs).toHaveLength(3);
    for (const { left, right, estimate, p, adjustedP, low, high } of regionPairs) {
      expect(relativeError(estimate, deviationOf(left) - deviationOf(right))).toBeLessThan(1e-8);
      expect(adjustedP).toBeGreaterThanOrEqual(p);
      expect(low < estimate && estimate < high).toBe(true);
    }
  });

  it('of versions are those of one model of all rows, with an arm for each version', () => {
    const { versions } = pooledResults(protocol, versioned);
    expect(versions).toMatchObject({ isByRegion: false, unrecorded: 3 });
    expect(versions.delivered).toMatchObject([
      {
        playbookId: 'local@1',
        classes: 3,
        held: 0.5,
        fidelity: 0.5,
        regionCodes: ['330300', '410100', '450200'],
      },
      { playbookId: 'warm-way@1', classes: 6 },
    ]);
    const fit = fitMixedModel(rowsByVersion(), {
      outcome: 'post',
      terms: ['baseline', 'first', 'second', 'local', 'universal'],
      random: [{ group: 'class' }],
      df: 'kenward-roger',
    });
    const term = (name: string) => fit.fixed.find((one) => one.term === name);
    const [local, universal] = versions.delivered;
    expect(relativeError(local?.effect?.estimate ?? 0, term('local')?.estimate ?? 1)).toBeLessThan(1e-7);
    expect(relativeError(universal?.effect?.low ?? 0, term('universal')?.low ?? 1)).toBeLessThan(1e-6);
    const difference = (term('universal')?.estimate ?? 0) - (term('local')?.estimate ?? 0);
    expect(versions.pairs).toHaveLength(1);
    expect(versions.pairs[0]).toMatchObject({ left: 'warm-way@1', right: 'local@1' });
    expect(relativeError(versions.pairs[0]?.estimate ?? 0, difference)).toBeLessThan(1e-6);
  });

  it('are none where all classes had one version, and say so where no sessions were recorded', () => {
    const { versions } = pooledResults(protocol, received);
    expect(versions).toEqual({ delivered: [], pairs: [], isByRegion: true, unrecorded: 12 });
  });
});

/** The rows of classes that are in the comparison of versions. */
function rowsByVersion() {
  const all = allRows();
  const classes = all.columns.get('class');
  const arm = all.columns.get('arm');
  if (classes?.kind !== 'factor' || arm?.kind !== 'numeric') throw new Error('other columns expected');
  const labels = [...classes.codes].map((code) => (classes.levels[code] ?? '').slice(3));
  const kept = labels.flatMap((label, row) => (label === 'class 6' ? [] : [row]));
  const isOf = (row: number, names: readonly string[]) => Number(names.includes(labels[row] ?? ''));
  const numbers = (name: string) => {
    const column = all.columns.get(name);
    if (column?.kind !== 'numeric') throw new Error('a column of numbers expected');
    return numericColumn(kept.map((row) => column.values[row] ?? Number.NaN));
  };
  return {
    rows: kept.length,
    columns: new Map<string, Column>([
      ...['post', 'baseline', 'first', 'second'].map((name): [string, Column] => [name, numbers(name)]),
      ['local', numericColumn(kept.map((row) => isOf(row, ['class 4'])))],
      ['universal', numericColumn(kept.map((row) => isOf(row, ['class 0', 'class 2'])))],
      ['class', factorFromLabels(kept.map((row) => classes.levels[classes.codes[row] ?? 0] ?? ''))],
    ]),
  };
}

it('a class in several groups was served by the one that met most often, and by none that never met', () => {
  const { sessions } = warmWayPlaybook;
  const group = (held: number, playbook = warmWayPlaybook) => ({
    classId: 'a',
    playbook,
    sessions: sessions.map(({ id, checklist }, index) => ({
      sessionId: id,
      isHeld: index < held,
      done: index < held ? checklist.slice(0, 1).map((item) => item.id) : [],
    })),
  });
  const other = { ...warmWayPlaybook, id: 'local@1' };
  expect(classDeliveries([group(2), group(5, other), group(3)])).toMatchObject([
    { classId: 'a', playbookId: 'local@1', held: 5, planned: 8, done: 5 },
  ]);
  expect(classDeliveries([group(0)])).toEqual([]);
});

describe('a release', () => {
  it('holds no person, no class’s name, and no class below the smallest count', () => {
    const [own = []] = people;
    const small = own.filter(({ classId }, index) => classId !== 'class 3' || index % 3 === 0);
    const release = studyRelease(protocol, 'hash', scales, small, nothingChosen);
    expect(release?.classesLeftOut).toBe(1);
    expect(release?.sums.groups.every(({ n }) => n >= 10)).toBe(true);
    expect(JSON.stringify(release)).not.toContain('class 3');
    const shown = [...(release?.flow ?? []), ...(release?.change ?? [])].flatMap(({ count }) => count ?? []);
    expect(shown.every((count) => count >= 10)).toBe(true);
  });

  it('does not exist where every class is too small', () => {
    expect(studyRelease(protocol, 'hash', scales, simulate(5, 0, 4, 8), nothingChosen)).toBeUndefined();
  });
});

describe('the results of one organisation', () => {
  const [own = []] = people;
  const results = studyResults(protocol, scales, own, {
    optionIds: ['a', 'b'],
    selections: [['a', 'b'], ['a'], ['b'], []],
    deliveries: [],
  });

  it('count everybody once in the flow', () => {
    // by hand: 4 classes of 22 in each arm; in each class one without consent, another without a last answer
    expect(studyFlow(own, 'total')[0]).toEqual({
      arm: 'intervention',
      classes: 4,
      listed: 88,
      invited: 88,
      consenting: 84,
      baseline: 84,
      post: 80,
      analysed: 80,
    });
  });

  it('put reliable change of both arms side by side, everybody who answered first included', () => {
    const { basis, counts } = results.primary.reliableChange;
    for (const arm of ['intervention', 'comparison'] as const) {
      expect(Object.values(counts[arm]).reduce((sum, count) => sum + count, 0)).toBe(84);
      expect(counts[arm].not_computable).toBe(4);
    }
    // Jacobson & Truax 1991: 1.96 · SD · √2 · √(1 − r)
    expect(basis?.threshold).toBeCloseTo(1.96 * (basis?.sd ?? 0) * Math.SQRT2 * Math.sqrt(0.15), 12);
    expect(counts.intervention.improved).toBeGreaterThan(counts.comparison.improved);
  });

  it('turn improvement around where lower is better', () => {
    const up = changeCounts(own, 'total', protocol.changeBasis, 'up').counts.intervention;
    const down = changeCounts(own, 'total', protocol.changeBasis, 'down').counts.intervention;
    expect([down.improved, down.deteriorated]).toEqual([up.deteriorated, up.improved]);
  });

  it('describe the change without a p value, and test it by the model of classes only', () => {
    expect(results.primary.comparison?.ignoresClasses).toBe(true);
    expect(JSON.stringify(results.primary.comparison)).not.toContain('"p"');
    expect(results.primary.model.effects[0]).toMatchObject({ degrees: 'kenward-roger', classes: 8 });
  });

  it('leave out whoever does not consent to research from everything but the flow', () => {
    const withoutConsent = own.map((person) => ({ ...person, hasConsent: false }));
    const none = studyResults(protocol, scales, withoutConsent, nothingChosen);
    expect(none.primary.arms.map(({ n }) => n)).toEqual([0, 0]);
    expect(none.primary.model.refusal).toBe('too_few_rows');
    expect(none.baseline.every(({ cells }) => cells.intervention.n === 0)).toBe(true);
  });

  it('rank what was named first by its share of those who answered', () => {
    expect(namedFirst(['a', 'b'], [['b'], ['a', 'b'], ['b'], []]).options).toMatchObject([
      { optionId: 'b', count: 2, share: 2 / 3 },
      { optionId: 'a', count: 1, share: 1 / 3 },
    ]);
    expect(results.hardest.n).toBe(3);
  });
});
