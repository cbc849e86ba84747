import { systemSettings } from '../src/server/platform/database/database.ts';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from './server.ts';
import { createRandom } from '../src/domain/random.ts';
import { plantedScores } from './planted-answers.ts';
import {
  type NewPerson,
  recordManyConsents,
  registerClasses,
  registerMany,
} from '../src/server/clients/seed.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import { Work } from '../src/server/platform/work/work.ts';

/** sessions last hours: eight weeks are eight minutes here */
export const WEEK = 60_000;
const START = Date.parse('2026-09-01T02:00:00.000Z');
export const CLASSES = 6;
export const PUPILS = 12;

/** The planted truth: effects of .3, .4 and .5 points, whose mean is .4. */
export const planted = [
  { regionCode: '330300', effect: 0.3 },
  { regionCode: '410100', effect: 0.4 },
  { regionCode: '450200', effect: 0.5 },
];

export interface Station {
  readonly organisation: TestOrganisation;
  readonly supervisor: TestUser;
  readonly regionCode: string;
  readonly classes: readonly { readonly id: string; readonly arm: 'intervention' | 'comparison' }[];
  readonly scores: ReadonlyMap<string, { readonly baseline: number; readonly post: number }>;
}

export let server: TestServer;
export let now = START;
export let alliance: TestOrganisation;
export let manager: TestUser;
export let evaluator: TestUser;
export let stations: Station[];

/** A server of this file's own with an alliance and the stations of three regions, whose classes may take part in its studies. */
export function useStudyStations(): void {
  beforeAll(async () => {
    server = await startTestServer({ clock: () => new Date(now) });
    alliance = await makeOrganisation(server);
    manager = await makeUser(server, alliance, 'manager');
    evaluator = await makeUser(server, alliance, 'evaluator');
    stations = [];
    for (const [index, { regionCode, effect }] of planted.entries())
      stations.push(await makeStation(regionCode, effect, 20 + index));
  });
  afterAll(() => server.dispose());
}

/** @param milliseconds negative: back */
export function letPass(milliseconds: number): void {
  now += milliseconds;
}

export const iso = (offset: number) => new Date(now + offset).toISOString();

/** A station with classes of pupils who consent, and the scores that they will answer with. */
async function makeStation(regionCode: string, effect: number, seed: number): Promise<Station> {
  const random = createRandom(seed);
  const organisation = await makeOrganisation(server, regionCode);
  const supervisor = await makeUser(server, organisation, 'supervisor');
  const [siteId] = organisation.siteIds;
  const classes = Array.from({ length: CLASSES }, (_, index) => ({
    id: newId(now),
    arm: index % 2 === 0 ? ('intervention' as const) : ('comparison' as const),
  }));
  const scores = new Map<string, { baseline: number; post: number }>();
  const origin = { requestId: 'test', language: 'zh-CN' } as const;
  const work = new Work(server.services, systemSettings(organisation.id), origin);
  await work.change(async (change) => {
    registerClasses(
      change,
      siteId,
      classes.map(({ id }, index) => ({
        id,
        parentId: null,
        kind: 'class' as const,
        name: `八年级${index + 1}班`,
        grade: null,
      })),
    );
    for (const { id: classId, arm } of classes) {
      const isIntervention = arm === 'intervention';
      const drawn = plantedScores(random, { isIntervention, effect, size: PUPILS });
      const people = drawn.map((): NewPerson => makePupil(siteId, classId, regionCode));
      await registerMany(change, people);
      recordManyConsents(change, people, supervisor.id);
      people.forEach((person, index) => {
        const score = drawn[index];
        if (score !== undefined) scores.set(person.id, score);
      });
    }
  });
  return { organisation, supervisor, regionCode, classes, scores };
}

let pupils = 0;

function makePupil(siteId: string, classId: string, regionCode: string): NewPerson {
  pupils += 1;
  return {
    id: newId(now),
    siteId,
    workerIds: [],
    classId,
    regionCode,
    status: 'registered',
    name: `学生${pupils}`,
    sex: pupils % 2 === 0 ? 'female' : 'male',
    birthDate: '2013-03-04',
    idNumber: '',
    studentNumber: String(pupils),
    phone: null,
    address: '',
    guardians: [{ id: newId(now), name: '家长', phone: '13800000000' }],
    createdAt: new Date(now),
  };
}

export const plan = (more: object = {}) => ({
  title: '暖途八周：三地班级研究',
  question: '八周后，参加的班级比等候的班级心理韧性更高吗？',
  playbookId: 'warm-way@1',
  arms: { intervention: '八周暖途小组', comparison: '下学期再参加' },
  allocation: 'existing_classes',
  primaryOutcome: { instrumentId: 'growth-check@1', scale: 'total' },
  reliability: { r: 0.85, kind: 'alpha', source: '本次基线数据' },
  sd: { kind: 'baseline' },
  ...more,
});

export async function makeStudy(user: TestUser, more: object = {}): Promise<string> {
  const { status, body } = await user.call('POST', '/api/v1/studies', plan(more));
  expect(status).toBe(201);
  return body.id;
}

export async function register(user: TestUser, id: string) {
  const answer = await user.call('POST', `/api/v1/studies/${id}/register`);
  await deliverAll(server);
  return answer;
}
export const join = ({ supervisor, classes }: Station, id: string) =>
  supervisor.call('POST', `/api/v1/studies/${id}/join`, {
    classes: classes.map(({ id: classId, arm }) => ({ classId, arm })),
  });

/** Plans and opens a round of the study, and gives the tokens of each class. */
export async function openRound({ supervisor, classes }: Station, studyTag: string, wave: string) {
  const { body: campaign } = await supervisor.call('POST', '/api/v1/campaigns', {
    title: `测评 ${wave}`,
    wave,
    studyTag,
    opensAt: iso(-1000),
    closesAt: iso(WEEK),
    classIds: classes.map(({ id }) => id),
  });
  await supervisor.call('POST', `/api/v1/campaigns/${campaign.id}/open`);
  const tokens: { clientId: string; token: string }[] = [];
  for (const { id: classId } of classes) {
    const { body } = await supervisor.call('POST', `/api/v1/campaigns/${campaign.id}/links`, { classId });
    const items: { clientId: string; link: string }[] = body.items;
    tokens.push(...items.map(({ clientId, link }) => ({ clientId, token: link.split('#')[1] ?? '' })));
  }
  return { campaignId: campaign.id as string, tokens };
}

export async function answer(invitationToken: string, instrumentId: string, answers: object) {
  const body = { id: newId(now), instrumentId, answers, answeredAt: iso(-500), invitationToken };
  const { status } = await request(server, 'POST', '/api/v1/responses', body);
  expect(status).toBe(201);
}
