import { sql as raw } from 'kysely';
import { withEntry } from '../books/public.ts';
import { onlyWithPersonKey, withPersonKey } from '../platform/database/person-key.ts';
import { plain, prepare, prepareVariants, query, type Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfHolder extends InOrganisation {
  accountId: string;
}
interface OfVolunteer extends InOrganisation {
  volunteerId: string;
}

export const readProfile = prepare((p: OfHolder) =>
  onlyWithPersonKey(
    query
      .selectFrom('volunteer_profile')
      .select(['volunteer_profile.sealed', 'volunteer_profile.version'])
      .where('volunteer_profile.organisation_id', '=', p.organisationId)
      .where('volunteer_profile.account_id', '=', p.accountId),
    'volunteer_profile.account_id',
  ),
);

/** The caller holds the account. */
export const putProfile = prepare((p: OfHolder & { sealed: Buffer; version: number; now: Date }) =>
  query
    .insertInto('volunteer_profile')
    .values({
      organisation_id: p.organisationId,
      account_id: p.accountId,
      sealed: p.sealed,
      changed_at: p.now,
      version: p.version,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'account_id'])
        .doUpdateSet({ sealed: p.sealed, changed_at: p.now, version: p.version }),
    ),
);

const columns = [
  'volunteer.id',
  'volunteer.number',
  'volunteer.sealed',
  'volunteer.skills',
  'volunteer.categories',
  'volunteer.languages',
  'volunteer.region_code',
  'volunteer.state',
  'volunteer.since',
  'volunteer.is_brought',
] as const;

export interface ListFilter {
  readonly state: string | undefined;
  readonly skill: string | undefined;
  readonly category: string | undefined;
  readonly language: string | undefined;
  readonly teamId: string | undefined;
  /** with which codes of the region and of those below it begin */
  readonly regionPrefix: string | undefined;
  /** of these alone */
  readonly ids: string[] | undefined;
}

const filtered = (p: InOrganisation & ListFilter) => {
  let rows = query.selectFrom('volunteer').where('volunteer.organisation_id', '=', p.organisationId);
  if (p.state !== undefined) rows = rows.where('volunteer.state', '=', p.state);
  if (p.skill !== undefined) rows = rows.where(raw<boolean>`${p.skill} = any(volunteer.skills)`);
  if (p.category !== undefined) rows = rows.where(raw<boolean>`${p.category} = any(volunteer.categories)`);
  if (p.language !== undefined) rows = rows.where(raw<boolean>`${p.language} = any(volunteer.languages)`);
  if (p.teamId !== undefined)
    rows = rows.where(
      raw<boolean>`exists (select from volunteer_team_member where volunteer_team_member.organisation_id = ${p.organisationId}
        and volunteer_team_member.team_id = ${p.teamId} and volunteer_team_member.volunteer_id = volunteer.id)`,
    );
  if (p.regionPrefix !== undefined)
    rows = rows.where(raw<boolean>`starts_with(volunteer.region_code, ${p.regionPrefix})`);
  if (p.ids !== undefined) rows = rows.where(raw<boolean>`volunteer.id = any(${p.ids}::uuid[])`);
  return rows;
};

/**
 * Whoever asked last first: ids are made when somebody asks. What stands elsewhere of them is joined to those of the page alone: of 5,000 it took
 * 60 ms for all.
 */
export const listVolunteers = prepareVariants(
  (p: InOrganisation & ListFilter & { before: string | undefined; limit: number }) => {
    let page = filtered(p).select(['volunteer.organisation_id', ...columns]);
    if (p.before !== undefined) page = page.where('volunteer.id', '<', p.before);
    const chosen = page.orderBy('volunteer.id', 'desc').limit(p.limit).as('volunteer');
    const rows = query.selectFrom(chosen).select(columns);
    return withEntry(withPersonKey(rows, 'volunteer.id'), 'volunteer.id').orderBy('volunteer.id', 'desc');
  },
);

