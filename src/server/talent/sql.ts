import { sql as raw } from 'kysely';
import { isNewer } from '../platform/database/behind.ts';
import { plain, prepare, prepareVariants, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfId extends InOrganisation {
  id: string;
}
interface OfAccount extends InOrganisation {
  accountId: string;
}

export const readRules = prepare((p: InOrganisation) =>
  query
    .selectFrom('talent_rules')
    .select(['weights', 'education_minutes', 'supervision_days', 'tell_from', 'version'])
    .where('organisation_id', '=', p.organisationId),
);

/** Nothing where another version stands there. */
export function putRules(
  p: InOrganisation & {
    weights: string;
    educationMinutes: string;
    supervisionDays: number;
    tellFrom: number;
    version: number;
    by: string;
    now: Date;
  },
) {
  return plain<{ version: number }>(
    `insert into talent_rules as kept
       (organisation_id, weights, education_minutes, supervision_days, tell_from, changed_by, changed_at)
     select $1, $2, $3, $4, $5, $6, $7 where $8 = 0 or exists (select from talent_rules where organisation_id = $1)
     on conflict (organisation_id) do update set weights = excluded.weights, education_minutes = excluded.education_minutes,
       supervision_days = excluded.supervision_days, tell_from = excluded.tell_from,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = kept.version + 1
     where kept.version = $8
     returning version`,
    [p.organisationId, p.weights, p.educationMinutes, p.supervisionDays, p.tellFrom, p.by, p.now, p.version],
  );
}

const profileColumns = [
  'account_id',
  'specialities',
  'languages',
  'is_lendable',
  'weekly_minutes',
  'version',
] as const;

export const listProfiles = prepare((p: InOrganisation) =>
  query.selectFrom('staff_profile').select(profileColumns).where('organisation_id', '=', p.organisationId),
);

export const readProfile = prepare((p: OfAccount) =>
  query
    .selectFrom('staff_profile')
    .select(profileColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId),
);

/** The same, held: what is said by two at once is compared with what the first said. */
export const lockProfile = prepare((p: OfAccount) =>
  query
    .selectFrom('staff_profile')
    .select(profileColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .forUpdate(),
);

/** Nothing where another version stands there. */
export function putProfile(
  p: OfAccount & {
    specialities: readonly string[];
    languages: readonly string[];
    isLendable: boolean;
    weeklyMinutes: number;
    version: number;
    by: string;
    now: Date;
  },
) {
  return plain<{ version: number }>(
    `insert into staff_profile as kept
       (organisation_id, account_id, specialities, languages, is_lendable, weekly_minutes, changed_by, changed_at)
     select $1, $2, $3, $4, $5, $6, $7, $8
       where $9 = 0 or exists (select from staff_profile where organisation_id = $1 and account_id = $2)
     on conflict (organisation_id, account_id) do update set specialities = excluded.specialities,
       languages = excluded.languages, is_lendable = excluded.is_lendable, weekly_minutes = excluded.weekly_minutes,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = kept.version + 1
     where kept.version = $9
     returning version`,
    [
      p.organisationId,
      p.accountId,
      p.specialities,
      p.languages,
      p.isLendable,
      p.weeklyMinutes,
      p.by,
      p.now,
      p.version,
    ],
  );
}

const recordColumns = [
  'id',
  'account_id',
  'record',
  'code',
  'sealed',
  'from_on',
  'until_on',
  'minutes',
  'state',
  'entered_by',
  'entered_at',
  'decided_by',
  'decided_at',
  'withdrawn_by',
  'withdrawn_at',
] as const;

export const insertRecord = prepare(
  (
    p: OfId &
      OfAccount & {
        record: string;
        code: string;
        sealed: Buffer;
        from: string;
        until: string | null;
        minutes: number | null;
        state: string;
        by: string;
        decidedBy: string | null;
        decidedAt: Date | null;
        now: Date;
      },
  ) =>
    query.insertInto('professional_record').values({
      organisation_id: p.organisationId,
      id: p.id,
      account_id: p.accountId,
      record: p.record,
      code: p.code,
      sealed: p.sealed,
      from_on: p.from,
      until_on: p.until,
      minutes: p.minutes,
      state: p.state,
      entered_by: p.by,
      entered_at: p.now,
      decided_by: p.decidedBy,
      decided_at: p.decidedAt,
    }),
);

export const readRecord = prepare((p: OfId) =>
  query
    .selectFrom('professional_record')
    .select(recordColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Of two who decide at once the second sees what the first said. */
export const lockRecord = prepare((p: OfId) =>
  query
    .selectFrom('professional_record')
    .select(recordColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const decideRecord = prepare((p: OfId & { sealed: Buffer; state: string; by: string; now: Date }) =>
  query
    .updateTable('professional_record')
    .set({ sealed: p.sealed, state: p.state, decided_by: p.by, decided_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const withdrawRecord = prepare((p: OfId & { sealed: Buffer; by: string; now: Date }) =>
  query
    .updateTable('professional_record')
    .set({ sealed: p.sealed, state: 'withdrawn', withdrawn_by: p.by, withdrawn_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** What nobody has decided on; whose it is, the row rules know too. */
export const removeRecord = prepare((p: OfId & OfAccount) =>
  query
    .deleteFrom('professional_record')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('account_id', '=', p.accountId)
    .where('decided_by', 'is', null)
    .returning('id'),
);

/** The latest first. */
export const listRecords = prepare((p: OfAccount) =>
  query
    .selectFrom('professional_record')
    .select(recordColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('account_id', '=', p.accountId)
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc'),
);

/** Of these accounts, the oldest first. */
export const listWaitingRecords = prepareVariants(
  (
    p: InOrganisation & {
      accountIds: string[];
      afterAt: string | undefined;
      afterId: string | undefined;
      limit: number;
    },
  ) => {
    let list = query
      .selectFrom('professional_record')
      .select(recordColumns)
      .where('organisation_id', '=', p.organisationId)
      .where('state', '=', 'waiting')
      .where(raw<boolean>`account_id = any(${p.accountIds}::uuid[])`);
    if (p.afterAt !== undefined)
      list = list.where(isNewer('entered_at', 'id', { at: p.afterAt, id: p.afterId }));
    return list.orderBy('entered_at').orderBy('id').limit(p.limit);
  },
);

/** Whether another of the same kind was confirmed that goes on for longer. */
const isRenewed = raw<boolean>`exists (
  select from professional_record later
    where later.organisation_id = professional_record.organisation_id and later.account_id = professional_record.account_id
      and later.record = professional_record.record and later.code = professional_record.code and later.state = 'confirmed'
      and (later.until_on is null or later.until_on > professional_record.until_on))`;

export const listRecordsById = prepare((p: InOrganisation & { ids: string[] }) =>
  query
    .selectFrom('professional_record')
    .select(['id', 'account_id', 'state', isRenewed.as('is_renewed')])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

/** Qualifications that end within some days and go on by no other. */
export const listEnding = prepare((p: InOrganisation & { from: string; until: string }) =>
  query
    .selectFrom('professional_record')
    .select(['id', 'account_id', 'until_on'])
    .where('organisation_id', '=', p.organisationId)
    .where('record', '=', 'qualification')
    .where('state', '=', 'confirmed')
    .where('until_on', '>=', p.from)
    .where('until_on', '<=', p.until)
    .where(raw<boolean>`not ${isRenewed}`),
);

/** What is counted of everybody: qualifications that stand, and what education of a year comes to. */
export const listStanding = prepare((p: InOrganisation & { from: string; until: string }) =>
  query
    .selectFrom('professional_record')
    .select(['account_id', 'record', 'code', 'from_on', 'until_on', 'minutes', 'state'])
    .where('organisation_id', '=', p.organisationId)
    .where('state', 'in', ['waiting', 'confirmed'])
    .where(
      raw<boolean>`(record = 'qualification' or state = 'waiting' or from_on between ${p.from}::date and ${p.until}::date)`,
    ),
);

/** Of whom records or supervision are kept. */
export function listRecorded({ organisationId }: InOrganisation) {
  return plain<{ account_id: string }>(
    `select account_id from professional_record where organisation_id = $1
     union select unnest(participant_ids) from supervision_session where organisation_id = $1
     union select supervisor_id from supervision_session where organisation_id = $1 and supervisor_id is not null`,
    [organisationId],
  );
}

/** At the end where it was made, and where it came. */
export const insertReport = prepare(
  (
    p: OfId & {
      direction: 'sent' | 'received';
      partyId: string;
      figures: string;
      madeAt: Date;
      by: string | null;
    },
  ) =>
    query.insertInto('talent_report').values({
      organisation_id: p.organisationId,
      id: p.id,
      direction: p.direction,
      party_id: p.partyId,
      figures: p.figures,
      made_at: p.madeAt,
      made_by: p.by,
    }),
);

export const readSentReport = prepare((p: OfId) =>
  query
    .selectFrom('talent_report')
    .select(['party_id', 'made_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('direction', '=', 'sent')
    .where('id', '=', p.id),
);

/** The latest first. */
export const listSentReports = prepare((p: InOrganisation & { limit: number }) =>
  query
    .selectFrom('talent_report')
    .select(['id', 'party_id', 'made_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('direction', '=', 'sent')
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(p.limit),
);

/** To whomever. */
export const listFiguresSentSince = prepare((p: InOrganisation & { since: Date }) =>
  query
    .selectFrom('talent_report')
    .select('figures')
    .where('organisation_id', '=', p.organisationId)
    .where('direction', '=', 'sent')
    .where('made_at', '>', p.since),
);

/** The newest of each sender. */
export const listReceivedReports = prepare((p: InOrganisation) =>
  query
    .selectFrom('talent_report')
    .distinctOn('party_id')
    .select(['party_id', 'figures', 'made_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('direction', '=', 'received')
    .orderBy('party_id')
    .orderBy('made_at', 'desc'),
);
