import type { PooledView } from '../../contract/study-results.ts';
import { campaignStateAt } from '../../domain/campaigns/campaign.ts';
import { decideRelease } from '../../domain/studies/decide-study.ts';
import type { StudyProtocol } from '../../domain/studies/protocol.ts';
import type { StudyRelease } from '../../domain/studies/study-release.ts';
import { deliver } from '../deliveries/public.ts';
import { listTaggedRounds, type StudyGuard } from '../measures/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { isSignedBy, signAs } from '../platform/work/signing.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';
import { UUID } from '../platform/http/cursor.ts';
import { contentHash } from '../platform/work/content-hash.ts';
import { readEngine } from './engine.ts';
import { releasedSums } from './kinds.ts';
import { readJoined, refuseUndelivered } from './participation.ts';
import { scalesOf } from './protocol.ts';
import { readStudy, type StudyView } from './read-study.ts';
import * as sql from './sql.ts';
import { hardestOptionIds, readStudyPeople, type StudyPeople } from './study-people.ts';

/**
 * What the organisation would release now: for running its result again elsewhere.
 * @throws AppError not_found, study_not_joined, study_too_small
 */
export async function readOwnSums(
  reading: Reading,
  id: string,
): Promise<{ protocol: StudyProtocol; release: StudyRelease }> {
  const joined = await readJoined(reading, id);
  return { protocol: joined.protocol, release: await releaseOf(joined) };
}

/** @throws AppError study_too_small */
async function releaseOf({
  protocol,
  protocolHash,
  people,
  ...records
}: StudyPeople & {
  readonly protocol: StudyProtocol;
  readonly protocolHash: string;
}): Promise<StudyRelease> {
  const { studyRelease } = await readEngine();
  const content = studyRelease(protocol, protocolHash, scalesOf(protocol), people, {
    optionIds: hardestOptionIds,
    ...records,
  });
  if (content !== undefined) return content;
  throw new AppError('study_too_small', { parameters: { smallest: protocol.smallestCount } });
}

/**
 * Writes down what leaves, once, and sends it to the owner. Again: sends the same once more where it did not arrive.
 * @throws AppError not_found, study_not_joined, study_wave_running, study_answers_arriving, study_too_small
 */
export async function releaseStudy(work: Work, id: string): Promise<StudyView> {
  // opened before the change begins: no transaction waits for thousands of seals
  const people = await work.read((reading) => readPeopleToRelease(reading, id));
  return work.change(async (change) => {
    const { ownerId, release } = await ownRelease(change, id, people);
    const { content, hash, releasedAt, signature, signingKeyId } = release;
    const payload = {
      studyId: id,
      content: JSON.parse(content) as StudyRelease,
      hash,
      releasedAt: releasedAt.toISOString(),
      signature: signature.toString('base64'),
      signingKeyId,
    };
    await deliver(change, { to: ownerId, kind: releasedSums, key: id, payload });
    return readStudy(change, id);
  });
}

interface WrittenRelease {
  readonly content: string;
  readonly hash: string;
  readonly releasedAt: Date;
  readonly signature: Buffer;
  readonly signingKeyId: string;
}

/** undefined where nothing is to be released now: ownRelease says why. */
async function readPeopleToRelease(reading: Reading, id: string): Promise<StudyPeople | undefined> {
  const { organisationId, now } = reading;
  const key = { organisationId, studyId: id };
  const [[site], rounds, released] = await reading.all(
    sql.readSite(key),
    listTaggedRounds(key),
    sql.readOwnReleased(key),
  );
  if (site === undefined || released.length > 0 || !decideNow(site, rounds, now).ok) return undefined;
  const registeredAt = site.registered_at.toISOString();
  return readStudyPeople(reading, { id, protocol: site.protocol as StudyProtocol, registeredAt });
}

type Round = NonNullable<ReturnType<typeof listTaggedRounds>['row']>;

function decideNow(site: { accepted_at: Date | null }, rounds: readonly Round[], now: Date) {
  const waves = rounds.map((row) => ({
    wave: row.wave,
    state: campaignStateAt({ openedAt: row.opened_at, opensAt: row.opens_at, closesAt: row.closes_at }, now),
    closesAt: row.closes_at,
  }));
  return decideRelease({ acceptedAt: site.accepted_at }, waves, now);
}

