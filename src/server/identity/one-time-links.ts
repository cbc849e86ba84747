import { type AccountStatus, decideAccountEvent } from '../../domain/access/account-lifecycle.ts';
import type { UseOneTimeLink } from '../../contract/identity.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { hashToken, newToken, readToken } from '../platform/http/bearer-token.ts';
import { type ActorDatabase, systemSettings } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { moveAccount } from './account-events.ts';
import * as sql from './sql.ts';

const LINK_HOURS = { invitation: 24 * 7, password_reset: 24, first_administrator: 24 * 7 } as const;
export type LinkPurpose = keyof typeof LINK_HOURS;

/** Path of the account's only open link; the token stands behind # so that no server log ever holds it. */
export function makeLink(change: Change, accountId: string, purpose: LinkPurpose): string {
  const { organisationId, now } = change;
  const token = newToken(organisationId);
  const expiresAt = new Date(now.getTime() + LINK_HOURS[purpose] * 3_600_000);
  const tokenHash = hashToken(token);
  change.push(sql.deleteOpenLinks({ organisationId, accountId }));
  change.push(sql.insertLink({ organisationId, accountId, tokenHash, purpose, now, expiresAt }));
  return `/welcome#${token}`;
}

/**
 * A link that its account may use now. Looked for without the organisation's keys: a forged token names one that has
 * none.
 * @throws AppError link_invalid
 */
export async function getLink(database: ActorDatabase, token: string, now: Date) {
  const parts = readToken(token);
  if (parts === undefined) throw new AppError('link_invalid');
  const { organisationId, hash: tokenHash } = parts;
  const link = await database
    .reader(systemSettings(organisationId))
    .first(sql.findLink({ organisationId, tokenHash, now }));
  if (link === undefined || !mayUseLink(link)) throw new AppError('link_invalid');
  return { ...link, purpose: link.purpose as LinkPurpose, organisationId, tokenHash };
}

/** @throws AppError link_invalid when the account was suspended or reset since the link was read, or it was used */
export async function useLink(
  change: Change,
  { account_id: accountId, tokenHash }: { account_id: string; tokenHash: Buffer },
  { displayName }: Pick<BodyOf<typeof UseOneTimeLink>, 'displayName'>,
  passwordHash: string,
): Promise<void> {
  const { organisationId, now } = change;
  // the account first, as every other event does: whoever suspends at the same time comes before or after all of this
  const account = await change.first(sql.lockAccount({ organisationId, accountId }));
  const used = await change.first(sql.useLink({ organisationId, tokenHash, now }));
  if (account === undefined || used === undefined || !mayUseLink(account)) throw new AppError('link_invalid');
  const name = displayName === undefined ? {} : { display_name: displayName };
  moveAccount(change, account, 'use_link', { values: { ...name, password_hash: passwordHash } });
  change.audit({ action: 'link.use', subjectKind: 'account', subjectIds: [accountId] });
}

function mayUseLink({ status }: { status: string }): boolean {
  return decideAccountEvent({ status: status as AccountStatus, hasPassword: false }, 'use_link').ok;
}
