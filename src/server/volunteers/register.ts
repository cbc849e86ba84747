import type { Language } from '../../contract/language.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { RegisterVolunteer } from '../../contract/volunteers.ts';
import type { Participation } from '../../domain/books/participation.ts';
import type { VolunteerProfile } from '../../domain/volunteers/profile.ts';
import { hashPassword, refuseWeakPassword } from '../identity/public.ts';
import { countToday, type MessageWays } from '../notifications/public.ts';
import { findOrganisation } from '../organisations/public.ts';
import { type Reader, violatedConstraint } from '../platform/database/database.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Creation } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading, Services, Work } from '../platform/work/work.ts';
import {
  createAccount,
  isPublicTenant,
  joinBook,
  listOwnEntries,
  readName,
  sendPublicCode,
  type TenantOpener,
} from '../public-accounts/public.ts';
import { readProfile, refuseUnknownRegion } from './entered-profile.ts';
import { numberOfEntry } from './number-of-entry.ts';
import { sealPart } from './sealed.ts';
import * as sql from './sql.ts';

export interface RegistrationParts {
  readonly services: Services;
  /** an organisation in whose name nothing is done here */
  readonly isClosed: (organisationId: string) => boolean;
  readonly openTenant: TenantOpener;
  /** an organisation as the holder of an entry in its book sees it */
  readonly openOwn: (organisationId: string, entryId: string, origin: Origin) => Work;
  readonly ways: MessageWays;
  /** codes of a day for everybody of the public together */
  readonly codesPerDay: number;
  /** as what an organisation takes people into its book now */
  readonly offeredBy: (
    access: Pick<Reader, 'all'>,
    organisationId: string,
  ) => Promise<readonly Participation[]>;
}

const MOST_REGISTRATIONS_A_DAY = 300;

type Origin = Parameters<TenantOpener>[1];

interface Caller {
  readonly origin: Origin;
  readonly network: string;
  readonly creation: Creation;
}

type Registration = BodyOf<typeof RegisterVolunteer>;

/**
 * An account with a name to sign in by, what its holder says of themselves, and the wish to serve with an organisation, in one
 * transaction. The telephone is no address of the account before a code came back from it.
 * @throws AppError demo_closed, organisation_takes_no_volunteers, invalid_request, password_weak, login_name_taken, id_taken,
 *   registrations_limit
 */
export async function registerVolunteer(parts: RegistrationParts, caller: Caller, body: Registration) {
  const organisation = await findOrganisationOf(parts, body.organisationCode);
  const work = await parts.openTenant(organisation.demo, caller.origin);
  const readBack = (reading: Reading) => readRegistered(reading, body, organisation.id);
  const isRepeated = await work.read(readBack).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return false;
      throw error;
    },
  );
  // whatever has changed since: what was done is answered as it was
  const make = isRepeated ? refuseAnother : await prepare(parts, { caller, body, organisation, work });
  const made = await work.create(caller.creation, { make, readBack }).catch((error: unknown) => {
    // also of an account that somebody made in another way; whose it is, nobody is told
    const isTaken = error instanceof AppError && error.code === 'id_taken';
    if (isTaken || violatedConstraint(error) === 'person_key_pkey') throw new AppError('id_taken');
    throw error;
  });
  const codeRequest = organisation.demo ? undefined : await sendCodeIfPossible(parts, caller, body.phone);
  return {
    ...made,
    confirmation: codeRequest === undefined ? ('none' as const) : ('code_sent' as const),
    codeRequest: codeRequest ?? null,
  };
}

type OrganisationRow = Awaited<ReturnType<typeof findOrganisationOf>>;

async function findOrganisationOf({ services, isClosed }: RegistrationParts, code: string) {
  const [[organisation]] = await services.database.global(findOrganisation({ code }));
  if (organisation === undefined || isPublicTenant(organisation.id))
    throw new AppError('invalid_request', { fields: [{ path: '/organisationCode', code: 'not_found' }] });
  if (isClosed(organisation.id)) throw new AppError('demo_closed');
  return organisation;
}

