import type { Language } from '../../contract/language.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import { readAccount } from '../identity/public.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { countToday } from './codes.ts';
import type { WarnedChange, WarnedHolder } from './account-warnings.ts';
import { composeWarning, type HolderMessage } from './compose.ts';
import { openAddress } from './contact-way-view.ts';
import type { MessageWays } from './message-ways.ts';
import { listWaysOf } from './sql-choices.ts';

/** The name of the task, in the queue of messages. */
export const SEND_WARNING = 'send-warning';
/** Of one kind to one account: whoever was told so often knows. */
const MOST_A_DAY = 20;
/** Whoever hears of it later hears nothing new: the job ends, and the address with it. */
const OVER_MS = 86_400_000;

/** What the queue keeps until it is sent. The address is sealed: nobody reads it there. */
export interface Warning {
  readonly organisationId: string;
  readonly id: string;
  readonly at: string;
  readonly what: HolderMessage;
  readonly holder: WarnedHolder;
  readonly way: Way;
  readonly language: Language;
  readonly sealed: string;
}

interface Warned {
  readonly accountId: string;
  readonly what: HolderMessage;
  readonly holder: WarnedHolder;
  readonly language: Language;
}

/**
 * Tells the addresses that an account had until now of a change that somebody else may have made. It goes out after the commit, by a
 * job: the change waits for no mail server, and fails with none.
 */
export async function warn(
  change: Change,
  { accountId, ...said }: Warned,
  addresses: readonly { readonly way: Way; readonly address: string }[],
): Promise<void> {
  const { organisationId, keys, now } = change;
  if (addresses.length === 0) return;
  if (!(await countToday(change, `warning|${said.what}|${accountId}`, MOST_A_DAY))) return;
  for (const { way, address } of addresses) {
    const id = newId(now.getTime());
    const sealed = keys.sealForOrganisation(placeOf(id), address).toString('base64');
    const warning: Warning = { ...said, organisationId, id, at: now.toISOString(), way, sealed };
    change.enqueue(SEND_WARNING, warning);
  }
}

/** The same for somebody of the staff, by the ways that are confirmed. Called before they are changed. */
export async function warnStaff(change: Change, accountId: string, what: WarnedChange): Promise<void> {
  const { organisationId, keys } = change;
  const [[account], rows] = await change.all(
    readAccount({ organisationId, accountId }),
    listWaysOf({ organisationId, accountId }),
  );
  const addresses = rows.flatMap(({ way, sealed }) => {
    const address = openAddress(keys, 'sealed', { accountId, way }, sealed);
    return address === undefined ? [] : [{ way: way as Way, address }];
  });
  const language = account?.language as Language;
  await warn(change, { accountId, what, holder: 'staff', language }, addresses);
}

/** @throws SendError */
export async function sendWarning(
  messageWays: MessageWays,
  work: Work,
  { id, at, what, holder, way, language, sealed }: Warning,
): Promise<void> {
  if (!messageWays.can(way) || work.now.getTime() - Date.parse(at) > OVER_MS) return;
  const to = await work.read(async ({ keys }) => open(keys, id, Buffer.from(sealed, 'base64')));
  if (to === undefined) return;
  await messageWays.send(way, { id, to, ...composeWarning(what, { holder, language, messageWays }) });
}

/** undefined: its key was rotated away meanwhile */
function open(keys: OrganisationKeys, id: string, sealed: Buffer): string | undefined {
  return keys.beside.opened(() => keys.openForOrganisation(placeOf(id), sealed).toString('utf8'));
}

function placeOf(rowId: string) {
  return { table: 'job', column: 'sealed', rowId };
}
