import { prepare, query } from '../platform/database/statement.ts';
import { sql as raw } from 'kysely';

interface InOrganisation {
  organisationId: string;
}
interface OfVolunteer extends InOrganisation {
  volunteerId: string;
}
interface OfTeam extends InOrganisation {
  teamId: string;
}

export const findVolunteerPage = prepare((p: { token: string }) =>
  query
    .selectFrom(
      raw<{
        organisation_id: string;
        volunteer_id: string;
      }>`app.find_volunteer_page(${p.token})`.as('found'),
    )
    .select(['found.organisation_id', 'found.volunteer_id']),
);

export const readPage = prepare((p: OfVolunteer) =>
  query
    .selectFrom('volunteer_page')
    .select(['id', 'token', 'parts', 'sealed'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

/** Two at once are one. */
export const insertPage = prepare(
  (p: OfVolunteer & { id: string; token: string; parts: string[]; sealed: Buffer; now: Date }) =>
    query
      .insertInto('volunteer_page')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        volunteer_id: p.volunteerId,
        token: p.token,
        parts: p.parts,
        sealed: p.sealed,
        published_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

export const changePage = prepare((p: OfVolunteer & { parts: string[]; sealed: Buffer; now: Date }) =>
  query
    .updateTable('volunteer_page')
    .set({ parts: p.parts, sealed: p.sealed, published_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const deletePage = prepare((p: OfVolunteer) =>
  query
    .deleteFrom('volunteer_page')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const findTeamPage = prepare((p: { token: string }) =>
  query
    .selectFrom(raw<{ organisation_id: string; team_id: string }>`app.find_team_page(${p.token})`.as('found'))
    .select(['found.organisation_id', 'found.team_id']),
);

export const readTeamPage = prepare((p: OfTeam) =>
  query
    .selectFrom('team_page')
    .select(['token', 'words'])
    .where('organisation_id', '=', p.organisationId)
    .where('team_id', '=', p.teamId),
);

/** Published anew, it is at its address. */
export const putTeamPage = prepare((p: OfTeam & { token: string; words: string; by: string; now: Date }) =>
  query
    .insertInto('team_page')
    .values({
      organisation_id: p.organisationId,
      team_id: p.teamId,
      token: p.token,
      words: p.words,
      published_by: p.by,
      published_at: p.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'team_id']).doUpdateSet({ words: p.words }),
    ),
);

export const deleteTeamPage = prepare((p: OfTeam) =>
  query
    .deleteFrom('team_page')
    .where('organisation_id', '=', p.organisationId)
    .where('team_id', '=', p.teamId),
);

export const listTeamPages = prepare((p: InOrganisation & { teamIds: string[] }) =>
  query
    .selectFrom('team_page')
    .select(['team_id', 'token'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`team_id = any(${p.teamIds}::uuid[])`),
);

/** Consented to be named there. */
export const listTeamNames = prepare((p: OfTeam) =>
  query
    .selectFrom('team_page_name')
    .select(['id', 'volunteer_id', 'sealed'])
    .where('organisation_id', '=', p.organisationId)
    .where('team_id', '=', p.teamId),
);

export const listTeamNamesOf = prepare((p: OfVolunteer) =>
  query
    .selectFrom('team_page_name')
    .select(['id', 'team_id', 'sealed'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

/** The foreign key refuses who is no member of the team. */
export const insertTeamName = prepare((p: OfTeam & OfVolunteer & { id: string; sealed: Buffer; now: Date }) =>
  query.insertInto('team_page_name').values({
    organisation_id: p.organisationId,
    id: p.id,
    team_id: p.teamId,
    volunteer_id: p.volunteerId,
    sealed: p.sealed,
    consented_at: p.now,
  }),
);

export const deleteTeamName = prepare((p: OfTeam & OfVolunteer) =>
  query
    .deleteFrom('team_page_name')
    .where('organisation_id', '=', p.organisationId)
    .where('team_id', '=', p.teamId)
    .where('volunteer_id', '=', p.volunteerId),
);

/** With the page: whoever is to be named on another is asked again. */
export const deleteTeamNames = prepare((p: OfTeam) =>
  query
    .deleteFrom('team_page_name')
    .where('organisation_id', '=', p.organisationId)
    .where('team_id', '=', p.teamId),
);

export const deleteTeamNamesOf = prepare((p: OfVolunteer) =>
  query
    .deleteFrom('team_page_name')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);
