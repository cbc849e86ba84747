import {
  type AccountEvent,
  type AccountStatus,
  decideAccountEvent,
  type Ending,
} from '../../domain/access/account-lifecycle.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Statement } from '../platform/database/statement.ts';
import type { Change } from '../platform/work/work.ts';
import * as sql from './sql.ts';

interface AccountRow {
  readonly id: string;
  readonly status: string;
  readonly password_hash: string | null;
}

interface Event {
  /** written with the move: a new password, a confirmed second factor */
  readonly values?: sql.AccountChange;
  /** the session in which it happens, where that one goes on */
  readonly sessionId?: string | null;
}

/**
 * Moves an account, which the caller has locked, along one arrow of its table and ends what the arrow ends: the only
 * place that changes a status.
 * @throws AppError account_suspended, account_waits_for_link, account_active
 */
export function moveAccount(
  change: Change,
  account: AccountRow,
  event: AccountEvent,
  { values = {}, sessionId = null }: Event = {},
): void {
  const decision = decideAccountEvent(
    { status: account.status as AccountStatus, hasPassword: account.password_hash !== null },
    event,
  );
  if (!decision.ok) throw new AppError(decision.reason);
  const input = { organisationId: change.organisationId, accountId: account.id, now: change.now };
  let cleared: sql.AccountChange = {};
  for (const ending of decision.ends) {
    cleared = { ...cleared, ...clearedBy[ending] };
    for (const statement of endedBy[ending]({ ...input, sessionId })) change.push(statement);
  }
  change.push(sql.updateAccount({ ...input, change: { ...cleared, ...values, status: decision.to } }));
}

/** Columns of the account that an ending empties. */
const clearedBy: Partial<Record<Ending, sql.AccountChange>> = {
  password: { password_hash: null },
  second_factor: { totp_secret: null, totp_confirmed_at: null, totp_last_step: null, totp_pending: null },
};

interface EndingInput {
  readonly organisationId: string;
  readonly accountId: string;
  readonly now: Date;
  readonly sessionId: string | null;
}

/** Rows beside the account that an ending ends. */
const endedBy: Record<Ending, (input: EndingInput) => Statement<unknown>[]> = {
  links: (input) => [sql.deleteOpenLinks(input)],
  sessions: (input) => [sql.revokeSessions({ ...input, kind: 'browser', exceptId: null })],
  other_sessions: (input) => [sql.revokeSessions({ ...input, kind: 'browser', exceptId: input.sessionId })],
  tokens: (input) => [sql.revokeSessions({ ...input, kind: 'token', exceptId: null })],
  password: () => [],
  second_factor: (input) => [sql.deleteRecoveryCodes(input)],
};