async function ownRelease(
  change: Change,
  id: string,
  people: StudyPeople | undefined,
): Promise<{ ownerId: string; release: WrittenRelease }> {
  const { organisationId, now, actorId } = change;
  const key = { organisationId, studyId: id };
  const own = { ...key, fromOrganisationId: organisationId };
  // locked: two may release at once, and only one release may ever exist
  const site = await change.first(sql.lockSite(key));
  if (site === undefined || actorId === null) throw await refuseUndelivered(change, id);
  const [rounds, releases] = await change.all(listTaggedRounds(key), sql.listReleases(key));
  const ownerId = site.owner_organisation_id;
  const existing = releases.find(({ from_organisation_id: from }) => from === organisationId);
  if (existing !== undefined) {
    const { content_hash: hash, released_at: releasedAt } = existing;
    const content = JSON.stringify(existing.content);
    const { keyId, bytes } =
      existing.signature === null || existing.signing_key_id === null
        ? await signAs(change, signedText(id, site.protocol_hash, hash))
        : { keyId: existing.signing_key_id, bytes: existing.signature };
    const release = {
      content,
      hash,
      releasedAt,
      signature: bytes,
      signingKeyId: keyId,
    };
    // signs the one that was written before releases were signed, and changes no other
    change.push(sql.insertRelease({ ...own, ...release, releasedBy: actorId }));
    return { ownerId, release };
  }
  const decision = decideNow(site, rounds, now);
  if (!decision.ok) throw new AppError(decision.reason);
  const protocol = site.protocol as StudyProtocol;
  const registeredAt = site.registered_at.toISOString();
  // only where the last answers could arrive until between the reading and this
  const everybody = people ?? (await readStudyPeople(change, { id, protocol, registeredAt }));
  const content = await releaseOf({ protocol, protocolHash: site.protocol_hash, ...everybody });
  const hash = contentHash(content);
  const { keyId, bytes } = await signAs(change, signedText(id, site.protocol_hash, hash));
  const release = {
    content: JSON.stringify(content),
    hash,
    releasedAt: now,
    signature: bytes,
    signingKeyId: keyId,
  };
  change.push(sql.insertRelease({ ...own, ...release, releasedBy: actorId }));
  const detail = { hash: release.hash, classes: content.sums.groups.length };
  change.audit({ action: 'study.release', subjectKind: 'study', subjectIds: [id], detail });
  return { ownerId, release };
}

/** What the rounds of a study ask before they are ended later, and say of themselves. */
export const roundGuard: StudyGuard = { holdRelease, isReleased };

/**
 * Whether sums of the rounds that carry this tag have left the organisation already; if not, none leave until the commit.
 */
async function holdRelease(change: Change, studyTag: string): Promise<boolean> {
  const studyId = studyIdOf(studyTag);
  if (studyId === undefined) return false;
  await change.first(sql.lockSite({ organisationId: change.organisationId, studyId }));
  return isReleased(change, studyTag);
}

async function isReleased(
  access: Pick<Reading, 'all' | 'organisationId'>,
  studyTag: string,
): Promise<boolean> {
  const studyId = studyIdOf(studyTag);
  if (studyId === undefined) return false;
  const { organisationId } = access;
  const [released] = await access.all(sql.readOwnReleased({ organisationId, studyId }));
  return released.length > 0;
}

/** A tag may be any text. */
function studyIdOf(studyTag: string): string | undefined {
  const studyId = studyTag.toLowerCase();
  return UUID.test(studyId) ? studyId : undefined;
}

/** @throws AppError not_found, study_not_registered */
export async function readPooled(reading: Reading, id: string): Promise<PooledView> {
  const { protocol, received, releases } = await readReceived(reading, id);
  const { pooledResults } = await readEngine();
  return {
    ...pooledResults(protocol, received),
    released: releases.map(({ from, content, releasedAt }) => {
      const { protocolHash: _hash, sums: _sums, deliveries: _deliveries, ...counts } = content;
      return { organisationId: from, releasedAt: releasedAt.toISOString(), ...counts };
    }),
    awaited: protocol.participants
      .map(({ organisationId: participantId }) => participantId)
      .filter((participantId) => !releases.some(({ from }) => from === participantId)),
  };
}

/** The releases that reached the owner. @throws AppError not_found, study_not_registered */
export async function readReceived(reading: Reading, id: string) {
  const { organisationId } = reading;
  const [[study], releases] = await reading.all(
    sql.readStudy({ organisationId, id }),
    sql.listReleases({ organisationId, studyId: id }),
  );
  // only the owner pools: a participant has its own release and nobody else's
  if (study === undefined) throw new AppError('not_found');
  if (study.registered_at === null) throw new AppError('study_not_registered');
  const protocol = study.protocol as StudyProtocol;
  const contents: { from: string; content: StudyRelease; releasedAt: Date }[] = [];
  for (const row of releases) {
    const from = row.from_organisation_id;
    const content = row.content as StudyRelease;
    if (content.protocolHash !== study.protocol_hash || !(await isGenuine(reading, id, row))) {
      const name = protocol.participants.find((one) => one.organisationId === from)?.name ?? from;
      throw new AppError('study_release_broken', { parameters: { name } });
    }
    contents.push({ from, content, releasedAt: row.released_at });
  }
  const received = protocol.participants.flatMap((participant) => {
    const one = contents.find(({ from }) => from === participant.organisationId);
    return one === undefined ? [] : [{ participant, release: one.content }];
  });
  await reading.audited({ action: 'study.pooled', subjectKind: 'study', subjectIds: [id] });
  return { protocol, protocolHash: study.protocol_hash ?? '', received, releases: contents };
}

/** What the signature of a release covers: these sums, for this study, by this protocol. */
function signedText(studyId: string, protocolHash: string, hash: string): string {
  return `nuantu study release 1\n${studyId}\n${protocolHash}\n${hash}`;
}

/** The sums are those that their organisation signed. */
async function isGenuine(
  reading: Reading,
  studyId: string,
  row: {
    from_organisation_id: string;
    content: unknown;
    content_hash: string;
    signature: Buffer | null;
    signing_key_id: string | null;
  },
): Promise<boolean> {
  const { content, content_hash: hash, signature, signing_key_id: keyId } = row;
  if (signature === null || keyId === null || contentHash(content) !== hash) return false;
  const { protocolHash } = content as StudyRelease;
  const text = signedText(studyId, protocolHash, hash);
  return isSignedBy(reading, row.from_organisation_id, { keyId, bytes: signature }, text);
}
