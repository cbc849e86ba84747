import { plain, prepare, prepareVariants, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfItem extends InOrganisation {
  id: string;
}

const columns = [
  'action_item.id',
  'action_item.meeting_id',
  'action_item.alliance_id',
  'action_item.creator_id',
  'action_item.assignee_id',
  'action_item.title',
  'action_item.due_on',
  'action_item.owner_id',
  'action_item.owner_name',
  'action_item.state',
  'action_item.note',
  'action_item.withdrawn_reason',
  'action_item.withdrawn_at',
  'action_item.created_at',
  'action_item.changed_at',
  'action_item.version',
  'meeting.title as meeting_title',
  'meeting.starts_at as met_at',
] as const;

const items = () =>
  query
    .selectFrom('action_item')
    .innerJoin('meeting', (join) =>
      join
        .onRef('meeting.organisation_id', '=', 'action_item.organisation_id')
        .onRef('meeting.id', '=', 'action_item.meeting_id'),
    )
    .select(columns);

/** Of all meetings of an alliance: what is open, and what was closed since an instant. */
export const listOfAlliance = prepare((p: InOrganisation & { allianceId: string; closedSince: Date }) =>
  items()
    .where('action_item.organisation_id', '=', p.organisationId)
    .where('action_item.alliance_id', '=', p.allianceId)
    .where((either) =>
      either.or([
        either.and([
          either('action_item.state', '=', 'open'),
          either('action_item.withdrawn_at', 'is', null),
        ]),
        either('action_item.changed_at', '>=', p.closedSince),
        either('action_item.withdrawn_at', '>=', p.closedSince),
      ]),
    )
    .orderBy('action_item.due_on')
    .orderBy('action_item.id'),
);

export const listOfMeeting = prepare((p: InOrganisation & { meetingId: string }) =>
  items()
    .where('action_item.organisation_id', '=', p.organisationId)
    .where('action_item.meeting_id', '=', p.meetingId)
    .orderBy('action_item.due_on')
    .orderBy('action_item.id'),
);

interface Chosen extends InOrganisation {
  /** undefined: what the organisation itself does */
  allianceId: string | undefined;
  ownerId: string | undefined;
  limit: number;
}

const chosen = (p: Chosen) =>
  items()
    .where('action_item.organisation_id', '=', p.organisationId)
    .$if(p.allianceId === undefined, (rows) => rows.where('action_item.assignee_id', '=', p.organisationId))
    .$if(p.allianceId !== undefined, (rows) =>
      rows.where('action_item.alliance_id', '=', p.allianceId as string),
    )
    .$if(p.ownerId !== undefined, (rows) => rows.where('action_item.owner_id', '=', p.ownerId as string));

/** What is open: due first. */
export const listOpen = prepareVariants((p: Chosen) =>
  chosen(p)
    .where('action_item.state', '=', 'open')
    .where('action_item.withdrawn_at', 'is', null)
    .orderBy('action_item.due_on')
    .orderBy('action_item.id')
    .limit(p.limit),
);

/** What is closed: the last first. */
export const listClosed = prepareVariants((p: Chosen) =>
  chosen(p)
    .where((either) =>
      either.or([
        either('action_item.state', '<>', 'open'),
        either('action_item.withdrawn_at', 'is not', null),
      ]),
    )
    .orderBy((of) => of.fn.coalesce('action_item.withdrawn_at', 'action_item.changed_at'), 'desc')
    .orderBy('action_item.id')
    .limit(p.limit),
);

export const readItem = prepare((p: OfItem) =>
  items().where('action_item.organisation_id', '=', p.organisationId).where('action_item.id', '=', p.id),
);

export const listItemsById = (p: InOrganisation & { ids: readonly string[] }) =>
  plain<{ id: string; assignee_id: string; owner_id: string | null; is_open: boolean; due_on: string }>(
    `select id, assignee_id, owner_id, state = 'open' and withdrawn_at is null as is_open, due_on
     from action_item where organisation_id = $1 and id = any($2)`,
    [p.organisationId, [...p.ids]],
  );

/** What is open of the organisation's own, and due within these days, both included. */
export const listDue = prepare((p: InOrganisation & { from: string; until: string }) =>
  query
    .selectFrom('action_item')
    .select(['id', 'due_on', 'owner_id'])
    .where('organisation_id', '=', p.organisationId)
    .where('assignee_id', '=', p.organisationId)
    .where('state', '=', 'open')
    .where('withdrawn_at', 'is', null)
    .where('due_on', '>=', p.from)
    .where('due_on', '<=', p.until),
);

export const lockItem = prepare((p: OfItem) =>
  query
    .selectFrom('action_item')
    .select([
      'id',
      'meeting_id',
      'creator_id',
      'assignee_id',
      'owner_id',
      'state',
      'note',
      'withdrawn_reason',
      'version',
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const insertItem = prepare(
  (
    p: OfItem & {
      allianceId: string;
      meetingId: string;
      assigneeId: string;
      title: string;
      dueOn: string;
      ownerId: string | null;
      ownerName: string | null;
      now: Date;
    },
  ) =>
    query.insertInto('action_item').values({
      organisation_id: p.organisationId,
      id: p.id,
      alliance_id: p.allianceId,
      meeting_id: p.meetingId,
      creator_id: p.organisationId,
      assignee_id: p.assigneeId,
      title: p.title,
      due_on: p.dueOn,
      owner_id: p.ownerId,
      owner_name: p.ownerName,
      state: 'open',
      created_at: p.now,
      changed_at: p.now,
    }),
);

export const assignItem = prepare((p: OfItem & { ownerId: string; ownerName: string; now: Date }) =>
  query
    .updateTable('action_item')
    .set((set) => ({
      owner_id: p.ownerId,
      owner_name: p.ownerName,
      changed_at: p.now,
      version: set('version', '+', 1),
    }))
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const closeItem = prepare((p: OfItem & { state: 'done' | 'dropped'; note: string; now: Date }) =>
  query
    .updateTable('action_item')
    .set((set) => ({ state: p.state, note: p.note, changed_at: p.now, version: set('version', '+', 1) }))
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const withdrawItem = prepare((p: OfItem & { reason: string; now: Date }) =>
  query
    .updateTable('action_item')
    .set((set) => ({ withdrawn_reason: p.reason, withdrawn_at: p.now, version: set('version', '+', 1) }))
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/**
 * What was recorded elsewhere, in the words of whoever recorded it, who may take it back; what the organisation itself has to do begins as open.
 * @param p.items JSON of {creatorId, id, organisationId, title, dueOn, createdAt, withdrawnReason, withdrawnAt, ownerName, state, note, changedAt} each
 * @returns what is new
 */
export const followItems = (p: InOrganisation & { meetingId: string; allianceId: string; items: string }) =>
  plain<{ id: string }>(
    `with said as (select (one->>'id')::uuid as id, (one->>'creatorId')::uuid as creator_id,
         (one->>'organisationId')::uuid as assignee_id, one->>'title' as title, (one->>'dueOn')::date as due_on,
         (one->>'createdAt')::timestamptz as created_at, one->>'withdrawnReason' as withdrawn_reason,
         (one->>'withdrawnAt')::timestamptz as withdrawn_at, one->>'ownerName' as owner_name, one->>'state' as state,
         one->>'note' as note, (one->>'changedAt')::timestamptz as changed_at, (one->>'organisationId')::uuid = $1 as is_ours
         from jsonb_array_elements($4::jsonb) as one where (one->>'creatorId')::uuid <> $1),
       taken_back as (update action_item known set withdrawn_reason = said.withdrawn_reason,
           withdrawn_at = said.withdrawn_at, version = known.version + 1
         from said where known.organisation_id = $1 and known.meeting_id = $3 and known.id = said.id
           and known.creator_id = said.creator_id and known.withdrawn_at is null and said.withdrawn_at is not null)
     insert into action_item (organisation_id, id, alliance_id, meeting_id, creator_id, assignee_id, title, due_on,
       owner_name, state, note, withdrawn_reason, withdrawn_at, created_at, changed_at)
     select $1, id, $2, $3, creator_id, assignee_id, title, due_on, case when is_ours then null else owner_name end,
       case when is_ours then 'open' else state end, case when is_ours then null else note end, withdrawn_reason,
       withdrawn_at, created_at, case when is_ours then created_at else changed_at end
     from said on conflict do nothing returning id`,
    [p.organisationId, p.allianceId, p.meetingId, p.items],
  );

/**
 * How far others are with what they do. Whoever calls this has seen to it that what is said is newer than what is there.
 * @param p.items JSON of {id, organisationId, ownerName, state, note, changedAt} each
 */
export const followProgress = (p: InOrganisation & { meetingId: string; items: string }) =>
  plain(
    `update action_item known set owner_name = one->>'ownerName', state = one->>'state', note = one->>'note',
       changed_at = (one->>'changedAt')::timestamptz, version = version + 1
     from jsonb_array_elements($3::jsonb) as one
     where known.organisation_id = $1 and known.meeting_id = $2 and known.id = (one->>'id')::uuid
       and known.assignee_id = (one->>'organisationId')::uuid and known.assignee_id <> $1
       and (known.owner_name, known.state, known.note, known.changed_at)
         is distinct from (one->>'ownerName', one->>'state', one->>'note', (one->>'changedAt')::timestamptz)`,
    [p.organisationId, p.meetingId, p.items],
  );
