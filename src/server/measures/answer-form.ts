import { decideAnswer } from '../../domain/campaigns/decide-answer.ts';
import { helpLines } from '../../domain/campaigns/help-lines.ts';
import { surnameOf } from '../../domain/people/surname.ts';
import type { Instrument } from '../../domain/scoring/instrument.ts';
import { openClientName, openProfile, readableStanding, readProfileInClass } from '../clients/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { periodOf } from './campaigns.ts';
import { getForm } from './instruments.ts';
import { refusalOf } from './responses.ts';
import * as sql from './sql-responses.ts';

/**
 * What a link leads to. It names the station and the round, and of the person the surname, the class and the end of the
 * student number: enough to notice a slip that was swapped, and less than the slip itself says.
 * @throws AppError link_invalid, consent_not_given, answering_not_open, answering_closed, already_answered
 */
export async function openAnswerForm(reading: Reading, tokenHash: Buffer) {
  const { organisationId, keys, now, timeZone } = reading;
  const [[invitation], consents] = await reading.all(
    sql.findInvitation({ organisationId, tokenHash }),
    sql.listInvitedConsents({ organisationId, tokenHash }),
  );
  if (invitation === undefined || invitation.wrapped === null) throw new AppError('link_invalid');
  const { instrument_ids: instrumentIds, answered_ids: answeredIds, opens_at: opensAt } = invitation;
  const person = { id: invitation.client_id, card: invitation.card, wrapped: invitation.wrapped };
  const decision = decideAnswer(
    {
      campaign: { ...periodOf(invitation), instrumentIds },
      answeredIds,
      consent: readableStanding(keys, person, consents, dayIn(timeZone, now)),
    },
    instrumentIds.find((id) => !answeredIds.includes(id)) ?? instrumentIds[0] ?? '',
    { answeredAt: now, now },
  );
  if (!decision.ok) throw refusalOf(decision.reason, { opensAt, timeZone });
  const form = await getForm(reading, instrumentIds);
  const { organisation } = await getOrganisation(reading);
  const respondent = await readRespondent(reading, person, invitation.class_id);
  const { contact_name: name, contact_phone: phone } = invitation;
  return {
    title: { zh: invitation.title, en: invitation.title_en ?? invitation.title },
    station: { zh: organisation.name, en: organisation.nameEn ?? organisation.name },
    timeZone,
    respondent,
    contact: name === null ? null : { name, phone },
    helpLines: [...helpLines],
    closesAt: invitation.closes_at.toISOString(),
    instruments: form.map(forRespondent),
    answeredIds,
  };
}

/** What the end of a student number says beside the class: enough for a child to know the own slip. */
async function readRespondent(
  reading: Reading,
  person: { id: string; card: Buffer | null; wrapped: Buffer | null },
  classId: string,
) {
  const { organisationId, keys } = reading;
  const row = await reading.first(readProfileInClass({ organisationId, id: person.id, classId }));
  const { studentNumber = null } = openProfile(keys.beside, person, row?.profile ?? null) ?? {};
  return {
    surname: surnameOf(openClientName(keys, person)),
    className: row?.name ?? '',
    seat: studentNumber?.slice(-2) ?? null,
  };
}

/** Without what is made of the answers: a pupil sees questions, not cut-offs. */
function forRespondent(instrument: Instrument): Instrument {
  return { ...instrument, scales: [], cutOffs: [], reliability: [] };
}
