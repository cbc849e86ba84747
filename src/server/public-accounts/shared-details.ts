import type { PublicWay } from '../../contract/public-accounts.ts';
import { AppError } from '../platform/work/errors.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Doors } from '../platform/work/doors.ts';
import type { Reading } from '../platform/work/work.ts';
import { openAddress, openName, openShared, type Shared } from './sealed.ts';
import * as sql from './sql.ts';
import { isPublicTenant } from './tenant.ts';

/** What an organisation may have of somebody now. */
export interface SharedDetails {
  readonly name: string;
  readonly addresses: readonly { readonly way: PublicWay; readonly address: string }[];
  readonly participations: Shared['participations'];
  readonly note: string;
  readonly revision: number;
  readonly askedAt: Date;
  /** the organisation has declined or ended an entry of this holder's before */
  readonly wasRefused: boolean;
}

/** How a book asks for what one of its entries is given; undefined: nothing, whoever asked has left or is erased. */
export type ReadShared = (entry: EntryOfHolder) => Promise<SharedDetails | undefined>;

const ORIGIN = { requestId: 'book', language: 'zh-CN' } as const;

/** An entry of a book, as a delivery from the tenant of its holder says. */
export interface EntryOfHolder {
  readonly tenant: string;
  readonly entryId: string;
  readonly bookOrganisationId: string;
}

type MembershipRow = RowOf<ReturnType<typeof sql.readShared>>;

/**
 * Reads what an entry is given, in the tenant of its holder: the one way in which something of an account of the public comes into an
 * organisation. Undefined: its holder has left, or is erased.
 */
export type HolderReader = <Result>(
  entry: EntryOfHolder,
  body: (reading: Reading, row: MembershipRow) => Promise<Result | undefined>,
) => Promise<Result | undefined>;

export function holderReader(doors: Doors): HolderReader {
  return async ({ tenant, entryId, bookOrganisationId }, body) => {
    if (!isPublicTenant(tenant)) throw new AppError('not_found');
    return doors.open(tenant, ORIGIN).read(async (reading) => {
      const { organisationId } = reading;
      const row = await reading.first(sql.readShared({ organisationId, id: entryId, bookOrganisationId }));
      return row === undefined ? undefined : body(reading, row);
    });
  };
}

export function sharedReader(readHolder: HolderReader): ReadShared {
  return (entry) =>
    readHolder(entry, async (reading, row) => {
      const { organisationId, keys } = reading;
      const { entryId, bookOrganisationId } = entry;
      const accountId = row.account_id;
      const shared = openShared(keys, row, { id: entryId, shared: row.shared });
      const name = openName(keys, row, row.card);
      if (shared === undefined || name === undefined) return undefined;
      const [held] = await reading.all(sql.listAddresses({ organisationId, accountId }));
      const addresses = held
        .filter(({ way }) => shared.ways.some((wanted) => wanted === way))
        .flatMap((one) => {
          const address = openAddress(keys, row, one);
          return address === undefined ? [] : [{ way: one.way as PublicWay, address }];
        });
      const detail = { book: bookOrganisationId };
      await reading.audited({
        action: 'book.share',
        subjectKind: 'public_account',
        subjectIds: [accountId],
        detail,
      });
      const { participations, note } = shared;
      const { revision, asked_at: askedAt, was_refused: wasRefused } = row;
      return { name, addresses, participations, note, revision, askedAt, wasRefused };
    });
}
