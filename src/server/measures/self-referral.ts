import type { BodyOf } from '../../contract/operation.ts';
import type { AskForTalk } from '../../contract/responses.ts';
import { referThemselves } from '../casework/public.ts';
import { AppError } from '../platform/errors.ts';
import type { Change } from '../platform/work.ts';
import * as sql from './sql-responses.ts';

/**
 * A pupil asks for a social worker by the link that the pupil has. Neither a missing consent nor the end of the round
 * stands in the way: whoever asks for help is heard.
 * @throws AppError link_invalid, id_taken, asked_often
 */
export async function askForTalk(change: Change, tokenHash: Buffer, body: BodyOf<typeof AskForTalk>) {
  const { organisationId } = change;
  const invitation = await change.first(sql.findInvitation({ organisationId, tokenHash }));
  if (invitation === undefined || invitation.wrapped === null) throw new AppError('link_invalid');
  await referThemselves(change, {
    id: body.id,
    clientId: invitation.client_id,
    urgency: body.urgency,
    words: body.words?.trim() ?? '',
  });
  return { id: body.id };
}
