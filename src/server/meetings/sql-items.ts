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
        either('action_item.state', '=', 'open'),
        either('action_item.changed_at', '>=', p.closedSince),
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

/** What the organisation does, or one of its staff, or everybody in an alliance: what is open, due first; then what was closed last. */
export const listItems = prepareVariants(
  (
    p: InOrganisation & {
      /** undefined: of its own alone */
      allianceId: string | undefined;
      ownerId: string | undefined;
      isOpen: true | undefined;
      limit: number;
    },
  ) =>
    items()
      .where('action_item.organisation_id', '=', p.organisationId)
      .$if(p.allianceId === undefined, (rows) => rows.where('action_item.assignee_id', '=', p.organisationId))
      .$if(p.allianceId !== undefined, (rows) =>
        rows.where('action_item.alliance_id', '=', p.allianceId as string),
      )
      .$if(p.ownerId !== undefined, (rows) => rows.where('action_item.owner_id', '=', p.ownerId as string))
      .$if(p.isOpen !== undefined, (rows) => rows.where('action_item.state', '=', 'open'))
      .orderBy((of) => of('action_item.state', '=', 'open'), 'desc')
      .orderBy('action_item.due_on')
      .orderBy('action_item.id')
      .limit(p.limit),
);

export const readItem = prepare((p: OfItem) =>
  items().where('action_item.organisation_id', '=', p.organisationId).where('action_item.id', '=', p.id),
);

export const listItemsById = (p: InOrganisation & { ids: readonly string[] }) =>
  plain<{ id: string; assignee_id: string; owner_id: string | null; state: string }>(
    'select id, assignee_id, owner_id, state from action_item where organisation_id = $1 and id = any($2)',
    [p.organisationId, [...p.ids]],
  );

/** What is open of the organisation's own, and due within these days, both included. */
export const listDue = prepare((p: InOrganisation & { from: string; until: string }) =>
  query
    .selectFrom('action_item')
    .select(['id', 'due_on'])
    .where('organisation_id', '=', p.organisationId)
    .where('assignee_id', '=', p.organisationId)
    .where('state', '=', 'open')
    .where('due_on', '>=', p.from)
    .where('due_on', '<=', p.until),
);

export const lockItem = prepare((p: OfItem) =>
  query
    .selectFrom('action_item')
    .select(['id', 'meeting_id', 'assignee_id', 'owner_id', 'state', 'note', 'version'])
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

/**
 * What was recorded elsewhere, in the words of whoever recorded it.
 * @param p.items JSON of {creatorId, id, organisationId, title, dueOn, createdAt, ownerName, state, note, changedAt} each
 */
export const followItems = (p: InOrganisation & { meetingId: string; allianceId: string; items: string }) =>
  plain<{ id: string }>(
    `insert into action_item (organisation_id, id, alliance_id, meeting_id, creator_id, assignee_id, title, due_on,
       owner_name, state, note, created_at, changed_at)
     select $1, (one->>'id')::uuid, $2, $3, (one->>'creatorId')::uuid, (one->>'organisationId')::uuid, one->>'title',
       (one->>'dueOn')::date, one->>'ownerName', one->>'state', one->>'note', (one->>'createdAt')::timestamptz,
       (one->>'changedAt')::timestamptz
     from jsonb_array_elements($4::jsonb) as one where (one->>'creatorId')::uuid <> $1
     on conflict do nothing returning id`,
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
