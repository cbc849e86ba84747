import { randomInt } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';

interface Round {
  readonly campaignId: string;
  /** name → address of the link, without host */
  readonly links: ReadonlyMap<string, string>;
  readonly clientIds: ReadonlyMap<string, string>;
}

const HOUR = 3_600_000;

/** What a station does before a lesson, by the API: roster, consents, round, links. `api` signs in. */
export async function openRound(
  api: APIRequestContext,
  names: readonly string[],
  instrumentIds?: readonly string[],
): Promise<Round> {
  await call(api, '/api/v1/auth/sign-in', { username: 'supervisor.wenzhou', password: 'nuantu-demo' });
  const me = await (await api.get('/api/v1/me')).json();
  const school = `测试学校${randomInt(1_000_000_000)}`;
  const classId = await importClass(api, me.sites[0].id, school, names);
  const { items: clients } = await (await api.get(`/api/v1/clients?classId=${classId}`)).json();
  for (const { id } of clients) {
    const consent = {
      purpose: 'assessment',
      givenBy: 'client',
      evidence: 'signed_form',
      givenOn: '2026-09-01',
    };
    await call(api, `/api/v1/clients/${id}/consents`, consent);
  }
  const campaign = await call(api, '/api/v1/campaigns', {
    title: '秋季成长问卷',
    titleEn: 'Autumn growth questionnaire',
    wave: 'baseline',
    contact: { name: '陈晓岚', phone: '0577-8866' },
    opensAt: new Date(Date.now() - HOUR).toISOString(),
    closesAt: new Date(Date.now() + 48 * HOUR).toISOString(),
    classIds: [classId],
    ...(instrumentIds === undefined ? {} : { instrumentIds }),
  });
  await call(api, `/api/v1/campaigns/${campaign.id}/open`);
  const sheet = await call(api, `/api/v1/campaigns/${campaign.id}/links`, { classId });
  const slips = sheet.items as { name: string; link: string; clientId: string }[];
  return {
    campaignId: campaign.id,
    links: new Map(slips.map(({ name, link }) => [name, link.slice(new URL(link).origin.length)])),
    clientIds: new Map(slips.map(({ name, clientId }) => [name, clientId])),
  };
}

/** A class of a school of one's own, by a roster. @returns its id */
export async function importClass(
  api: APIRequestContext,
  siteId: string,
  school: string,
  names: readonly string[],
): Promise<string> {
  const rows = names.map((name, index) => `${name},2011-03-04,${index + 1},${school},八年级,一班`);
  const data = Buffer.from(['姓名,出生日期,学号,学校,年级,班级', ...rows].join('\n'));
  const headers = { 'content-type': 'application/octet-stream' };
  const address = `/api/v1/roster-imports?siteId=${siteId}&fileName=roster.csv`;
  const answer = await api.post(address, { data, headers });
  if (!answer.ok()) throw new Error(`roster import: ${answer.status()} ${await answer.text()}`);
  const { items } = await (await api.get('/api/v1/classes')).json();
  const classes = items as { id: string; parentId: string | null; name: string }[];
  const parent = classes.find(({ name }) => name === school);
  return classes.find(({ parentId }) => parentId === parent?.id)?.id ?? '';
}

/** @throws Error with the answer where it is not a success */
export async function call(api: APIRequestContext, address: string, data: object = {}) {
  const answer = await api.post(address, { data });
  if (!answer.ok()) throw new Error(`${address}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}
