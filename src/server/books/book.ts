import type { BookView, OpenBook, PutBook } from '../../contract/books.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { Participation } from '../../domain/books/participation.ts';
import type { Static } from 'typebox';
import { listOrganisations } from '../organisations/public.ts';
import type { Reader } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

const NEVER_OPENED: BookView = {
  isOpen: false,
  participations: [],
  welcome: '',
  welcomeEn: '',
  takesAtOnce: false,
  version: 0,
};

/** Of all organisations, for whoever looks where to take part; a demo that is closed is not among them. */
export async function listOpenBooks(
  access: Pick<Reader, 'all'>,
  isClosed: (organisationId: string) => boolean,
): Promise<Static<typeof OpenBook>[]> {
  const [rows, organisations] = await access.all(sql.listOpenBooks({}), listOrganisations({}));
  const parties = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  return rows
    .filter((row) => !isClosed(row.organisation_id))
    .map((row) => {
      const { code = '', name = '', name_en: nameEn = null } = parties.get(row.organisation_id) ?? {};
      return {
        organisationId: row.organisation_id,
        code,
        name,
        nameEn,
        participations: row.participations as Participation[],
        welcome: row.welcome,
        welcomeEn: row.welcome_en,
      };
    });
}

/** As what an organisation takes people of the public now. */
export async function offeredBy(
  access: Pick<Reader, 'all'>,
  organisationId: string,
): Promise<readonly Participation[]> {
  const [[row]] = await access.all(sql.readOpenBook({ organisationId }));
  return (row?.participations ?? []) as Participation[];
}

export async function readBook(reading: Pick<Reading, 'first' | 'organisationId'>): Promise<BookView> {
  const row = await reading.first(sql.readBook({ organisationId: reading.organisationId }));
  if (row === undefined) return NEVER_OPENED;
  return {
    isOpen: row.is_open,
    participations: row.participations as Participation[],
    welcome: row.welcome,
    welcomeEn: row.welcome_en,
    takesAtOnce: row.takes_at_once,
    version: row.version,
  };
}

/** @throws AppError version_conflict, invalid_request */
export async function putBook(
  change: Change,
  accountId: string,
  { version, body }: { version: number; body: BodyOf<typeof PutBook> },
): Promise<BookView> {
  const { organisationId, now } = change;
  const { isOpen, welcome, welcomeEn, takesAtOnce = false } = body;
  if (isOpen && body.participations.length === 0)
    throw new AppError('invalid_request', {
      fields: [{ path: '/participations', code: 'book_participations_missing' }],
    });
  const participations = [...body.participations].sort();
  const words = {
    isOpen,
    participations,
    welcome: welcome.trim(),
    welcomeEn: welcomeEn.trim(),
    takesAtOnce,
  };
  const put = await change.first(
    sql.putBook({ organisationId, ...words, version, changedBy: accountId, now }),
  );
  if (put === undefined) {
    const there = await readBook(change);
    if (isMadeAlready(version, words, there)) return there;
    throw new AppError('version_conflict', {
      parameters: { fields: Object.keys(body).join(', ') },
      extra: { current: there },
    });
  }
  change.audit({
    ...(isOpen ? { action: 'book.open' } : { action: 'book.close' }),
    subjectKind: 'organisation',
    subjectIds: [organisationId],
  });
  return { ...words, version: put.version };
}
