import type { Answers } from '../../domain/scoring/score.ts';
import { scoreResponse } from '../../domain/scoring/score.ts';
import { findShippedInstrument, growthForm } from '../../domain/scoring/shipped-instruments.ts';
import { raiseAlert } from '../casework/public.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { newId } from '../platform/ids.ts';
import type { Change } from '../platform/work.ts';
import { storedScores } from './responses.ts';
import { sealAnswers } from './sealed.ts';
import * as sql from './sql.ts';

/** A round that is over, with what each pupil of its classes answered; null: not invited for want of consent. */
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

export interface SyntheticRespondent {
  readonly clientId: string;
  readonly wrapped: Buffer;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  readonly groupId: string;
  readonly hasConsent: boolean;
  /** instrument → answers; undefined: invited, did not answer */
  readonly answers: Readonly<Record<string, Answers>> | undefined;
  readonly answeredAt: Date;
}

const INVITATION =
  'organisation_id, id, campaign_id, client_id, group_id, site_id, worker_ids, withheld, issued_at, answered_ids, answered_at, created_at';
const RESPONSE =
  'organisation_id, id, client_id, site_id, worker_ids, campaign_id, invitation_id, instrument_id, scores, answers, answered_at, received_at';

/** For seeds: a whole round in few statements; scored by the same function as any answer, alerts included. */
export function insertRound(change: Change, round: SyntheticRound, createdBy: string): void {
  const { organisationId, keys } = change;
  const instrumentIds = [...growthForm.instruments];
  change.push(
    sql.insertCampaign({
      organisationId,
      id: round.id,
      title: round.title,
      titleEn: null,
      instrumentIds,
      wave: round.wave,
      studyTag: round.studyTag,
      contactName: null,
      contactPhone: null,
      opensAt: round.openedAt,
      closesAt: round.closesAt,
      createdBy,
      now: round.openedAt,
    }),
  );
  change.push(sql.insertCampaignGroups({ organisationId, campaignId: round.id, groupIds: round.groupIds }));
  change.push(sql.openCampaign({ organisationId, id: round.id, now: round.openedAt }));
  const invitations: unknown[][] = [];
  const responses: unknown[][] = [];
  for (const person of round.people) {
    const { clientId, siteId, workerIds, answers, answeredAt } = person;
    const invitationId = newId();
    const scope = [organisationId, invitationId, round.id, clientId, person.groupId, siteId, workerIds];
    const isAnswered = person.hasConsent && answers !== undefined;
    invitations.push([
      ...scope,
      person.hasConsent ? null : 'missing',
      person.hasConsent ? round.openedAt : null,
      isAnswered ? instrumentIds : [],
      isAnswered ? answeredAt : null,
      round.openedAt,
    ]);
    if (!isAnswered) continue;
    for (const [instrumentId, given] of Object.entries(answers)) {
      const instrument = findShippedInstrument(instrumentId);
      if (instrument === undefined) throw new RangeError(`no instrument ${instrumentId}`);
      const scored = scoreResponse(instrument, given);
      const id = newId();
      responses.push([
        organisationId,
        id,
        clientId,
        siteId,
        workerIds,
        round.id,
        invitationId,
        instrumentId,
        storedScores(scored),
        sealAnswers(keys, person, id, given),
        answeredAt,
        answeredAt,
      ]);
      if (scored.alerts.length > 0) {
        raiseAlert(change, { kind: 'harm_by_others_answer', sourceId: id, clientId, siteId, workerIds });
      }
    }
  }
  for (const insert of insertRows('invitation', INVITATION, invitations)) change.push(insert);
  for (const insert of insertRows('response', RESPONSE, responses)) change.push(insert);
}
