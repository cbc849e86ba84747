import type { TeamPageView } from '../../contract/recognition.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { listMembers, readTeam } from '../volunteers/public.ts';
import { newPageToken, teamPagePath } from './page-paths.ts';
import * as pages from './sql-pages.ts';

type Access = Pick<Reading, 'all' | 'organisationId'>;

/** @throws AppError not_found */
export async function readTeamPage({ all, organisationId }: Access, teamId: string): Promise<TeamPageView> {
  const of = { organisationId, teamId };
  const [[team], [page], members, names] = await all(
    readTeam({ organisationId, id: teamId }),
    pages.readTeamPage(of),
    listMembers(of),
    pages.listTeamNames(of),
  );
  if (team === undefined) throw new AppError('not_found');
  return {
    path: page === undefined ? null : teamPagePath(page.token),
    words: page?.words ?? '',
    members: members.length,
    named: names.length,
  };
}

/** @throws AppError not_found */
export async function putTeamPage(
  change: Change,
  { teamId, accountId }: { teamId: string; accountId: string },
  words: string,
): Promise<TeamPageView> {
  const { organisationId, now } = change;
  // whoever finds no team publishes none
  await readTeamPage(change, teamId);
  change.push(
    pages.putTeamPage({
      organisationId,
      teamId,
      token: newPageToken(),
      words: words.trim(),
      by: accountId,
      now,
    }),
  );
  change.audit({ action: 'team_page.publish', subjectKind: 'volunteer_team', subjectIds: [teamId] });
  return readTeamPage(change, teamId);
}

/** Taken back twice, it is gone. @throws AppError not_found */
export async function endTeamPage(change: Change, teamId: string): Promise<null> {
  const { organisationId } = change;
  await readTeamPage(change, teamId);
  change.push(pages.deleteTeamPage({ organisationId, teamId }));
  change.push(pages.deleteTeamNames({ organisationId, teamId }));
  change.audit({ action: 'team_page.end', subjectKind: 'volunteer_team', subjectIds: [teamId] });
  return null;
}
