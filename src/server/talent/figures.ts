import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import type {
  ListTalentReports,
  ReadTalentFigures,
  SendTalentFigures,
  TalentReportView,
} from '../../contract/talent.ts';
import { talentFigures, type TalentFigures } from '../../domain/talent/talent-figures.ts';
import { LOAD_DAYS, type LoadBand, loadBands } from '../../domain/talent/workload.ts';
import { deliver, listSent, type Receiver, receiverOf } from '../deliveries/public.ts';
import { listOrganisations } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { talentReport } from './kinds.ts';
import * as sql from './sql.ts';
import { type Access, readStaff } from './workers.ts';

const MOST_SENT = 20;
/** As long as what a load is made of: after that it is another load. */
const WITHHELD_MS = LOAD_DAYS * 24 * 60 * 60_000;
/** Whom figures of the staff may go to. */
const receivingKinds: ReadonlySet<string> = new Set(['department', 'alliance', 'association']);

async function readFigures(reading: Access): Promise<TalentFigures> {
  const { organisationId, now } = reading;
  const since = new Date(now.getTime() - WITHHELD_MS);
  const [{ workers, rules }, [sent]] = await Promise.all([
    readStaff(reading),
    reading.all(sql.listFiguresSentSince({ organisationId, since })),
  ]);
  const { tellFrom, weights } = rules;
  return talentFigures(
    workers.flatMap(({ workload, profile, qualifications, education, supervision }) =>
      // of whoever has no cases there is no load to tell
      workload === null
        ? []
        : [
            {
              workload,
              weekMinutes: (profile.weeklyMinutes * weights.directPercent) / 100,
              specialities: profile.specialities,
              languages: profile.languages,
              isLendable: profile.isLendable,
              qualifications: qualifications.map(({ code }) => code),
              education: education.standing,
              isSupervised: !supervision.isDue,
            },
          ],
    ),
    tellFrom,
    withheldIn(sent.map(({ figures }) => figures as TalentFigures)),
  );
}

/** Bands that a report did not tell, to whomever it went: receivers may put theirs beside each other. */
function withheldIn(sent: readonly TalentFigures[]): ReadonlySet<LoadBand> {
  return new Set(loadBands.filter((band) => sent.some(({ bands }) => bands[band] === null)));
}

export async function readTalentFigures(reading: Reading): Promise<AnswerOf<typeof ReadTalentFigures>> {
  const { organisationId } = reading;
  const [figures, [organisations, sent]] = await Promise.all([
    readFigures(reading),
    reading.all(listOrganisations({}), sql.listSentReports({ organisationId, limit: MOST_SENT })),
  ]);
  const keys = sent.map(({ id }) => id);
  const [deliveries] = await reading.all(listSent({ organisationId, kinds: [talentReport.kind], keys }));
  const there = new Set(deliveries.filter(({ delivered_at: at }) => at !== null).map(({ key }) => key));
  return {
    figures,
    receivers: receiversAmong(organisations, organisationId).map(({ id, name, name_en: nameEn }) => ({
      id,
      name,
      nameEn,
    })),
    sent: sent.map(({ id, party_id: receiverId, made_at: at }) => ({
      receiverId,
      sentAt: at.toISOString(),
      isThere: there.has(id),
    })),
  };
}

/** @throws AppError receiver_unfit */
export async function sendTalentFigures(
  change: Change,
  accountId: string,
  { id, receiverId }: BodyOf<typeof SendTalentFigures>,
): Promise<AnswerOf<typeof SendTalentFigures>> {
  const { organisationId, now } = change;
  const [organisations] = await change.all(listOrganisations({}));
  if (!receiversAmong(organisations, organisationId).some((one) => one.id === receiverId))
    throw new AppError('receiver_unfit');
  const figures = await readFigures(change);
  const madeAt = now.toISOString();
  change.push(
    sql.insertReport({
      organisationId,
      id,
      direction: 'sent',
      partyId: receiverId,
      figures: JSON.stringify(figures),
      madeAt: now,
      by: accountId,
    }),
  );
  await deliver(change, { to: receiverId, kind: talentReport, key: id, payload: { madeAt, figures } });
  change.audit({
    action: 'talent_report.send',
    subjectKind: 'organisation',
    subjectIds: [receiverId],
    detail: { report: id },
  });
  return { id, receiverId, sentAt: madeAt };
}

/** What a repeated request finds. @throws AppError not_found */
export async function readSent(reading: Reading, id: string): Promise<AnswerOf<typeof SendTalentFigures>> {
  const { organisationId } = reading;
  const row = await reading.first(sql.readSentReport({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return { id, receiverId: row.party_id, sentAt: row.made_at.toISOString() };
}

function receiversAmong<Party extends { readonly id: string; readonly kind: string }>(
  organisations: readonly Party[],
  senderId: string,
): readonly Party[] {
  return organisations.filter(({ id, kind }) => id !== senderId && receivingKinds.has(kind));
}

/** The newest of each organisation that reports here. */
export async function listReports(reading: Reading): Promise<AnswerOf<typeof ListTalentReports>> {
  const { organisationId } = reading;
  const [rows, organisations] = await reading.all(
    sql.listReceivedReports({ organisationId }),
    listOrganisations({}),
  );
  const known = new Map(organisations.map((one) => [one.id, one]));
  const items = rows.flatMap((row): TalentReportView[] => {
    const sender = known.get(row.party_id);
    if (sender === undefined) return [];
    return [
      {
        organisationId: sender.id,
        name: sender.name,
        nameEn: sender.name_en,
        regionCode: sender.region_code,
        madeAt: row.made_at.toISOString(),
        figures: row.figures as TalentReportView['figures'],
      },
    ];
  });
  return { items: items.toSorted((left, right) => left.regionCode.localeCompare(right.regionCode)) };
}

export const talentReceivers: readonly Receiver[] = [
  receiverOf(talentReport, async (change, { id, fromOrganisationId, payload }) => {
    const { organisationId } = change;
    change.push(
      sql.insertReport({
        organisationId,
        id,
        direction: 'received',
        partyId: fromOrganisationId,
        figures: JSON.stringify(payload.figures),
        madeAt: new Date(payload.madeAt),
        by: null,
      }),
    );
    return {};
  }),
];
