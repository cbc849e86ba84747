import { newId } from '../src/server/platform/database/ids.ts';
import type { TestOrganisation, TestServer, TestUser } from './server.ts';

interface Staff {
  readonly server: TestServer;
  readonly organisation: TestOrganisation;
  readonly supervisor: TestUser;
  readonly iso: (offset: number) => string;
}

export const HOUR = 3_600_000;

/** A class of a school, by the database: rosters have a test of their own. */
export async function haveClass(
  { server, organisation }: Pick<Staff, 'server' | 'organisation'>,
  name: string,
  school?: string,
): Promise<string> {
  const siteId = organisation.siteIds[0];
  const insert = async (kind: 'school' | 'class', own: string, parentId: string | null) => {
    const id = newId();
    await server.admin.query(
      `insert into school_class (organisation_id, id, site_id, parent_id, kind, name, created_at)
       values ($1, $2, $3, $4, $5, $6, now()) on conflict do nothing`,
      [organisation.id, id, siteId, parentId, kind, own],
    );
    const { rows } = await server.admin.query(
      `select id from school_class where organisation_id = $1 and name = $2
         and parent_id is not distinct from $3`,
      [organisation.id, own, parentId],
    );
    return rows[0].id as string;
  };
  return insert('class', name, school === undefined ? null : await insert('school', school, null));
}

/** A pupil of fifteen, who may consent alone. */
export async function havePupil(
  { supervisor, organisation }: Pick<Staff, 'supervisor' | 'organisation'>,
  classId: string,
  { name, hasConsent = true }: { name: string; hasConsent?: boolean },
): Promise<string> {
  const siteId = organisation.siteIds[0];
  const pupil = { name, birthDate: '2011-03-04', classId, siteId };
  const { body } = await supervisor.call('POST', '/api/v1/clients', pupil);
  if (hasConsent) await haveConsent(supervisor, body.id);
  return body.id;
}

export async function haveConsent(supervisor: TestUser, clientId: string): Promise<string> {
  const given = { purpose: 'assessment', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
  const { body } = await supervisor.call('POST', `/api/v1/clients/${clientId}/consents`, given);
  return body.id;
}

/** A round opened for these classes, from an hour ago to an hour ahead. */
export async function haveRound(
  { supervisor, iso }: Staff,
  classIds: readonly string[],
  more: object = {},
): Promise<string> {
  const { body } = await supervisor.call('POST', '/api/v1/campaigns', {
    title: '秋季筛查',
    wave: 'baseline',
    instrumentIds: ['phq-9@1'],
    opensAt: iso(-HOUR),
    closesAt: iso(HOUR),
    classIds,
    ...more,
  });
  await supervisor.call('POST', `/api/v1/campaigns/${body.id}/open`);
  return body.id;
}

/** The secret of each pupil's new slip, by name. */
export async function haveSlips(
  supervisor: TestUser,
  campaignId: string,
  body: object,
): Promise<Map<string, string>> {
  const issued = await supervisor.call('POST', `/api/v1/campaigns/${campaignId}/links`, body);
  const items: { name: string; link: string }[] = issued.body.items;
  return new Map(items.map(({ name, link }) => [name, link.split('#')[1] ?? '']));
}
