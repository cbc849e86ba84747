import type { BodyOf } from '../../contract/operation.ts';
import type { AskForTalk } from '../../contract/responses.ts';
import { referThemselves } from '../casework/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { CreationErased } from '../platform/work/creation.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { callForClass } from './help-calls.ts';
import { readCall, readEarlierCall } from './sql-help-calls.ts';
import * as sql from './sql-responses.ts';

/**
 * A pupil asks for a social worker by the link that the pupil has. Neither a missing consent nor the end of the round
 * stands in the way: whoever asks for help is heard. A link that is void, or that its holder says is somebody else's,
 * tells the class and not who asks: then the class's station is called, and no person is named.
 * @throws AppError link_invalid, id_taken, asked_often
 */
export async function askForTalk(change: Change, tokenHash: Buffer, body: BodyOf<typeof AskForTalk>) {
  const { organisationId } = change;
  const [[current], [former]] = await change.all(
    sql.findInvitation({ organisationId, tokenHash }),
    sql.findFormerInvitation({ organisationId, tokenHash }),
  );
  const invitation = current ?? former;
  if (invitation === undefined) throw new AppError('link_invalid');
  const { id, urgency } = body;
  const words = body.words?.trim() ?? '';
  // an erased person cannot be referred, yet somebody holds the slip and calls
  const isTheirs = current !== undefined && current.wrapped !== null && body.isMine !== false;
  if (isTheirs) await referThemselves(change, { id, clientId: invitation.client_id, urgency, words });
  else await callForClass(change, { id, invitation, urgency, words });
  return { id };
}

/**
 * What whoever asked before is told again. What went with a person who was erased since is known to nobody: whoever asks
 * again must hear that. A call for the class names nobody and stays, and so does what it was an answer to already.
 * @throws CreationErased
 */
export async function readTalk(reading: Reading, tokenHash: Buffer, body: BodyOf<typeof AskForTalk>) {
  const { organisationId } = reading;
  const { id } = body;
  const [[current], [former], [call]] = await reading.all(
    sql.findInvitation({ organisationId, tokenHash }),
    sql.findFormerInvitation({ organisationId, tokenHash }),
    readCall({ organisationId, id }),
  );
  const invitation = current ?? former;
  const isKnown = invitation !== undefined && (invitation.wrapped !== null || body.isMine === false);
  if (call !== undefined || isKnown) return { id };
  const earlier =
    invitation === undefined
      ? undefined
      : await reading.first(readEarlierCall({ organisationId, id, invitationId: invitation.id }));
  if (earlier === undefined) throw new CreationErased();
  return { id };
}
