import { hardestNow } from '../../domain/scoring/instruments/hardest-now.ts';
import type { Answer } from '../../domain/scoring/score.ts';
import type { Arm, StudyProtocol } from '../../domain/studies/protocol.ts';
import type { ClassDelivery } from '../../domain/studies/class-delivery.ts';
import type { Scores, StudyPerson } from '../../domain/studies/study-person.ts';
import type { Selection } from '../../domain/studies/study-release.ts';
import { listConsentFactsOf, readableStanding } from '../clients/public.ts';
import { readClassAttendance, readClassDeliveries } from '../groups/public.ts';
import {
  listBaselineAnswers,
  listTaggedAnswers,
  listTaggedInvited,
  openReadable,
  scoreValues,
} from '../measures/public.ts';
import { mapInTurn } from '../platform/work/in-turn.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

type Access = Pick<Reading, 'all' | 'first' | 'organisationId' | 'keys' | 'now' | 'timeZone'>;

const [ranked] = hardestNow.items;

/** Options of the question what is hardest. */
export const hardestOptions = ranked?.kind === 'ranking' ? ranked.options : [];

export const hardestOptionIds: readonly string[] = hardestOptions.map(({ id }) => id);

export interface StudyPeople {
  readonly people: readonly StudyPerson[];
  /** of those who consent to research */
  readonly selections: readonly Selection[];
  /** how classes of the intervention had their sessions */
  readonly deliveries: readonly ClassDelivery[];
}

/** Everybody whom the study's rounds reached in this organisation, as the analysis needs them: no name leaves here. */
export async function readStudyPeople(
  access: Access,
  study: { readonly id: string; readonly protocol: StudyProtocol; readonly registeredAt: string },
): Promise<StudyPeople> {
  const { organisationId, keys } = access;
  const today = dayIn(access.timeZone, access.now);
  const key = { organisationId, studyId: study.id };
  const { instrumentId } = study.protocol.primaryOutcome;
  const [classes, invited, scores, answers] = await access.all(
    sql.listClasses(key),
    listTaggedInvited(key),
    listTaggedAnswers({ ...key, instrumentId }),
    listBaselineAnswers({ ...key, instrumentId: hardestNow.id }),
  );
  const clientIds = [...new Set(invited.map(({ client_id: id }) => id))];
  const treated = classes.filter(({ arm }) => arm === 'intervention').map((row) => row.class_id);
  const [consents] = await access.all(listConsentFactsOf({ organisationId, clientIds, purpose: 'research' }));
  const deliveries = await readClassDeliveries(access, treated);
  const attendance = await readClassAttendance(access, treated);
  const consentsOf = Map.groupBy(consents, ({ client_id: id }) => id);
  const armOf = new Map(classes.map((row) => [row.class_id, row.arm as Arm]));
  const scoresOf = await earliestScores(keys, scores);
  const year = Number(dayIn(access.timeZone, new Date(study.registeredAt)).slice(0, 'YYYY'.length));
  const people = new Map<string, StudyPerson>();
  for (const [clientId, rows] of Map.groupBy(invited, ({ client_id: id }) => id)) {
    // the class of the first round: whoever changes class stays in the arm
    const [first] = rows;
    const arm = first === undefined ? undefined : armOf.get(first.class_id);
    if (first === undefined || arm === undefined) continue;
    const person = { id: clientId, card: first.card, wrapped: first.wrapped };
    people.set(clientId, {
      classId: first.class_id,
      arm,
      isInvited: rows.some(({ withheld, answered_ids }) => withheld === null || answered_ids.length > 0),
      hasConsent: readableStanding(keys, person, consentsOf.get(clientId) ?? [], today) === 'given',
      sex: first.sex as StudyPerson['sex'],
      age: first.birth_year === null ? null : year - first.birth_year,
      baseline: scoresOf.get(`baseline ${clientId}`) ?? null,
      post: scoresOf.get(`post ${clientId}`) ?? null,
      attended: attendance.get(clientId) ?? null,
    });
  }
  const chosen = new Map<string, Selection>();
  await mapInTurn(answers, (row) => {
    const person = people.get(row.client_id);
    if (person === undefined || !person.hasConsent || chosen.has(row.client_id)) return;
    const sealedFor = { clientId: row.client_id, wrapped: row.wrapped };
    const opened = openReadable(keys, sealedFor, row.id, row.answers);
    if (opened === undefined) return;
    const { answers: given } = opened;
    chosen.set(row.client_id, { classId: person.classId, chosen: selectionOf(given[ranked?.id ?? '']) });
  });
  return { people: [...people.values()], selections: [...chosen.values()], deliveries };
}

type ScoreRow = NonNullable<ReturnType<typeof listTaggedAnswers>['row']>;

/** `wave client` → scores of the first answer in that wave. */
async function earliestScores(
  keys: OrganisationKeys,
  rows: readonly ScoreRow[],
): Promise<ReadonlyMap<string, Scores>> {
  const scoresOf = new Map<string, Scores>();
  await mapInTurn(rows, ({ id, client_id: clientId, wave, wrapped, answers }) => {
    const key = `${wave} ${clientId}`;
    if (scoresOf.has(key)) return;
    const opened = openReadable(keys, { clientId, wrapped }, id, answers);
    if (opened !== undefined) scoresOf.set(key, scoreValues(opened.scores));
  });
  return scoresOf;
}

function selectionOf(answer: Answer | undefined): readonly string[] {
  return typeof answer === 'object' && answer !== null ? answer : [];
}
