import type { Static } from 'typebox';
import type { Study, StudyItem } from '../../contract/studies.ts';
import { compareClasses } from '../../domain/clients/class-order.ts';
import { campaignStateAt } from '../../domain/campaigns/campaign.ts';
import type { Arm, StudyProtocol } from '../../domain/studies/protocol.ts';
import { listSent } from '../deliveries/public.ts';
import { countLaterAnswers, listTaggedRounds } from '../measures/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { registeredStudy, releasedSums, studyAmendment } from './kinds.ts';
import * as sql from './sql.ts';

export type StudyView = Static<typeof Study>;
type StudyItemView = Static<typeof StudyItem>;

type Access = Pick<Reading, 'all' | 'organisationId' | 'now' | 'settings'>;

interface StudyRow {
  id: string;
  protocol: unknown;
  protocol_hash: string | null;
  registered_at: Date | null;
  version: number;
}

interface SiteRow {
  study_id: string;
  owner_organisation_id: string;
  protocol: unknown;
  protocol_hash: string;
  registered_at: Date;
  accepted_at: Date | null;
}

/** The same study as its owner or as a participant keeps it. */
interface Head {
  readonly id: string;
  readonly protocol: StudyProtocol;
  readonly hash: string | null;
  readonly registeredAt: Date | null;
  readonly version: number;
  readonly isOwner: boolean;
}

function headOf(own: StudyRow | undefined, site: SiteRow | undefined): Head | undefined {
  if (own !== undefined) {
    const { id, version } = own;
    const protocol = own.protocol as StudyProtocol;
    return { id, version, protocol, hash: own.protocol_hash, registeredAt: own.registered_at, isOwner: true };
  }
  if (site === undefined) return undefined;
  return {
    id: site.study_id,
    version: 1,
    protocol: site.protocol as StudyProtocol,
    hash: site.protocol_hash,
    registeredAt: site.registered_at,
    isOwner: false,
  };
}

function viewItem(head: Head, site: SiteRow | undefined, isReleased: boolean): StudyItemView {
  const { id, protocol, registeredAt, isOwner } = head;
  const standing = isReleased ? 'released' : site?.accepted_at ? 'joined' : 'offered';
  return {
    id,
    title: protocol.title,
    titleEn: protocol.titleEn,
    question: protocol.question,
    questionEn: protocol.questionEn,
    state: registeredAt === null ? 'draft' : 'registered',
    registeredAt: registeredAt?.toISOString() ?? null,
    isOwner,
    site: site === undefined ? null : standing,
  };
}

export async function listStudies(reading: Reading): Promise<{ items: StudyItemView[] }> {
  const { organisationId } = reading;
  const [studies, sites, releases] = await reading.all(
    sql.listStudies({ organisationId }),
    sql.listSites({ organisationId }),
    sql.listOwnReleases({ organisationId }),
  );
  const siteOf = new Map(sites.map((site) => [site.study_id, site]));
  const owned = new Set(studies.map(({ id }) => id));
  const released = new Set(releases.map(({ study_id: id }) => id));
  const rows = [
    ...studies.map((study) => ({ study, site: siteOf.get(study.id) })),
    ...sites.filter(({ study_id: id }) => !owned.has(id)).map((site) => ({ study: undefined, site })),
  ];
  const items = rows.flatMap(({ study, site }) => {
    const head = headOf(study, site);
    return head === undefined ? [] : [viewItem(head, site, released.has(head.id))];
  });
  return { items: items.sort((left, right) => (left.id < right.id ? 1 : -1)) };
}

