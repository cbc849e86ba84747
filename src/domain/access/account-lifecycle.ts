/** Waits for its first link; may sign in; waits for a link after a reset; closed by an administrator. */
export const accountStatuses = ['invited', 'active', 'resetting', 'suspended'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

export const accountEvents = [
  'use_link',
  'suspend',
  'reinstate',
  'reset',
  'change_password',
  'confirm_second_factor',
  'stop_second_factor',
] as const;
export type AccountEvent = (typeof accountEvents)[number];

/** What an arrow puts an end to: one-time links, sessions of browsers, tokens of programs, what proves who one is. */
export const endings = [
  'links',
  'sessions',
  'other_sessions',
  'tokens',
  'password',
  'second_factor',
] as const;
export type Ending = (typeof endings)[number];

export interface AccountArrow {
  readonly to: AccountStatus;
  readonly ends: readonly Ending[];
  /** where the arrow leads an account that has no password */
  readonly toWithoutPassword?: AccountStatus;
}

const useLink: AccountArrow = { to: 'active', ends: ['links', 'sessions', 'tokens'] };
/** The password stays, so that whoever is reinstated signs in as before. */
const suspend: AccountArrow = { to: 'suspended', ends: ['links', 'sessions', 'tokens'] };
/** Whoever asks for a reset may have lost telephone and password to a stranger: nothing of before opens any more. */
const resetEnds: readonly Ending[] = ['links', 'sessions', 'tokens', 'password', 'second_factor'];

/** The life of an account as one table: the server moves accounts by it, and what has no arrow is refused. */
export const accountLifecycle: Readonly<
  Record<AccountStatus, Readonly<Partial<Record<AccountEvent, AccountArrow>>>>
> = {
  invited: {
    use_link: useLink,
    suspend,
    reset: { to: 'invited', ends: resetEnds },
  },
  active: {
    suspend,
    reset: { to: 'resetting', ends: resetEnds },
    change_password: { to: 'active', ends: ['links', 'other_sessions', 'tokens'] },
    confirm_second_factor: { to: 'active', ends: ['second_factor'] },
    stop_second_factor: { to: 'active', ends: ['second_factor'] },
  },
  resetting: {
    use_link: useLink,
    suspend,
    reset: { to: 'resetting', ends: resetEnds },
  },
  suspended: {
    reinstate: { to: 'active', toWithoutPassword: 'resetting', ends: ['links'] },
  },
};

export type AccountDecision =
  | { readonly ok: true; readonly to: AccountStatus; readonly ends: readonly Ending[] }
  | {
      readonly ok: false;
      readonly reason: 'account_suspended' | 'account_waits_for_link' | 'account_active';
    };

export function decideAccountEvent(
  account: { readonly status: AccountStatus; readonly hasPassword: boolean },
  event: AccountEvent,
): AccountDecision {
  const arrow = accountLifecycle[account.status][event];
  if (arrow === undefined) return { ok: false, reason: refusals[account.status] };
  const { to, toWithoutPassword = to, ends } = arrow;
  return { ok: true, to: account.hasPassword ? to : toWithoutPassword, ends };
}

const refusals = {
  invited: 'account_waits_for_link',
  active: 'account_active',
  resetting: 'account_waits_for_link',
  suspended: 'account_suspended',
} as const;
