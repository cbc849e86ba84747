import type { BodyOf } from '../../contract/operation.ts';
import type { OwnPageView, OwnRecognitionView, PutOwnPage } from '../../contract/recognition.ts';
import { type PagePart, pageParts } from '../../domain/volunteers/recognition.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';
import {
  type Holder,
  isOfFullAge,
  listKeysOf,
  listTeamsOf,
  openOwnEntries,
  openPart,
  type OwnParts,
  readCandidates,
  type SealedPerson,
  sealPart,
} from '../volunteers/public.ts';
import { newPageToken, teamPagePath, volunteerPagePath } from './page-paths.ts';
import * as pages from './sql-pages.ts';

type PageRow = RowOf<ReturnType<typeof pages.readPage>>;

function viewPage(keys: OrganisationKeys, person: SealedPerson, row: PageRow): OwnPageView {
  return {
    path: volunteerPagePath(row.token),
    name: openPart(keys, person, { table: 'volunteer_page', rowId: row.id }, row.sealed)?.name ?? '',
    parts: row.parts as PagePart[],
  };
}

/** The page of oneself, and those of one's teams with the name that one is shown by. */
export async function readOwnPages(
  reading: Reading,
  person: SealedPerson,
): Promise<Pick<OwnRecognitionView, 'page' | 'teams'>> {
  const { organisationId, keys } = reading;
  const of = { organisationId, volunteerId: person.id };
  const [[page], teams, names] = await reading.all(
    pages.readPage(of),
    listTeamsOf(of),
    pages.listTeamNamesOf(of),
  );
  const [shown] = await reading.all(
    pages.listTeamPages({ organisationId, teamIds: teams.map(({ id }) => id) }),
  );
  const tokens = new Map(shown.map((row) => [row.team_id, row.token]));
  const nameAt = new Map(names.map((row) => [row.team_id, row]));
  return {
    page: page === undefined ? null : viewPage(keys.beside, person, page),
    teams: teams.map(({ id, name }) => {
      const token = tokens.get(id);
      const named = nameAt.get(id);
      const place = { table: 'team_page_name', rowId: named?.id ?? '' } as const;
      return {
        id,
        name,
        path: token === undefined ? null : teamPagePath(token),
        shownName:
          named === undefined ? null : (openPart(keys.beside, person, place, named.sealed)?.name ?? ''),
      };
    }),
  };
}

interface Own {
  readonly volunteerId: string;
  readonly work: Work;
}

/** @throws AppError volunteer_not_member */
async function openAt(parts: OwnParts, holder: Holder, organisationId: string): Promise<Own> {
  const opened = await openOwnEntries(parts, holder);
  const entry = opened.find((one) => one.organisationId === organisationId);
  if (entry === undefined) throw new AppError('volunteer_not_member');
  return { volunteerId: entry.entryId, work: entry.own };
}

/**
 * Published anew, it stays at its address; after it was withdrawn it has another.
 * @throws AppError volunteer_not_member, volunteer_not_accepted, page_full_age
 */
export async function putOwnPage(
  parts: OwnParts,
  holder: Holder,
  { organisationId, body }: { organisationId: string; body: BodyOf<typeof PutOwnPage> },
): Promise<OwnPageView> {
  const { work, volunteerId } = await openAt(parts, holder, organisationId);
  return work.change((change) => publish(change, volunteerId, body));
}

/** @throws AppError volunteer_not_accepted, page_full_age */
export async function publish(
  change: Change,
  volunteerId: string,
  { name, parts }: BodyOf<typeof PutOwnPage>,
): Promise<OwnPageView> {
  const { organisationId, keys, now } = change;
  const person = await mayBeShown(change, volunteerId);
  const of = { organisationId, volunteerId };
  const chosen = pageParts.filter((part) => parts.includes(part));
  const sealOf = (rowId: string) =>
    sealPart(keys, keys.personKey(person.id, person.wrapped), { table: 'volunteer_page', rowId }, { name });
  const id = newId(now.getTime());
  change.push(pages.insertPage({ ...of, id, token: newPageToken(), parts: chosen, sealed: sealOf(id), now }));
  const there = await change.first(pages.readPage(of));
  if (there === undefined) throw new AppError('not_found');
  const sealed = sealOf(there.id);
  if (there.id !== id) change.push(pages.changePage({ ...of, parts: chosen, sealed, now }));
  change.audit({
    action: 'volunteer_page.publish',
    subjectKind: 'volunteer',
    subjectIds: [volunteerId],
    detail: { parts: chosen },
  });
  return viewPage(keys, person, { ...there, parts: chosen, sealed });
}

