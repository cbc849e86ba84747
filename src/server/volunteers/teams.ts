import type { BodyOf } from '../../contract/operation.ts';
import type { CreateVolunteerTeam, VolunteerTeamView } from '../../contract/volunteers.ts';
import { findReachableSite } from '../organisations/public.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { holdVolunteer } from './qualifications.ts';
import * as sql from './sql.ts';

export async function listTeams(reading: Reading): Promise<{ items: VolunteerTeamView[] }> {
  const [rows] = await reading.all(sql.listTeams({ organisationId: reading.organisationId }));
  return {
    items: rows.map(({ id, name, site_id: siteId, members }) => ({
      id,
      name,
      siteId,
      members: members ?? 0,
    })),
  };
}

/** What a repeated request finds. @throws AppError not_found */
export async function readTeam(reading: Reading, id: string): Promise<VolunteerTeamView> {
  const team = (await listTeams(reading)).items.find((one) => one.id === id);
  if (team === undefined) throw new AppError('not_found');
  return team;
}

/** @throws AppError unknown_site */
export async function createTeam(
  change: Change,
  accountId: string,
  { id, name, siteId = null }: BodyOf<typeof CreateVolunteerTeam>,
): Promise<VolunteerTeamView> {
  const { organisationId, now } = change;
  if (siteId !== null && (await findReachableSite(change, siteId)) === undefined)
    throw new AppError('unknown_site', { fields: [{ path: '/siteId', code: 'unknown_site' }] });
  change.push(sql.insertTeam({ organisationId, id, name, siteId, by: accountId, now }));
  change.audit({ action: 'volunteer_team.create', subjectKind: 'volunteer_team', subjectIds: [id] });
  return { id, name, siteId, members: 0 };
}

/** The unique name decides, also of two who begin it at once. @throws AppError team_name_taken */
export function refuseTakenName(error: unknown): never {
  if (violatedConstraint(error) === 'volunteer_team_name_key')
    throw new AppError('team_name_taken', { fields: [{ path: '/name', code: 'team_name_taken' }] });
  throw error;
}

interface Membership {
  readonly teamId: string;
  readonly volunteerId: string;
  readonly accountId: string;
}

/** @throws AppError not_found, volunteer_not_there */
export async function putMember(
  change: Change,
  { teamId, volunteerId, accountId }: Membership,
): Promise<null> {
  const { organisationId, now } = change;
  if ((await change.first(sql.readTeam({ organisationId, id: teamId }))) === undefined)
    throw new AppError('not_found');
  await holdVolunteer(change, volunteerId);
  change.push(sql.insertTeamMember({ organisationId, teamId, volunteerId, by: accountId, now }));
  audit(change, { action: 'volunteer_team.add' }, { teamId, volunteerId });
  return null;
}

/** Taken out twice, out once. */
export async function removeMember(
  change: Change,
  { teamId, volunteerId }: Pick<Membership, 'teamId' | 'volunteerId'>,
): Promise<null> {
  change.push(sql.deleteTeamMember({ organisationId: change.organisationId, teamId, volunteerId }));
  audit(change, { action: 'volunteer_team.remove' }, { teamId, volunteerId });
  return null;
}

function audit(
  change: Change,
  { action }: { action: string },
  { teamId, volunteerId }: Pick<Membership, 'teamId' | 'volunteerId'>,
): void {
  change.audit({ action, subjectKind: 'volunteer', subjectIds: [volunteerId], detail: { team: teamId } });
}
