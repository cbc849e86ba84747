import type { IssueOwnCertificate, OwnCertificateView } from '../../contract/certificates.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { type CertificateContent, listServices } from '../../domain/certificates/certificate.ts';
import { sumServed } from '../attendance/public.ts';
import { type Party, readParties } from '../organisations/public.ts';
import type { Creation } from '../platform/work/creation.ts';
import type { Doors } from '../platform/work/doors.ts';
import { AppError } from '../platform/work/errors.ts';
import { instantsOf } from '../platform/work/organisation-day.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';
import {
  findAmongOwn,
  type Holder,
  holdVolunteers,
  listKeysOf,
  openOwnEntries,
  type OwnParts,
  readAtEach,
  readCandidates,
} from '../volunteers/public.ts';
import { type FileLanguage, readFile } from './certificates.ts';
import { type CertificateRow, issue, type ListedCertificate, periodOf, viewCertificate } from './certify.ts';
import { openCertificate } from './sealed.ts';
import * as sql from './sql.ts';

export interface OwnCertificateParts extends OwnParts {
  readonly doors: Doors;
}

function viewOwn({ organisationId, name, nameEn }: Party, row: ListedCertificate): OwnCertificateView {
  return { ...viewCertificate(row), organisationId, organisationName: name, organisationNameEn: nameEn };
}

/** At every organisation that one serves with, the latest first. */
export async function listOwnCertificates(
  parts: OwnParts,
  holder: Holder,
): Promise<{ items: OwnCertificateView[] }> {
  const lists = await readAtEach(parts, holder, async (reading, { entryId: volunteerId, party }) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(sql.listCertificatesOf({ organisationId, volunteerId }));
    await reading.audited({
      action: 'certificate.own',
      subjectKind: 'volunteer',
      subjectIds: [volunteerId],
    });
    return rows.map((row) => viewOwn(party, row));
  });
  return { items: lists.flat().sort((left, right) => right.issuedAt.localeCompare(left.issuedAt)) };
}

/** As many as somebody has any use for; each is signed. */
const MOST_PER_DAY = 20;
const DAY_MS = 86_400_000;

/**
 * The organisation signs what it recorded: nobody has to be asked for it. Where nothing was recorded since, it is the one before.
 * @throws AppError volunteer_not_member, invalid_request, certificate_nothing_recorded, certificate_too_many, certificate_was_mistaken, id_taken
 */
export async function issueOwnCertificate(
  parts: OwnCertificateParts,
  holder: Holder,
  {
    origin,
    creation,
    body,
  }: { origin: string; creation: Creation; body: BodyOf<typeof IssueOwnCertificate> },
): Promise<OwnCertificateView> {
  const { id, organisationId, ...days } = body;
  const [opened, partyOf] = await Promise.all([
    openOwnEntries(parts, holder),
    holder.work.read((reading) => readParties(reading)),
  ]);
  const entry = opened.find((one) => one.organisationId === organisationId);
  if (entry === undefined) throw new AppError('volunteer_not_member');
  const asked = { id, volunteerId: entry.entryId, days };
  const view = (row: ListedCertificate) => viewOwn(partyOf(organisationId), row);
  // the entry is their own; to sign is the organisation's, in nobody's name
  return parts.doors.open(organisationId, holder.origin).create(creation, {
    make: async (change) => {
      await change.all(holdVolunteers({ organisationId, volunteerIds: [entry.entryId] }));
      return view((await findSame(change, asked)) ?? (await issueAnew(change, { ...asked, origin })));
    },
    readBack: async (reading) => {
      const found = await findSame(reading, asked);
      if (found === undefined) throw new AppError('not_found');
      return view(found);
    },
  });
}

interface AskedByOneself {
  readonly id: string;
  readonly volunteerId: string;
  readonly days: { readonly from: string; readonly to: string };
}

/** The one of this id, or one that says the same as one that were made now. */
async function findSame(
  reading: Pick<Reading, 'all' | 'organisationId' | 'now' | 'timeZone' | 'keys'>,
  { id, volunteerId, days }: AskedByOneself,
): Promise<CertificateRow | undefined> {
  const { organisationId, timeZone, keys } = reading;
  const period = periodOf(reading, days);
  const volunteerIds = [volunteerId];
  const [[[made], services, [person]], people] = await Promise.all([
    reading.all(
      sql.readCertificate({ organisationId, id }),
      sumServed({ organisationId, volunteerId, ...instantsOf(timeZone, period) }),
      listKeysOf({ organisationId, volunteerIds }),
    ),
    readCandidates(reading, volunteerIds),
  ]);
  if (made?.volunteer_id === volunteerId) return made;
  if (person === undefined) return undefined;
  const minutes = services.reduce((sum, row) => sum + row.minutes, 0);
  const name = people.get(volunteerId)?.name;
  const done = JSON.stringify(listServices(services));
  const says = (content: CertificateContent | undefined) =>
    content?.name === name && JSON.stringify(content?.services) === done;
  const [rows] = await reading.all(sql.listSame({ organisationId, volunteerId, ...period, minutes }));
  return rows.find((row) => says(openCertificate(keys.beside, person, row)?.content));
}

/** What the organisation took back as wrong nobody has made again by themselves, unless it issued another of these days since. @throws AppError certificate_was_mistaken */
async function refuseMistaken(
  change: Change,
  { volunteerId, days }: Pick<AskedByOneself, 'volunteerId' | 'days'>,
): Promise<void> {
  const { organisationId } = change;
  const [rows] = await change.all(sql.listCertificatesOf({ organisationId, volunteerId }));
  const [latest] = rows
    .filter((row) => row.from_day <= days.to && row.until_day >= days.from)
    .filter(({ state }) => state === 'issued' || state === 'revoked')
    .sort((one, other) => other.issued_at.getTime() - one.issued_at.getTime());
  if (latest?.revoked_because === 'mistake') throw new AppError('certificate_was_mistaken');
}

async function issueAnew(
  change: Change,
  { id, volunteerId, days, origin }: AskedByOneself & { origin: string },
): Promise<CertificateRow> {
  const { organisationId, now } = change;
  const since = new Date(now.getTime() - DAY_MS);
  const made = await change.first(sql.countOwnSince({ organisationId, volunteerId, since }));
  if ((made?.count ?? 0) >= MOST_PER_DAY) throw new AppError('certificate_too_many');
  await refuseMistaken(change, { volunteerId, days });
  return issue(change, { id, volunteerId, period: periodOf(change, days), origin, by: null });
}

/** @throws AppError not_found, and as readFile */
export async function readOwnFile(
  parts: OwnParts,
  holder: Holder,
  { id, language }: { id: string; language: FileLanguage },
): ReturnType<typeof readFile> {
  const own = await findOwn(parts, holder, id);
  return own.read((reading) => readFile(reading, id, language));
}

/** The organisation where a certificate of one's own is, as one sees it. @throws AppError not_found */
function findOwn(parts: OwnParts, holder: Holder, id: string): Promise<Work> {
  return findAmongOwn(parts, holder, (reading) =>
    reading.first(sql.readCertificate({ organisationId: reading.organisationId, id })),
  );
}
