import { afterAll, beforeAll, expect } from 'vitest';
import { newId } from '../src/server/platform/database/ids.ts';
import { haveClass, haveConsent, havePupil, haveSlips, HOUR } from './rounds.ts';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from './server.ts';

export let server: TestServer;
export let wenzhou: TestOrganisation;
export let supervisor: TestUser;
export let worker: TestUser;
export let elsewhere: TestUser;
/** what the server takes for now */
let now = Date.parse('2026-11-20T02:00:00.000Z');

/** A server of this file's own with an organisation whose pupils answer: staff of it, classes, rounds and their links. */
export function useMeasuredSchool(): void {
  beforeAll(async () => {
    server = await startTestServer({ clock: () => new Date(now) });
    wenzhou = await makeOrganisation(server);
    supervisor = await makeUser(server, wenzhou, 'supervisor');
    worker = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[0]]);
    elsewhere = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[1]]);
  });
  afterAll(() => server.dispose());
}

/** @param milliseconds negative: back */
export function letPass(milliseconds: number): void {
  now += milliseconds;
}

export const iso = (offset: number) => new Date(now + offset).toISOString();

const staff = () => ({ server, organisation: wenzhou, supervisor, iso });
export const makeClass = (name: string) => haveClass(staff(), name);
export const makePupil = (classId: string, name: string, hasConsent = true) =>
  havePupil(staff(), classId, { name, hasConsent });
export const consent = (clientId: string) => haveConsent(supervisor, clientId);

export async function planRound(classIds: string[], more: object = {}): Promise<string> {
  const { status, body } = await supervisor.call('POST', '/api/v1/campaigns', {
    title: '秋季筛查',
    wave: 'baseline',
    opensAt: iso(-HOUR),
    closesAt: iso(HOUR),
    classIds,
    ...more,
  });
  expect(status).toBe(201);
  return body.id;
}

export const issue = (campaignId: string, classId: string) => haveSlips(supervisor, campaignId, { classId });

/** A class with a round opened for it, and the link of each pupil. */
export async function openRound(names: string[], more: object = {}) {
  const classId = await makeClass(`班 ${newId()}`);
  const clientIds = new Map<string, string>();
  for (const name of names) clientIds.set(name, await makePupil(classId, name));
  const campaignId = await planRound([classId], more);
  await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/open`);
  const tokens = await issue(campaignId, classId);
  const idOf = (name: string) => clientIds.get(name) ?? '';
  const tokenOf = (name: string) => tokens.get(name) ?? '';
  return { classId, campaignId, idOf, tokenOf };
}

export const growthAnswers = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [`growth-${index + 1}`, 3] as const),
);

export function submit(invitationToken: string, body: object = {}) {
  return request(server, 'POST', '/api/v1/responses', {
    id: newId(),
    instrumentId: 'growth-check@1',
    answers: growthAnswers,
    answeredAt: iso(-1000),
    invitationToken,
    ...body,
  });
}

export const openForm = (invitationToken: string) =>
  request(server, 'POST', '/api/v1/answer-forms', { invitationToken });

export async function countResponses(): Promise<number> {
  const { rows } = await server.admin.query('select count(*)::int as count from response');
  return rows[0].count;
}

export function responseOf(clientId: string, body: object = {}) {
  return {
    id: newId(),
    clientId,
    instrumentId: 'gad-7@1',
    answers: { 'gad7-1': 2, 'gad7-2': 1, 'gad7-3': 1, 'gad7-4': 0, 'gad7-5': 0, 'gad7-6': 3, 'gad7-7': 0 },
    answeredAt: iso(-1000),
    ...body,
  };
}

export const selfHarm = { instrumentId: 'phq-9@1', answers: { 'phq9-1': 2, 'phq9-9': 3 } };

/** Kinds of a person's alerts that answers raised, as a supervisor is told them. */
export async function alertsOf(clientId: string): Promise<string[]> {
  const items = await Promise.all(
    ['open', 'closed'].map(
      async (state) =>
        (await supervisor.call('GET', `/api/v1/alerts?clientId=${clientId}&state=${state}`)).body.items,
    ),
  );
  const { rows } = await server.admin.query('select id from response where client_id = $1', [clientId]);
  const answers = new Set(rows.map(({ id }) => id));
  return items
    .flat()
    .filter(({ sources }) => sources.some(({ id }: { id: string }) => answers.has(id)))
    .map(({ kind }) => kind)
    .toSorted((left, right) => (left < right ? -1 : 1));
}

/** Items 4 to 8 of PHQ-9, and no thoughts of self-harm. */
export function otherItems(value: number) {
  return { ...Object.fromEntries([4, 5, 6, 7, 8].map((item) => [`phq9-${item}`, value])), 'phq9-9': 0 };
}
