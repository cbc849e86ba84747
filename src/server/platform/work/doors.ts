import type { Language } from '../../../contract/language.ts';
import { systemSettings } from '../database/database.ts';
import { NoOrganisationKeys } from '../keys/keyring.ts';
import { AppError } from './errors.ts';
import { type Services, Work } from './work.ts';

/** What work says of where it came from. */
export interface Origin {
  readonly requestId: string;
  readonly language: Language;
}

/**
 * The right to work in an organisation in nobody's name, without a session of it. Who holds it reaches every organisation: links
 * and sign-in, which are proven by a secret of that organisation, deliveries and messages to other systems. The linter refuses it to all others.
 */
export class Doors {
  readonly #services: Services;
  readonly #closed: ReadonlySet<string>;

  /** @param closed organisations in whose name nothing is done here, by session, token or link */
  constructor(services: Services, closed: ReadonlySet<string>) {
    this.#services = services;
    this.#closed = closed;
  }

  isClosed(organisationId: string): boolean {
    return this.#closed.has(organisationId);
  }

  /** @throws AppError demo_closed */
  open(organisationId: string, origin: Origin): Work {
    if (this.isClosed(organisationId)) throw new AppError('demo_closed');
    return new Work(this.#services, systemSettings(organisationId), origin);
  }

  /**
   * Work in an organisation in the name of somebody who is no staff and whose entry in its book this is: the row rules show the rows of
   * that entry and no others. The caller has shown that the entry is theirs.
   * @throws AppError demo_closed
   */
  openOwn(organisationId: string, entryId: string, origin: Origin): Work {
    if (this.isClosed(organisationId)) throw new AppError('demo_closed');
    const settings = { organisationId, actorId: entryId, scope: 'own', siteIds: [] } as const;
    return new Work(this.#services, settings, origin);
  }
}

/** For whoever names an organisation in a request: one that is not there is not found. */
export function refuseUnknownOrganisation(error: unknown): never {
  throw error instanceof NoOrganisationKeys ? new AppError('not_found') : error;
}