/** Accepted, and known to be of full age. @throws AppError volunteer_not_accepted, page_full_age */
async function mayBeShown(change: Change, volunteerId: string): Promise<{ id: string; wrapped: Buffer }> {
  const { organisationId } = change;
  const people = await readCandidates(change, [volunteerId]);
  const person = await change.first(listKeysOf({ organisationId, volunteerIds: [volunteerId] }));
  const wrapped = person?.wrapped ?? null;
  if (wrapped === null || people.get(volunteerId)?.state !== 'accepted')
    throw new AppError('volunteer_not_accepted');
  if (!(await isOfFullAge(change, volunteerId))) throw new AppError('page_full_age');
  return { id: volunteerId, wrapped };
}

/** Withdrawn twice, it is gone. @throws AppError volunteer_not_member */
export async function endOwnPage(parts: OwnParts, holder: Holder, organisationId: string): Promise<null> {
  const { work, volunteerId } = await openAt(parts, holder, organisationId);
  return work.change(async (change) => {
    change.push(pages.deletePage({ organisationId, volunteerId }));
    change.audit({ action: 'volunteer_page.end', subjectKind: 'volunteer', subjectIds: [volunteerId] });
    return null;
  });
}

/** The organisation where one is in a team. @throws AppError not_found */
async function openTeam(parts: OwnParts, holder: Holder, teamId: string): Promise<Own> {
  const opened = await openOwnEntries(parts, holder);
  const found = await Promise.all(
    opened.map(async ({ organisationId, entryId: volunteerId, own }) => {
      const [teams] = await own.read((reading) => reading.all(listTeamsOf({ organisationId, volunteerId })));
      return teams.some(({ id }) => id === teamId) ? [{ volunteerId, work: own }] : [];
    }),
  );
  const [own] = found.flat();
  if (own === undefined) throw new AppError('not_found');
  return own;
}

/** Named anew, by the last name. @throws AppError not_found, volunteer_not_accepted, page_full_age */
export async function putTeamName(
  parts: OwnParts,
  holder: Holder,
  { teamId, name }: { teamId: string; name: string },
): Promise<null> {
  const { work, volunteerId } = await openTeam(parts, holder, teamId);
  return work.change(async (change) => {
    const { organisationId, keys, now } = change;
    const person = await mayBeShown(change, volunteerId);
    const of = { organisationId, teamId, volunteerId };
    const id = newId(now.getTime());
    const key = keys.personKey(person.id, person.wrapped);
    const sealed = sealPart(keys, key, { table: 'team_page_name', rowId: id }, { name });
    change.push(pages.deleteTeamName(of));
    change.push(pages.insertTeamName({ ...of, id, sealed, now }));
    change.audit({
      action: 'team_page.consent',
      subjectKind: 'volunteer',
      subjectIds: [volunteerId],
      detail: { team: teamId },
    });
    return null;
  });
}

/** Withdrawn twice, it is withdrawn. @throws AppError not_found */
export async function endTeamName(parts: OwnParts, holder: Holder, teamId: string): Promise<null> {
  const { work, volunteerId } = await openTeam(parts, holder, teamId);
  return work.change(async (change) => {
    const { organisationId } = change;
    change.push(pages.deleteTeamName({ organisationId, teamId, volunteerId }));
    change.audit({
      action: 'team_page.withdraw',
      subjectKind: 'volunteer',
      subjectIds: [volunteerId],
      detail: { team: teamId },
    });
    return null;
  });
}
