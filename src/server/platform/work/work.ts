import type { EventOf } from '../../../contract/events.ts';
import type { Language } from '../../../contract/language.ts';
import type { Permission, Scope } from '../../../domain/access/roles.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { type AuditContext, type AuditEntry, auditStatement, type ReadAudit } from '../audit/audit.ts';
import { claimCreation, type Creation, CreationErased, repetitionOf } from './creation.ts';
import type { Bell } from './bell.ts';
import type { ActorDatabase, Reader, RowSettings, Transaction } from '../database/database.ts';
import { AppError } from './errors.ts';
import { newId } from '../database/ids.ts';
import { type Keyring, KeyVersionMissing, type OrganisationKeys } from '../keys/keyring.ts';
import { type OrganisationZones, ZONE_OF_NEW_ORGANISATIONS } from './organisation-zone.ts';
import { plain } from '../database/statement.ts';
import { insertOutbox } from './outbox.ts';

/** Who asks, as the session says. */
export interface Actor {
  readonly organisationId: string;
  readonly accountId: string;
  readonly sessionId: string;
  readonly permissions: Readonly<Partial<Record<Permission, Scope>>>;
}

/** The long-lived parts that all work shares. */
export interface Services {
  readonly database: ActorDatabase;
  readonly keyring: Keyring;
  readonly zones: OrganisationZones;
  readonly readAudit: ReadAudit;
  /** where files lie */
  readonly blobs: BlobStore;
  readonly bell: Bell;
  readonly clock: () => Date;
}

/** A transaction of an actor, with what belongs into it: audit, events, jobs, keys, one instant. */
export interface Change extends Transaction {
  readonly actorId: string | null;
  readonly organisationId: string;
  readonly now: Date;
  /** in which the organisation's calendar days begin */
  readonly timeZone: string;
  readonly keys: OrganisationKeys;
  /** What it says by now: later than `now` where this waited for others. */
  clock(): Date;
  audit(entry: AuditEntry): void;
  emit(event: EventOf): void;
  /** Runs after the commit, or never when this rolls back. */
  enqueue(task: string, payload: object): void;
  /** Wakes a task that finds in the organisation's rows what it does, soon after the commit: see Bell. */
  ring(task: string): void;
  /** Whose key this change destroys: it must not live on in this server's memory either, once that is committed. */
  forgetPerson(personId: string): void;
}

/** Reading as an actor. Nothing read may be answered before `audited` resolves. */
export interface Reading extends Reader {
  readonly actorId: string | null;
  readonly organisationId: string;
  readonly now: Date;
  /** in which the organisation's calendar days begin */
  readonly timeZone: string;
  readonly keys: OrganisationKeys;
  audited(entry: AuditEntry): Promise<void>;
}

export interface Creating<View> {
  readonly make: (change: Change) => Promise<View>;
  /** what is there already, as its maker is answered; not_found where the caller may not see it */
  readonly readBack: (reading: Reading) => Promise<View>;
  /** shares its commit with others': see Work.append */
  readonly shared?: true;
}

/** What is done once a change is committed, and never when it rolls back. */
interface AfterCommit {
  readonly rung: Set<string>;
  readonly forgotten: Set<string>;
}

/** One request's or job's work: who, since when, under which request id. */
export class Work {
  readonly #services: Services;
  readonly #settings: RowSettings;
  readonly organisationId: string;
  readonly requestId: string;
  readonly language: Language;
  readonly now: Date;

  constructor(services: Services, settings: RowSettings, origin: { requestId: string; language: Language }) {
    this.#services = services;
    this.#settings = settings;
    this.organisationId = settings.organisationId;
    this.requestId = origin.requestId;
    this.language = origin.language;
    this.now = services.clock();
  }