export const countVolunteers = prepareVariants((p: InOrganisation & ListFilter) =>
  filtered(p).select(raw<number>`count(*)::int`.as('count')),
);

export const readVolunteer = prepare((p: OfVolunteer) =>
  withEntry(
    withPersonKey(
      query
        .selectFrom('volunteer')
        .select(columns)
        .where('volunteer.organisation_id', '=', p.organisationId)
        .where('volunteer.id', '=', p.volunteerId),
      'volunteer.id',
    ),
    'volunteer.id',
  ),
);

/** Whom nobody has an account for. */
export const listBrought = prepare((p: InOrganisation) =>
  withPersonKey(
    query
      .selectFrom('volunteer')
      .select(columns)
      .where('volunteer.organisation_id', '=', p.organisationId)
      // said here and not given: else a prepared statement knows no index of them
      .where(raw<boolean>`volunteer.is_brought`)
      .where('volunteer.state', 'in', ['asked', 'accepted'])
      .orderBy('volunteer.id'),
    'volunteer.id',
  ),
);

/** Of these those whom nobody has an account for. */
export const listBroughtAmong = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('volunteer')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`volunteer.is_brought`)
    .where(raw<boolean>`id = any(${p.volunteerIds}::uuid[])`),
);

/** Of these those who are accepted: of the others nothing is approved. */
export const listAcceptedAmong = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('volunteer')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'accepted')
    .where(raw<boolean>`id = any(${p.volunteerIds}::uuid[])`),
);

/** Until the commit no table of volunteers comes in, and nobody who is compared with them. */
export const holdImports = () => plain<unknown>('select app.hold_volunteer_imports()', []);

/** In the order of their ids, so that two who hold several wait for each other in turn. */
export const holdVolunteers = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('volunteer')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.volunteerIds}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate(),
);

export const listVolunteersOf = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  withPersonKey(
    query
      .selectFrom('volunteer')
      .select(columns)
      .where('volunteer.organisation_id', '=', p.organisationId)
      .where(raw<boolean>`volunteer.id = any(${p.volunteerIds}::uuid[])`),
    'volunteer.id',
  ),
);

/** Who is accepted and can be asked: whoever has no account hears of nothing. */
export const listAcceptedIds = prepareVariants(
  (p: InOrganisation & { before: string | undefined; limit: number }) => {
    let rows = query
      .selectFrom('volunteer')
      .select('id')
      .where('organisation_id', '=', p.organisationId)
      .where('state', '=', 'accepted')
      .where('is_brought', '=', false);
    if (p.before !== undefined) rows = rows.where('id', '<', p.before);
    return rows.orderBy('id', 'desc').limit(p.limit);
  },
);

/** What opens what is sealed of volunteers; null: it is destroyed. */
export const listKeysOf = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  withPersonKey(
    query
      .selectFrom('volunteer')
      .select('volunteer.id')
      .where('volunteer.organisation_id', '=', p.organisationId)
      .where(raw<boolean>`volunteer.id = any(${p.volunteerIds}::uuid[])`),
    'volunteer.id',
  ),
);

/** Held: what is added to a record comes before its end, or is refused. */
export const lockVolunteer = prepare((p: OfVolunteer) =>
  withPersonKey(
    query
      .selectFrom('volunteer')
      .select(columns)
      .where('volunteer.organisation_id', '=', p.organisationId)
      .where('volunteer.id', '=', p.volunteerId)
      .forUpdate('volunteer'),
    'volunteer.id',
  ),
);

interface Filled extends OfVolunteer {
  sealed: Buffer;
  skills: string[];
  categories: string[];
  languages: string[];
  regionCode: string | null;
  state: string;
}