/** What a repeated request finds. @throws AppError not_found */
async function readRegistered(reading: Reading, { id, loginName }: Registration, organisationId: string) {
  const entries = await listOwnEntries(reading, id, 'volunteer');
  const entry = entries.find((one) => one.organisationId === organisationId);
  if (entry === undefined) throw new AppError('not_found');
  return { volunteerNumber: numberOfEntry(entry.entryId), loginName };
}

/** The same words are answered before it comes to this: see claimCreation. */
async function refuseAnother(change: Change): Promise<never> {
  await change.all();
  throw new AppError('id_taken');
}

/** All that is judged and hashed before the transaction. @returns what happens in it */
async function prepare(
  { services, offeredBy }: RegistrationParts,
  {
    caller,
    body,
    organisation,
    work,
  }: { caller: Caller; body: Registration; organisation: OrganisationRow; work: Work },
) {
  const all = services.database.global.bind(services.database);
  const offered = await offeredBy({ all }, organisation.id);
  if (!offered.includes('volunteer')) throw new AppError('organisation_takes_no_volunteers');
  const profile = readProfile(body, dayIn(organisation.time_zone, work.now));
  await refuseUnknownRegion({ all }, profile.regionCode);
  const { loginName, password } = body;
  const name = readName(body.name);
  await refuseWeakPassword(
    password,
    { username: loginName, displayName: name, organisation: [organisation.name] },
    '/password',
  );
  const passwordHash = await hashPassword(password, caller.network);
  return async (change: Change) => {
    // each costs rows with two organisations: a school stands behind one network, and nobody fills the books from there
    if (!(await countToday(change, `registrations|${caller.network}`, MOST_REGISTRATIONS_A_DAY)))
      throw new AppError('registrations_limit');
    const account = { ...body, name, language: caller.origin.language };
    const made = await makeVolunteer(change, {
      account,
      profile,
      passwordHash,
      organisationId: organisation.id,
    });
    return { volunteerNumber: numberOfEntry(made.entryId), loginName };
  };
}

interface Making {
  readonly account: Pick<Registration, 'id' | 'name' | 'loginName' | 'note'> & {
    readonly language: Language;
  };
  readonly profile: VolunteerProfile;
  readonly passwordHash: string;
  readonly organisationId: string;
}

/** @returns id of the entry in the organisation's book, where the delivery brings it. @throws AppError login_name_taken */
export async function makeVolunteer(
  change: Change,
  { account, profile, passwordHash, organisationId }: Making,
): Promise<{ entryId: string }> {
  const { keys, now } = change;
  const { id: accountId, name, language, loginName, note = '' } = account;
  const holder = { accountId, name, language, loginName, passwordHash };
  const key = await createAccount(change, holder);
  const sealed = sealPart(keys, key, { table: 'volunteer_profile', rowId: accountId }, profile);
  change.push(sql.putProfile({ organisationId: change.organisationId, accountId, sealed, version: 1, now }));
  const entryId = await joinBook(
    change,
    { accountId, bookOrganisationId: organisationId },
    { shared: { participations: ['volunteer'], ways: [], note: note.trim() }, offered: ['volunteer'] },
  );
  return { entryId };
}

/** Undefined: the platform sends no texts, or none to this number just now; the account works all the same. */
async function sendCodeIfPossible(
  { openTenant, ways, codesPerDay }: RegistrationParts,
  { origin, network }: Caller,
  address: string,
): Promise<string | undefined> {
  if (!ways.can('sms')) return undefined;
  const work = await openTenant(false, origin);
  const asking = { work, network, language: origin.language, perDay: codesPerDay, holderId: undefined };
  try {
    return (await sendPublicCode(ways, asking, { way: 'sms', address })).codeRequest;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