  async read<Result>(body: (reading: Reading) => Promise<Result>): Promise<Result> {
    const reader = this.#services.database.reader(this.#settings);
    return this.#withKeys((keys, timeZone) =>
      body({
        ...reader,
        ...this.#identity(keys, timeZone),
        audited: (entry) => this.#services.readAudit.record(keys, this.#auditContext(), entry),
      }),
    );
  }

  async change<Result>(body: (change: Change) => Promise<Result>): Promise<Result> {
    try {
      return await this.#withKeys((keys, timeZone) => this.#changeIn(keys, timeZone, body));
    } catch (error) {
      const told = error instanceof AppError ? error.reading : undefined;
      // what the change would have written of it went with the change
      if (told !== undefined) await this.read(async (reading) => reading.audited(told));
      throw error;
    }
  }

  /** What is committed at once in the middle of a change, whatever becomes of that: see ActorDatabase.transactionBeside. */
  beside<Result>(body: (beside: Pick<Change, 'all' | 'organisationId'>) => Promise<Result>): Promise<Result> {
    const { organisationId } = this;
    return this.#services.database.transactionBeside(this.#settings, (transaction) =>
      body({ ...transaction, organisationId }),
    );
  }

  /** With keys that this very change stores: an organisation begins with it. */
  changeWith<Result>(keys: OrganisationKeys, body: (change: Change) => Promise<Result>): Promise<Result> {
    return this.#changeIn(keys, ZONE_OF_NEW_ORGANISATIONS, body);
  }

  #changeIn<Result>(
    keys: OrganisationKeys,
    timeZone: string,
    body: (change: Change) => Promise<Result>,
  ): Promise<Result> {
    return this.#andAfter((after) =>
      this.#services.database.transaction(this.#settings, (transaction) =>
        body(this.#changeOf(transaction, keys, timeZone, after)),
      ),
    );
  }

  /**
   * A change that only adds what it decides from its reading, and so shares its commit with others': for what many do
   * at once. It sees nothing of what it writes; see ActorDatabase.append for what holds meanwhile.
   */
  async append<Result>(body: (change: Change) => Promise<Result>): Promise<Result> {
    return this.#withKeys((keys, timeZone) =>
      this.#andAfter((after) =>
        this.#services.database.append(this.#settings, (transaction) =>
          body(this.#changeOf(transaction, keys, timeZone, after)),
        ),
      ),
    );
  }

  async #andAfter<Result>(commit: (after: AfterCommit) => Promise<Result>): Promise<Result> {
    const after: AfterCommit = { rung: new Set(), forgotten: new Set() };
    const result = await commit(after);
    for (const personId of after.forgotten) this.#services.keyring.forgetPerson(personId);
    for (const task of after.rung) this.#services.bell.ring(task, this.organisationId);
    return result;
  }

  /**
   * A creation: sent again with the same words, it answers with what is there; with other words under the same id it is
   * refused, with what is there beside it; about a person who was erased since, it is not found. One way for every
   * operation whose caller gives the id.
   * @throws AppError id_taken, not_found
   */
  async create<View>(creation: Creation, { make, readBack, shared }: Creating<View>): Promise<View> {
    const { id } = creation;
    const makeOnce = (change: Change) => {
      if (id !== undefined) change.push(claimCreation(change, creation, id));
      return make(change);
    };
    try {
      return await (shared === true ? this.append(makeOnce) : this.change(makeOnce));
    } catch (error) {
      const repetition = repetitionOf(error);
      if (repetition === undefined) throw error;
      const existing = await this.read(readBack).catch((failure: unknown) => {
        if (repetition === 'same' && failure instanceof CreationErased) throw failure;
        if (failure instanceof AppError && failure.code === 'not_found') return undefined;
        throw failure;
      });
      if (repetition === 'same' && existing !== undefined) return existing;
      throw new AppError('id_taken', { extra: existing === undefined ? {} : { existing } });
    }
  }

  /** Starts over with the keys read anew when they were rotated meanwhile. */
  async #withKeys<Result>(
    body: (keys: OrganisationKeys, timeZone: string) => Promise<Result>,
  ): Promise<Result> {
    const { database, keyring, zones } = this.#services;
    const reader = database.reader(this.#settings);
    try {
      return await body(await keyring.of(reader), await zones.of(reader));
    } catch (error) {
      if (!(error instanceof KeyVersionMissing)) throw error;
      return body(await keyring.readAnew(reader), await zones.of(reader));
    }
  }

  #changeOf(
    transaction: Transaction,
    keys: OrganisationKeys,
    timeZone: string,
    { rung, forgotten }: AfterCommit,
  ): Change {
    return {
      ...transaction,
      ...this.#identity(keys, timeZone),
      clock: this.#services.clock,
      audit: (entry) => transaction.push(auditStatement(keys, this.#auditContext(), entry)),
      emit: ({ type, subjectId, data }) =>
        transaction.push(
          insertOutbox(keys.organisationId, {
            id: newId(this.now.getTime()),
            at: this.now,
            type,
            subject_id: subjectId,
            data: data ?? {},
          }),
        ),
      enqueue: (task, payload) =>
        transaction.push(plain('select app.enqueue_job($1, $2)', [task, JSON.stringify(payload)])),
      ring: (task) => void rung.add(task),
      forgetPerson: (personId) => void forgotten.add(personId),
    };
  }

  #identity(keys: OrganisationKeys, timeZone: string) {
    return {
      actorId: this.#settings.actorId,
      organisationId: this.#settings.organisationId,
      now: this.now,
      timeZone,
      keys,
    };
  }

  #auditContext(): AuditContext {
    return { actorId: this.#settings.actorId, requestId: this.requestId, now: this.now };
  }
}