/** @throws AppError not_found */
export async function readStudy(access: Access, id: string): Promise<StudyView> {
  const { organisationId } = access;
  const key = { organisationId, studyId: id };
  const [[own], [site], amendments, releases] = await access.all(
    sql.readStudy({ organisationId, id }),
    sql.readSite(key),
    sql.listAmendments(key),
    sql.listReleases(key),
  );
  const head = headOf(own, site);
  if (head === undefined) throw new AppError('not_found');
  const names = new Map(
    head.protocol.participants.map((participant) => [participant.organisationId, participant.name]),
  );
  const ownRelease = releases.find(({ from_organisation_id: from }) => from === organisationId);
  const keys = [id, ...amendments.map((amendment) => amendment.id)];
  const [sent] = await access.all(listSent({ organisationId, kinds: sentKinds, keys }));
  const sums = sent.find(({ kind }) => kind === releasedSums.kind);
  return {
    ...viewItem(head, site, ownRelease !== undefined),
    protocol: head.protocol,
    protocolHash: head.hash,
    version: head.version,
    amendments: amendments.map((row) => ({
      id: row.id,
      amendment: row.amendment,
      reason: row.reason,
      madeAt: row.made_at.toISOString(),
    })),
    participation:
      site === undefined
        ? null
        : await readParticipation(access, site, ownRelease, sums?.delivered_at ?? null),
    deliveries: head.isOwner
      ? head.protocol.participants.flatMap(({ organisationId: to }) => viewDelivery(to, sent))
      : [],
    releases: head.isOwner
      ? releases.map((release) => ({
          organisationId: release.from_organisation_id,
          name: names.get(release.from_organisation_id) ?? '—',
          releasedAt: release.released_at.toISOString(),
          contentHash: release.content_hash,
        }))
      : [],
  };
}

const sentKinds = [registeredStudy.kind, studyAmendment.kind, releasedSums.kind];

type Sent = NonNullable<ReturnType<typeof listSent>['row']>;

/** None before the study is registered. */
function viewDelivery(organisationId: string, sent: readonly Sent[]): StudyView['deliveries'] {
  const own = sent.filter(
    ({ to_organisation_id: to, kind }) => to === organisationId && kind !== releasedSums.kind,
  );
  const protocol = own.find(({ kind }) => kind === registeredStudy.kind);
  if (protocol === undefined) return [];
  const open = own.filter(({ delivered_at: at }) => at === null);
  const isDead = open.some(({ dead_at: at }) => at !== null);
  const isLate = open.some(({ attempts }) => attempts > 0);
  // what was there before deliveries were kept says since when
  const { deliveredAt } = (protocol.receipt ?? {}) as { deliveredAt?: string };
  return [
    {
      organisationId,
      state: open.length === 0 ? 'delivered' : isDead ? 'failed' : isLate ? 'late' : 'waiting',
      deliveredAt: deliveredAt ?? protocol.delivered_at?.toISOString() ?? null,
    },
  ];
}

async function readParticipation(
  access: Access,
  site: SiteRow,
  release: { released_at: Date; delivered_at: Date | null } | undefined,
  sumsDeliveredAt: Date | null,
): Promise<NonNullable<StudyView['participation']>> {
  const { organisationId, now, settings } = access;
  const key = { organisationId, studyId: site.study_id };
  const [classes, rounds, [later]] = await access.all(
    sql.listClasses(key),
    listTaggedRounds(key),
    countLaterAnswers(key),
  );
  // at scope aggregate the row rules hide every person: a count of zero would not be true
  const seesPersons = settings.scope !== 'aggregate';
  return {
    joinedAt: site.accepted_at?.toISOString() ?? null,
    classes: classes.toSorted(compareClasses).map((row) => ({
      classId: row.class_id,
      name: row.school === null ? row.name : `${row.school} ${row.name}`,
      siteId: row.site_id,
      arm: row.arm as Arm,
      pupils: seesPersons ? row.pupils : null,
    })),
    rounds: rounds.map((row) => ({
      campaignId: row.id,
      title: row.title,
      wave: row.wave as 'baseline' | 'post',
      state: campaignStateAt(
        { openedAt: row.opened_at, opensAt: row.opens_at, closesAt: row.closes_at },
        now,
      ),
      closesAt: row.closes_at.toISOString(),
    })),
    hasLaterAnswers: seesPersons ? (later?.count ?? 0) > 0 : null,
    releasedAt: release?.released_at.toISOString() ?? null,
    // the release's own column is of versions that delivered within the request
    deliveredAt: (release?.delivered_at ?? sumsDeliveredAt)?.toISOString() ?? null,
  };
}
