import { integerBetween, createRandom, pick } from '../src/domain/random.ts';
import { phq9 } from '../src/domain/scoring/instruments/phq-9.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import type { City, Person } from './city.ts';
import type { MakeRequest } from './load.ts';

export interface Measure {
  /** who is signed in */
  readonly as: Person;
  readonly product: MakeRequest;
  readonly limit: MakeRequest;
  readonly budget: string;
}

const REGIONS = ['330302', '330303', '330304', '330305', '330381'];
const STATUSES = ['registered', 'in_service', 'closed', 'archived'];

/** Each budget's requests of the product, and of the bare limit, which serves the same rows. */
export function measures(city: City): Record<string, Measure> {
  return { ...readings(city), ...searches(city), ...writings(city) };
}

function readings(city: City): Record<string, Measure> {
  const random = createRandom(7);
  const readOf = (as: Person, ids: readonly string[], budget: string): Measure => ({
    as,
    product: () => ({ method: 'GET', path: `/api/v1/clients/${pick(random, ids)}` }),
    limit: () => ({ method: 'GET', path: `/clients/${pick(random, ids)}` }),
    budget,
  });
  const filter = () => `region=${pick(random, REGIONS)}&status=${pick(random, STATUSES)}`;
  const { siteId } = city;
  return {
    'clients.read': readOf('supervisor', city.remembered, '≥ 0.5 × limit'),
    'clients.read@all': readOf('supervisor', city.clientIds, '≥ 0.45 × limit'),
    'clients.read@site': readOf('worker', city.siteClientIds, '≥ 0.45 × limit'),
    'clients.list': {
      as: 'supervisor',
      product: () => ({ method: 'GET', path: `/api/v1/clients?limit=50&${filter()}` }),
      limit: () => ({ method: 'GET', path: `/clients?${filter()}` }),
      budget: '≥ 0.5 × limit',
    },
    'clients.list@site': {
      as: 'worker',
      product: () => ({ method: 'GET', path: `/api/v1/clients?limit=50&status=${pick(random, STATUSES)}` }),
      limit: () => ({
        method: 'GET',
        path: `/clients-of-site?site=${siteId}&status=${pick(random, STATUSES)}`,
      }),
      budget: '≥ 0.5 × limit',
    },
    'cases.list@own': {
      as: 'worker',
      product: () => ({ method: 'GET', path: '/api/v1/cases?limit=50' }),
      limit: () => ({ method: 'GET', path: `/cases-of-worker?worker=${city.workerId}` }),
      budget: '≥ 0.5 × limit',
    },
  };
}

/** The limit is given under which labels the found stand: it reads the same entries, and nobody's names. */
function searches(city: City): Record<string, Measure> {
  const random = createRandom(8);
  const searchOf = (as: Person, budget: string): Measure => {
    const words = [...city.searches[as]];
    return {
      as,
      product: () => {
        const [word] = pick(random, words);
        return { method: 'GET', path: `/api/v1/clients?limit=20&q=${encodeURIComponent(word)}` };
      },
      limit: () => {
        const [, labels] = pick(random, words);
        return { method: 'GET', path: `/search?labels=${labels.join()}` };
      },
      budget,
    };
  };
  return {
    'clients.search': searchOf('supervisor', 'p99 ≤ 30 ms'),
    'clients.search@site': searchOf('worker', '≥ 0.5 × limit'),
  };
}

function writings(city: City): Record<string, Measure> {
  const random = createRandom(9);
  const encounter = (): Record<string, string | number> => ({
    id: newId(),
    caseId: pick(random, city.caseIds),
    kind: 'individual',
    occurredAt: '2026-11-01T02:00:00.000Z',
    minutes: 45,
    note: '今天和孩子谈了最近的睡眠、作业和与同学的相处，约好下周再见，并请家长一起来。',
  });
  // item nine asks about self-harm: as rare as in a school, so that alerts take their part
  const response = (): Record<string, string | Record<string, number>> => ({
    id: newId(),
    instrumentId: 'phq-9@1',
    clientId: pick(random, city.remembered),
    answers: Object.fromEntries(
      phq9.items.map(({ id }, index) => [
        id,
        integerBetween(random, 0, index === 8 ? Number(random() < 0.03) : 3),
      ]),
    ),
    answeredAt: '2026-11-01T02:00:00.000Z',
  });
  return {
    'encounters.create': {
      as: 'supervisor',
      product: () => ({ method: 'POST', path: '/api/v1/encounters', body: encounter() }),
      limit: () => ({ method: 'POST', path: '/encounters', body: encounter() }),
      budget: '≥ 0.4 × limit',
    },
    'responses.create': {
      as: 'supervisor',
      product: () => ({ method: 'POST', path: '/api/v1/responses', body: response() }),
      limit: () => ({ method: 'POST', path: '/responses', body: response() }),
      budget: '≥ 2000/s',
    },
  };
}
