import { type Answers, scoreResponse } from '../../domain/scoring/score.ts';
import { growthForm } from '../../domain/scoring/shipped-instruments.ts';
import { insertRows } from '../platform/database/insert-rows.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { getInstrument } from './instruments.ts';
import { storedScores } from './responses.ts';
import { sealResponse } from './sealed.ts';
import * as sql from './sql.ts';
import { insertManyResponses as insertResponses, type NewResponse } from './sql-responses.ts';

export { measureMatters } from './matters.ts';
export { answerHeadings, exportAnswers } from './export-answers.ts';
export { openReadable, openResponse, scoreValues } from './sealed.ts';
export { unsealedMeasures } from './unsealed.ts';

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
  readonly groupIds: readonly string[];
  readonly people: readonly SyntheticRespondent[];
}

export interface SyntheticRespondent extends SyntheticPerson {
  readonly groupId: string;
  readonly hasConsent: boolean;
  /** instrument → answers; undefined: invited, did not answer */
  readonly answers: Readonly<Record<string, Answers>> | undefined;
  readonly answeredAt: Date;
}

const INVITATION =
  'organisation_id, id, campaign_id, client_id, group_id, site_id, worker_ids, withheld, issued_at, answered_ids, answered_at, created_at';
const RESPONSES_AT_ONCE = 4_000;

/** For seeds: scored and sealed like others, in few statements; without audit and alerts, since nobody answered. */
export function insertManyResponses(change: Change, responses: readonly SyntheticResponse[]): void {
  const nowhere = { campaignId: null, invitationId: null };
  pushResponses(
    change,
    responses.map((response) => rowOf(change, response, nowhere)),
  );
}

/** For seeds: a whole round with its invitations and answers. */
export function insertRound(change: Change, round: SyntheticRound, createdBy: string): void {
  const { organisationId } = change;
  const instrumentIds = [...growthForm.instruments];
  const { id: campaignId, title, wave, studyTag, openedAt: opensAt, closesAt } = round;
  const without = { titleEn: null, contactName: null, contactPhone: null };
  const campaign = { organisationId, id: campaignId, title, wave, studyTag, opensAt, closesAt, ...without };
  change.push(sql.insertCampaign({ ...campaign, instrumentIds, createdBy, now: opensAt }));
  change.push(sql.insertCampaignGroups({ organisationId, campaignId, groupIds: round.groupIds }));
  change.push(sql.openCampaign({ organisationId, id: campaignId, now: opensAt }));
  const invitations: unknown[][] = [];
  const responses: NewResponse[] = [];
  for (const person of round.people) {
    const { clientId, siteId, workerIds, groupId, answeredAt, hasConsent } = person;
    const invitationId = newId();
    const answers = hasConsent ? person.answers : undefined;
    const issued = hasConsent ? [null, opensAt] : ['missing', null];
    const answered = answers === undefined ? [[], null] : [instrumentIds, answeredAt];
    const scope = [organisationId, invitationId, campaignId, clientId, groupId, siteId, workerIds];
    invitations.push([...scope, ...issued, ...answered, opensAt]);
    for (const [instrumentId, given] of Object.entries(answers ?? {})) {
      responses.push(
        rowOf(change, { ...person, instrumentId, answers: given }, { campaignId, invitationId }),
      );
    }
  }
  for (const insert of insertRows('invitation', INVITATION, invitations)) change.push(insert);
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
    keptApart: null,
    now: answeredAt,
  };
}

function pushResponses(change: Change, rows: readonly NewResponse[]): void {
  for (let start = 0; start < rows.length; start += RESPONSES_AT_ONCE) {
    change.push(insertResponses(rows.slice(start, start + RESPONSES_AT_ONCE)));
  }
}