export const insertVolunteer = prepare((p: Filled & { number: string; since: Date; isBrought: boolean }) =>
  query.insertInto('volunteer').values({
    organisation_id: p.organisationId,
    id: p.volunteerId,
    number: p.number,
    sealed: p.sealed,
    skills: p.skills,
    categories: p.categories,
    languages: p.languages,
    region_code: p.regionCode,
    state: p.state,
    since: p.since,
    is_brought: p.isBrought,
  }),
);

/** From now on it has a holder. */
export const claimVolunteer = prepare((p: OfVolunteer) =>
  query
    .updateTable('volunteer')
    .set({ is_brought: false })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.volunteerId),
);

export const fillVolunteer = prepare((p: Filled) =>
  query
    .updateTable('volunteer')
    .set({
      sealed: p.sealed,
      skills: p.skills,
      categories: p.categories,
      languages: p.languages,
      region_code: p.regionCode,
      state: p.state,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.volunteerId),
);

export const moveVolunteer = prepare((p: OfVolunteer & { state: string }) =>
  query
    .updateTable('volunteer')
    .set({ state: p.state })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.volunteerId),
);

/** Nothing of the person stays but that somebody with this number was there, from when, and what was seen of them. */
export const endVolunteer = prepare((p: OfVolunteer & { state: string }) =>
  query
    .updateTable('volunteer')
    .set({
      sealed: null,
      skills: [],
      categories: [],
      languages: [],
      region_code: null,
      state: p.state,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.volunteerId),
);

/** Whether anything hangs on the record that a join would throw away. */
export const hasServedHere = (p: OfVolunteer) =>
  plain<{ has: boolean }>('select app.has_served_here($1, $2) as has', [p.organisationId, p.volunteerId]);

export function insertGone(p: OfVolunteer & { digest: Buffer; now: Date }): Statement<unknown> {
  return plain(
    `insert into volunteer_gone (organisation_id, volunteer_id, digest, gone_at) values ($1, $2, $3, $4)
     on conflict (organisation_id, volunteer_id, digest) do nothing`,
    [p.organisationId, p.volunteerId, p.digest, p.now],
  );
}

export const listGone = prepare((p: InOrganisation) =>
  query
    .selectFrom('volunteer_gone')
    .select('digest')
    .distinct()
    .where('organisation_id', '=', p.organisationId),
);

/** Who is there under another entry is not gone. */
export const deleteGone = prepare((p: OfVolunteer) =>
  query
    .deleteFrom('volunteer_gone')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const forgetGone = prepare((p: InOrganisation & { before: Date }) =>
  query
    .deleteFrom('volunteer_gone')
    .where('organisation_id', '=', p.organisationId)
    .where('gone_at', '<', p.before),
);

export const insertCorrection = prepare(
  (p: OfVolunteer & { id: string; fields: string[]; sealed: Buffer; isOfJoin: boolean; now: Date }) =>
    query.insertInto('volunteer_correction').values({
      organisation_id: p.organisationId,
      id: p.id,
      volunteer_id: p.volunteerId,
      fields: p.fields,
      sealed: p.sealed,
      is_of_join: p.isOfJoin,
      at: p.now,
    }),
);

export const listCorrections = prepare((p: OfVolunteer) =>
  query
    .selectFrom('volunteer_correction')
    .select(['id', 'fields', 'sealed', 'is_of_join', 'at'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .orderBy('id', 'desc'),
);

export const deleteCorrections = prepare((p: OfVolunteer) =>
  query
    .deleteFrom('volunteer_correction')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

const qualificationColumns = [
  'volunteer_qualification.id',
  'volunteer_qualification.volunteer_id',
  'volunteer_qualification.kind',
  'volunteer_qualification.code',
  'volunteer_qualification.sealed',
  'volunteer_qualification.minutes',
  'volunteer_qualification.valid_from',
  'volunteer_qualification.valid_until',
  'volunteer_qualification.withdrawn_on',
  'volunteer_qualification.recorded_at',
] as const;

export const listQualifications = prepare((p: OfVolunteer) =>
  query
    .selectFrom('volunteer_qualification')
    .select(qualificationColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .orderBy('valid_from', 'desc')
    .orderBy('id', 'desc'),
);

export const listQualificationsOf = prepare((p: InOrganisation & { volunteerIds: string[] }) =>
  query
    .selectFrom('volunteer_qualification')
    .select(qualificationColumns)
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`volunteer_id = any(${p.volunteerIds}::uuid[])`),
);

/** Of whoever is accepted, what ends within these days and nothing of the same kind follows; what ends first at the head. */
export const listExpiring = prepare((p: InOrganisation & { from: string; until: string }) =>
  query
    .selectFrom('volunteer_qualification')
    .innerJoin('volunteer', (join) =>
      join
        .onRef('volunteer.organisation_id', '=', 'volunteer_qualification.organisation_id')
        .onRef('volunteer.id', '=', 'volunteer_qualification.volunteer_id'),
    )
    .select([
      'volunteer_qualification.volunteer_id',
      'volunteer_qualification.kind',
      'volunteer_qualification.code',
      raw<string>`volunteer_qualification.valid_until`.as('valid_until'),
    ])
    .where('volunteer_qualification.organisation_id', '=', p.organisationId)
    .where('volunteer_qualification.valid_until', '>=', p.from)
    .where('volunteer_qualification.valid_until', '<=', p.until)
    .where('volunteer_qualification.withdrawn_on', 'is', null)
    .where('volunteer.state', '=', 'accepted')
    .where(
      raw<boolean>`not exists (select from volunteer_qualification later
        where later.organisation_id = volunteer_qualification.organisation_id
          and later.volunteer_id = volunteer_qualification.volunteer_id
          and later.kind = volunteer_qualification.kind and later.code = volunteer_qualification.code
          and later.withdrawn_on is null
          and (later.valid_until is null or later.valid_until > volunteer_qualification.valid_until))`,
    )
    .orderBy('volunteer_qualification.valid_until')
    .orderBy('volunteer_qualification.id'),
);

/** Whoever changes it holds the volunteer. */
export const readQualification = prepare((p: InOrganisation & { id: string }) =>
  query
    .selectFrom('volunteer_qualification')
    .select(qualificationColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const insertQualification = prepare(
  (
    p: OfVolunteer & {
      id: string;
      kind: string;
      code: string;
      sealed: Buffer;
      minutes: number | null;
      validFrom: string;
      validUntil: string | null;
      by: string;
      now: Date;
    },
  ) =>
    query.insertInto('volunteer_qualification').values({
      organisation_id: p.organisationId,
      id: p.id,
      volunteer_id: p.volunteerId,
      kind: p.kind,
      code: p.code,
      sealed: p.sealed,
      minutes: p.minutes,
      valid_from: p.validFrom,
      valid_until: p.validUntil,
      recorded_by: p.by,
      recorded_at: p.now,
    }),
);

export const withdrawQualification = prepare(
  (p: InOrganisation & { id: string; sealed: Buffer | null; on: string; by: string }) =>
    query
      .updateTable('volunteer_qualification')
      .set({ sealed: p.sealed, withdrawn_on: p.on, withdrawn_by: p.by })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** What was written in them goes; that it held, and from when to when, stays. */
export const emptyQualifications = prepare((p: OfVolunteer) =>
  query
    .updateTable('volunteer_qualification')
    .set({ sealed: null })
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const insertNote = prepare((p: OfVolunteer & { id: string; sealed: Buffer; by: string; now: Date }) =>
  query.insertInto('volunteer_note').values({
    organisation_id: p.organisationId,
    id: p.id,
    volunteer_id: p.volunteerId,
    sealed: p.sealed,
    by_account: p.by,
    at: p.now,
  }),
);

export const listNotes = prepare((p: OfVolunteer) =>
  query
    .selectFrom('volunteer_note')
    .select(['id', 'sealed', 'by_account', 'at'])
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId)
    .orderBy('id', 'desc'),
);

export const deleteNotes = prepare((p: OfVolunteer) =>
  query
    .deleteFrom('volunteer_note')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

/** Alone that name: fails at volunteer_team_name_key where a team has it. */
export const insertTeam = prepare(
  (p: InOrganisation & { id: string; name: string; siteId: string | null; by: string; now: Date }) =>
    query.insertInto('volunteer_team').values({
      organisation_id: p.organisationId,
      id: p.id,
      name: p.name,
      site_id: p.siteId,
      created_by: p.by,
      created_at: p.now,
    }),
);

export const listTeams = prepare((p: InOrganisation) =>
  query
    .selectFrom('volunteer_team')
    .select((expression) => [
      'volunteer_team.id',
      'volunteer_team.name',
      'volunteer_team.site_id',
      expression
        .selectFrom('volunteer_team_member')
        .select(raw<number>`count(*)::int`.as('members'))
        .whereRef('volunteer_team_member.organisation_id', '=', 'volunteer_team.organisation_id')
        .whereRef('volunteer_team_member.team_id', '=', 'volunteer_team.id')
        .as('members'),
    ])
    .where('volunteer_team.organisation_id', '=', p.organisationId)
    .orderBy('volunteer_team.name'),
);

export const readTeam = prepare((p: InOrganisation & { id: string }) =>
  query
    .selectFrom('volunteer_team')
    .select(['id', 'name'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Of one volunteer, by name. */
export const listTeamsOf = prepare((p: OfVolunteer) =>
  query
    .selectFrom('volunteer_team_member')
    .innerJoin('volunteer_team', (join) =>
      join
        .onRef('volunteer_team.organisation_id', '=', 'volunteer_team_member.organisation_id')
        .onRef('volunteer_team.id', '=', 'volunteer_team_member.team_id'),
    )
    .select(['volunteer_team.id', 'volunteer_team.name'])
    .where('volunteer_team_member.organisation_id', '=', p.organisationId)
    .where('volunteer_team_member.volunteer_id', '=', p.volunteerId)
    .orderBy('volunteer_team.name'),
);

export const insertTeamMember = prepare((p: OfVolunteer & { teamId: string; by: string; now: Date }) =>
  query
    .insertInto('volunteer_team_member')
    .values({
      organisation_id: p.organisationId,
      team_id: p.teamId,
      volunteer_id: p.volunteerId,
      added_by: p.by,
      added_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'team_id', 'volunteer_id']).doNothing()),
);

export const deleteTeamMember = prepare((p: OfVolunteer & { teamId: string }) =>
  query
    .deleteFrom('volunteer_team_member')
    .where('organisation_id', '=', p.organisationId)
    .where('team_id', '=', p.teamId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const leaveTeams = prepare((p: OfVolunteer) =>
  query
    .deleteFrom('volunteer_team_member')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

/** Who is in a team and accepted. */
export const listAcceptedMembers = prepare((p: InOrganisation & { teamId: string }) =>
  query
    .selectFrom('volunteer_team_member')
    .innerJoin('volunteer', (join) =>
      join
        .onRef('volunteer.organisation_id', '=', 'volunteer_team_member.organisation_id')
        .onRef('volunteer.id', '=', 'volunteer_team_member.volunteer_id'),
    )
    .select('volunteer.id')
    .where('volunteer_team_member.organisation_id', '=', p.organisationId)
    .where('volunteer_team_member.team_id', '=', p.teamId)
    .where('volunteer.state', '=', 'accepted'),
);

/** Who is in a team; none, where no team is asked for. */
export const listMembers = prepare((p: InOrganisation & { teamId: string | null }) =>
  query
    .selectFrom('volunteer_team_member')
    .select('volunteer_id')
    .where('organisation_id', '=', p.organisationId)
    .where('team_id', '=', p.teamId),
);
