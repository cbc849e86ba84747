import { type Party, readParties } from '../organisations/public.ts';
import { listOwnEntries } from '../public-accounts/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Actor, Reading, Work } from '../platform/work/work.ts';
import type { RegistrationParts } from './register.ts';

/** How a volunteer's own rows at organisations are reached. */
export type OwnParts = Pick<RegistrationParts, 'isClosed' | 'openOwn'>;

/** Who asks: the holder of an account of the public, at its tenant. */
export interface Holder {
  readonly accountId: string;
  readonly work: Work;
  readonly origin: Parameters<OwnParts['openOwn']>[2];
}

export function holderOf({
  actor,
  work,
  origin,
}: Pick<Holder, 'work' | 'origin'> & { readonly actor: Pick<Actor, 'accountId'> }): Holder {
  return { accountId: actor.accountId, work, origin };
}

interface OwnEntry {
  readonly organisationId: string;
  readonly entryId: string;
  /** opens nothing but the entry: it is their own by the row of their own account */
  readonly own: Work;
}

/** The organisations whose volunteer somebody is. */
export async function openOwnEntries(
  { isClosed, openOwn }: OwnParts,
  { accountId, work, origin }: Holder,
): Promise<OwnEntry[]> {
  const entries = await work.read((reading) => listOwnEntries(reading, accountId, 'volunteer'));
  return entries
    .filter(({ organisationId }) => !isClosed(organisationId))
    .map(({ organisationId, entryId }) => ({
      organisationId,
      entryId,
      own: openOwn(organisationId, entryId, origin),
    }));
}

/** What is read at each organisation whose volunteer somebody is. */
export async function readAtEach<Found>(
  parts: OwnParts,
  holder: Holder,
  read: (reading: Reading, at: { entryId: string; party: Party }) => Promise<Found>,
): Promise<Found[]> {
  const [opened, partyOf] = await Promise.all([
    openOwnEntries(parts, holder),
    holder.work.read((reading) => readParties(reading)),
  ]);
  return Promise.all(
    opened.map(({ own, organisationId, entryId }) =>
      own.read((reading) => read(reading, { entryId, party: partyOf(organisationId) })),
    ),
  );
}

/** The organisation where something of one's own is, as one sees it. @throws AppError not_found */
export async function findAmongOwn(
  parts: OwnParts,
  holder: Holder,
  find: (reading: Reading) => Promise<object | undefined>,
): Promise<Work> {
  const opened = await openOwnEntries(parts, holder);
  const found = await Promise.all(
    opened.map(async ({ own }) => ((await own.read(find)) === undefined ? [] : [own])),
  );
  const [own] = found.flat();
  if (own === undefined) throw new AppError('not_found');
  return own;
}
