import {
  drawClass,
  drawGrowthAnswers,
  drawHardest,
  drawPupil,
  type Latent,
  plantedRegions,
} from '../../domain/demo/planted.ts';
import { createRandom, type Random } from '../../domain/random.ts';
import { type Answers, scoreResponse } from '../../domain/scoring/score.ts';
import { growthForm } from '../../domain/scoring/shipped-instruments.ts';
import { newId } from '../platform/database/ids.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Change, Services } from '../platform/work/work.ts';
import { getInstrument } from './instruments.ts';
import { storedScores } from './responses.ts';
import { sealResponse } from './sealed.ts';
import { insertCampaign, insertCampaignClasses, openCampaign } from './sql.ts';
import type { NewResponse } from './sql-responses.ts';
import { type AnsweredInvitation, insertInvitations, insertResponses } from './sql-seed.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const ANSWERING = { baseline: 0.97, post: 0.94 } as const;
const [GROWTH, HARDEST] = growthForm.instruments;

interface SeedStation {
  readonly organisationId: string;
  readonly code: string;
  /** opens the rounds */
  readonly supervisorId: string;
}

interface SeedClass {
  readonly id: string;
  readonly arm: 'intervention' | 'comparison';
  readonly students: readonly SeedStudent[];
}

interface SeedStudent {
  readonly id: string;
  readonly wrapped: Buffer;
  readonly siteId: string;
  readonly hasConsent: boolean;
}

/** Two rounds of a station, eight weeks apart, made of the planted truth (src/domain/demo/planted.ts). */
export async function seedWaves(
  services: Services,
  station: SeedStation,
  classes: readonly SeedClass[],
  { studyTag, seed }: { studyTag: string; seed: number },
): Promise<void> {
  const region = plantedRegions[station.code as keyof typeof plantedRegions];
  const random = createRandom(seed);
  const latents = new Map<string, Latent>();
  for (const schoolClass of classes) {
    const ofClass = drawClass(random);
    for (const { id } of schoolClass.students)
      latents.set(id, { schoolClass: ofClass, pupil: drawPupil(random) });
  }
  const now = services.clock().getTime();
  const rounds = [
    { wave: 'baseline', title: '秋季心理韧性筛查（基线）', openedAt: mondayMorning(now - 11 * WEEK) },
    { wave: 'post', title: '秋季心理韧性筛查（八周后）', openedAt: mondayMorning(now - 2 * WEEK) },
  ] as const;
  for (const { wave, title, openedAt } of rounds) {
    const people = classes.flatMap((schoolClass) =>
      schoolClass.students.map((student): SyntheticRespondent => {
        const latent = latents.get(student.id) ?? { schoolClass: 0, pupil: 0 };
        const isTreated = schoolClass.arm === 'intervention';
        const answersOf = () => ({
          [GROWTH ?? '']: drawGrowthAnswers(random, region, latent, { isPost: wave === 'post', isTreated }),
          [HARDEST ?? '']: drawHardest(random),
        });
        return respondentOf(schoolClass, student, random, { openedAt, share: ANSWERING[wave], answersOf });
      }),
    );
    const { organisationId, supervisorId: actorId } = station;
    await seedWork(services, { organisationId, actorId }, openedAt).change(async (change) =>
      insertRound(
        change,
        {
          id: newId(openedAt.getTime()),
          title,
          wave,
          studyTag,
          openedAt,
          closesAt: new Date(openedAt.getTime() + WEEK),
          classIds: classes.map(({ id }) => id),
          people,
        },
        actorId,
      ),
    );
  }
}

/** Eight o'clock in China (midnight in UTC) on the Monday of that week; day 0 of the epoch was a Thursday. */
function mondayMorning(instant: number): Date {
  const day = Math.floor((instant + 8 * HOUR) / DAY);
  return new Date((day - ((day + 3) % 7)) * DAY);
}

function respondentOf(
  schoolClass: SeedClass,
  student: SeedStudent,
  random: Random,
  wave: { openedAt: Date; share: number; answersOf: () => SyntheticRespondent['answers'] },
): SyntheticRespondent {
  const isAnswering = random() < wave.share;
  // in a lesson of the round's first days
  const answeredAt = new Date(wave.openedAt.getTime() + Math.floor(random() * 3) * DAY + 3 * HOUR);
  return {
    clientId: student.id,
    wrapped: student.wrapped,
    siteId: student.siteId,
    workerIds: [],
    classId: schoolClass.id,
    hasConsent: student.hasConsent,
    answers: isAnswering ? wave.answersOf() : undefined,
    answeredAt,
  };
}

