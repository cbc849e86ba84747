import type { Permission } from '../domain/access/roles.ts';
import { addressOf } from './address.ts';
import { ListAlerts } from './alerts.ts';
import { ListCases, ListReferrals } from './casework.ts';
import { ListClients } from './clients.ts';
import { ListGroups } from './groups.ts';
import { ReadDraftKey, ReadMe } from './identity.ts';
import type { OperationShape } from './operation.ts';

type May = (permission: Permission) => boolean;

interface FirstAnswer {
  readonly address: string;
  /** as the page's part has it; left out: everyone */
  readonly isFor?: (may: May) => boolean;
}

function answer(
  { url }: OperationShape,
  query: Readonly<Record<string, string | number | boolean>> = {},
  isFor?: (may: May) => boolean,
): FirstAnswer {
  const address = addressOf(url, {}, query);
  return isFor === undefined ? { address } : { address, isFor };
}

/** Nothing is drawn before these. */
const atOnce = [answer(ReadMe), answer(ReadDraftKey)];

/**
 * What the pages on which a day begins ask for first, in the words in which they ask: another order of the query is another address,
 * and is asked for twice. Only what fills the first screen: each takes one of the six ways that a browser has to a server.
 */
const ofPage: Readonly<Record<string, readonly FirstAnswer[]>> = {
  '/': [
    answer(ListAlerts, { state: 'open', limit: 50 }, (may) => may('alert.take')),
    answer(ListReferrals, { status: 'open', limit: 200 }, (may) => may('referral.decide')),
    answer(ListCases, { waiting: 'next_step', limit: 50 }, (may) => may('case.read')),
    answer(ListCases, { mine: true, limit: 50 }, (may) => may('case.read')),
    answer(ListGroups, { limit: 100 }, (may) => may('group.manage')),
  ],
  '/clients': [answer(ListClients, { details: true, limit: 50 }, (may) => may('client.read'))],
};

/** Addresses of what a page asks for as soon as its files are there, by who opens it; the most wanted first. */
export function firstAnswers(page: string, may: May): readonly string[] {
  return [...atOnce, ...(ofPage[page] ?? [])]
    .filter(({ isFor }) => isFor === undefined || isFor(may))
    .map(({ address }) => address);
}
