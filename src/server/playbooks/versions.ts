import type { Static } from 'typebox';
import type { PlaybookItem } from '../../contract/playbooks.ts';
import { comparePlaybooks } from '../../domain/playbooks/compare-playbooks.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { type Party, readParties } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

type PlaybookItemView = Static<typeof PlaybookItem>;
type Credit = PlaybookItemView['credits'][number];

interface VersionRow {
  id: string;
  code: string;
  number: number;
  content: unknown;
  based_on: string | null;
}

export async function listPlaybooks(reading: Reading): Promise<{ items: PlaybookItemView[] }> {
  const partyOf = await readParties(reading);
  const [rows, adoptions] = await reading.all(sql.listVersions({}), sql.listAdoptions({}));
  const adoptersOf = Map.groupBy(adoptions, ({ playbook_id }) => playbook_id);
  const newest = new Map(
    rows.toSorted((left, right) => left.number - right.number).map(({ id, code }) => [code, id]),
  );
  return {
    items: rows.map((row) => {
      const content = row.content as Playbook;
      const adopters = (adoptersOf.get(row.id) ?? []).map(({ organisation_id: id }) => partyOf(id));
      const { keeper_organisation_id: keeperId } = row;
      return {
        id: row.id,
        code: row.code,
        title: content.title,
        purpose: content.purpose,
        sessions: content.sessions.length,
        keeper: keeperId === null ? null : partyOf(keeperId),
        adaptsCode: row.adapts_code,
        basedOn: row.based_on,
        summary: row.summary,
        credits: row.credits as Credit[],
        publishedAt: row.published_at.toISOString(),
        isNewest: newest.get(row.code) === row.id,
        changes: changesOf(row, rows),
        isAdopted: adopters.some(({ organisationId }: Party) => organisationId === reading.organisationId),
        adopters,
      };
    }),
  };
}

/** Counted against the version before it; the first one against the model that it adapts. */
function changesOf(row: VersionRow, rows: readonly VersionRow[]): number | null {
  const before = rows
    .filter(({ code, number }) => code === row.code && number < row.number)
    .sort((left, right) => right.number - left.number)[0];
  const earlier = before ?? rows.find(({ id }) => id === row.based_on);
  if (earlier === undefined) return null;
  return comparePlaybooks(earlier.content as Playbook, row.content as Playbook).length;
}

/** @throws AppError not_found */
export async function adoptPlaybook(change: Change, id: string): Promise<void> {
  const { organisationId, now } = change;
  const row = await change.first(sql.readVersion({ id }));
  if (row === undefined) throw new AppError('not_found');
  change.push(sql.adopt({ organisationId, code: row.code, playbookId: id, now }));
  change.audit({
    action: 'playbook.adopt',
    subjectKind: 'playbook',
    subjectIds: [],
    detail: { playbook: id },
  });
}

/** @throws AppError not_found */
export async function leavePlaybook(change: Change, id: string): Promise<void> {
  const { organisationId } = change;
  const row = await change.first(sql.readVersion({ id }));
  if (row === undefined) throw new AppError('not_found');
  change.push(sql.leave({ organisationId, code: row.code }));
  change.audit({
    action: 'playbook.leave',
    subjectKind: 'playbook',
    subjectIds: [],
    detail: { playbook: id },
  });
}