/** A person of a seeded organisation. */
export interface SyntheticPerson {
  readonly clientId: string;
  readonly wrapped: Buffer;
  readonly siteId: string;
  readonly workerIds: readonly string[];
}

export interface SyntheticResponse extends SyntheticPerson {
  readonly instrumentId: string;
  readonly answers: Answers;
  readonly answeredAt: Date;
}

/** A round that is over, with what each pupil of its classes answered. */
export interface SyntheticRound {
  readonly id: string;
  readonly title: string;
  readonly wave: 'baseline' | 'post';
  readonly studyTag: string;
  readonly openedAt: Date;
  readonly closesAt: Date;
  readonly classIds: readonly string[];
  readonly people: readonly SyntheticRespondent[];
}

export interface SyntheticRespondent extends SyntheticPerson {
  readonly classId: string;
  readonly hasConsent: boolean;
  /** instrument → answers; undefined: invited, did not answer */
  readonly answers: Readonly<Record<string, Answers>> | undefined;
  readonly answeredAt: Date;
}

const RESPONSES_AT_ONCE = 4_000;

/** Scored and sealed like others, in few statements; without audit and alerts, since nobody answered. */
export function insertManyResponses(change: Change, responses: readonly SyntheticResponse[]): void {
  const nowhere = { campaignId: null, invitationId: null };
  pushResponses(
    change,
    responses.map((response) => rowOf(change, response, nowhere)),
  );
}

/** A whole round with its invitations and answers. */
export function insertRound(change: Change, round: SyntheticRound, createdBy: string): void {
  const { organisationId } = change;
  const instrumentIds = [...growthForm.instruments];
  const { id: campaignId, title, wave, studyTag, openedAt: opensAt, closesAt } = round;
  const without = { titleEn: null, contactName: null, contactPhone: null };
  const campaign = { organisationId, id: campaignId, title, wave, studyTag, opensAt, closesAt, ...without };
  change.push(insertCampaign({ ...campaign, instrumentIds, createdBy, now: opensAt }));
  change.push(insertCampaignClasses({ organisationId, campaignId, classIds: round.classIds }));
  change.push(openCampaign({ organisationId, id: campaignId, now: opensAt }));
  const invitations: AnsweredInvitation[] = [];
  const responses: NewResponse[] = [];
  for (const person of round.people) {
    const { clientId, siteId, workerIds, classId, answeredAt, hasConsent } = person;
    const invitationId = newId();
    const answers = hasConsent ? person.answers : undefined;
    const about = { organisationId, id: invitationId, campaignId, clientId, classId, siteId };
    invitations.push({
      ...about,
      workerIds: [...workerIds],
      withheld: hasConsent ? null : 'missing',
      issuedAt: hasConsent ? opensAt : null,
      answeredIds: answers === undefined ? [] : instrumentIds,
      answeredAt: answers === undefined ? null : answeredAt,
      now: opensAt,
    });
    for (const [instrumentId, given] of Object.entries(answers ?? {})) {
      responses.push(
        rowOf(change, { ...person, instrumentId, answers: given }, { campaignId, invitationId }),
      );
    }
  }
  for (const insert of insertInvitations(invitations)) change.push(insert);
  pushResponses(change, responses);
}

function rowOf(
  { organisationId, keys }: Change,
  response: SyntheticResponse,
  origin: { campaignId: string | null; invitationId: string | null },
): NewResponse {
  const { instrumentId, answers, answeredAt } = response;
  const id = newId(answeredAt.getTime());
  return {
    ...origin,
    organisationId,
    id,
    clientId: response.clientId,
    siteId: response.siteId,
    workerIds: [...response.workerIds],
    instrumentId,
    answers: sealResponse(
      keys,
      response,
      { id, instrumentId },
      { answers, scores: storedScores(scoreResponse(getInstrument(instrumentId, 'instrumentId'), answers)) },
    ),
    answeredAt,
    recordedBy: response.workerIds[0] ?? null,
    recordedFrom: null,
    keptApart: null,
    now: answeredAt,
  };
}

function pushResponses(change: Change, rows: readonly NewResponse[]): void {
  for (let start = 0; start < rows.length; start += RESPONSES_AT_ONCE) {
    change.push(insertResponses(rows.slice(start, start + RESPONSES_AT_ONCE)));
  }
}
