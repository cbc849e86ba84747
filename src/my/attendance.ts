import type { CheckIn } from '../contract/attendance.ts';
import type { BodyOf } from '../contract/operation.ts';
import { newId } from '../plain/new-id.ts';
import { type Door, type OwnHours, Refusal } from './door.ts';

const STORED = 'nuantu.my.attendance';
/** Whose device it is until they sign out, by the id alone: what is kept where the server cannot say who is signed in is theirs. */
const HOLDER = 'nuantu.my.account';

export type Position = NonNullable<BodyOf<typeof CheckIn>['position']>;

/** What somebody shows to have come or gone. */
export interface Shown {
  readonly code?: string;
  readonly position?: Position;
}

/** That somebody came to a shift or left it, as long as the server has not heard of it. */
export interface KeptNote extends Shown {
  readonly kind: 'in' | 'out';
  /** of the check-in, for both */
  readonly id: string;
  /** null: the page was opened without a network; which it was is found when it is sent */
  readonly shiftId: string | null;
  /** when it was, by the device's clock */
  readonly deviceMs: number;
  /** when it was, as it was first sent: whatever is sent again says the same */
  readonly at?: string;
}

/** One that the server did not take, until whoever sent it has read so. */
export interface RefusedNote {
  readonly kind: 'in' | 'out';
  readonly id: string;
  /** null: none of theirs was at that time */
  readonly shiftId: string | null;
  readonly message: string;
  /** when they say that they came and left, as far as it is known */
  readonly from?: string;
  readonly until?: string;
}

interface Stored {
  readonly accountId: string;
  readonly waiting: readonly KeptNote[];
  readonly refused: readonly RefusedNote[];
}

/** Who is at a shift. */
export interface Presence {
  readonly id: string;
  readonly shiftId: string;
  readonly since: string;
  /** the server has not heard of it */
  readonly isKept: boolean;
}

/** What passes by itself: it is sent again. */
const PASSING = new Set([
  'unreachable',
  'unavailable',
  'internal',
  'too_many_requests',
  'not_signed_in',
  'other_account',
]);
const isPassing = (error: unknown): boolean => error instanceof Refusal && PASSING.has(error.code);

/**
 * Check-ins and check-outs, kept on this device for the account that is signed in until the server has them: at many a place there is no
 * network. They are sent in their order, each under its own id.
 */
export class Attendance {
  readonly #door: Door;
  /** the server took one, or refused it */
  readonly #onSent: () => void;
  /** what is said where somebody had no shift at that time */
  readonly #noShiftThen: () => string;
  /** shifts that one left while this page was open: a stay of less than a minute is recorded nowhere */
  readonly #left = new Set<string>();
  #sending: Promise<void> | undefined;

  constructor(door: Door, { onSent, noShiftThen }: { onSent: () => void; noShiftThen: () => string }) {
    this.#door = door;
    this.#onSent = onSent;
    this.#noShiftThen = noShiftThen;
  }

  /** Who signed in here last and did not sign out. */
  get holderId(): string | undefined {
    return localStorage.getItem(HOLDER) ?? undefined;
  }

  get waiting(): readonly KeptNote[] {
    return this.#read().waiting;
  }

  get refused(): readonly RefusedNote[] {
    return this.#read().refused;
  }

  /** Somebody is signed in: what another account kept here is gone. */
  belongTo(accountId: string): void {
    if (readStored()?.accountId !== accountId) this.forget();
    localStorage.setItem(HOLDER, accountId);
  }

  forget(): void {
    localStorage.removeItem(STORED);
    localStorage.removeItem(HOLDER);
  }

  dismiss(note: RefusedNote): void {
    this.#write({ refused: this.refused.filter(({ id, kind }) => id !== note.id || kind !== note.kind) });
  }

  /** @returns `kept`: it is sent later. @throws Refusal where the server does not take it */
  arrive(shiftId: string | null, shown: Shown): Promise<'taken' | 'kept'> {
    return this.#tell({ kind: 'in', id: newId(), shiftId, deviceMs: Date.now(), ...shown });
  }

  /** @returns `kept`: it is sent later. @throws Refusal where the server does not take it */
  depart({ id, shiftId }: Pick<KeptNote, 'id' | 'shiftId'>, shown: Shown): Promise<'taken' | 'kept'> {
    return this.#tell({ kind: 'out', id, shiftId, deviceMs: Date.now(), ...shown });
  }

  hasLeft(shiftId: string): boolean {
    return (
      this.#left.has(shiftId) || this.waiting.some((one) => one.kind === 'out' && one.shiftId === shiftId)
    );
  }

  /** Where one is now, as far as this device knows. */
  presences(hours: OwnHours | undefined): readonly Presence[] {
    const { waiting } = this;
    const kept = waiting.flatMap(({ kind, id, shiftId, deviceMs, at }) =>
      kind === 'out' || shiftId === null
        ? []
        : [{ id, shiftId, since: at ?? this.#door.serverTime(deviceMs).toISOString(), isKept: true }],
    );
    const open = (hours?.open ?? [])
      .filter(({ shiftId }) => kept.every((one) => one.shiftId !== shiftId))
      .map(({ id, shiftId, checkedInAt }) => ({ id, shiftId, since: checkedInAt, isKept: false }));
    return [...kept, ...open].filter(({ shiftId }) => !this.hasLeft(shiftId));
  }

  /** Sends what waits, as far as the server is reached. */
  async send(): Promise<void> {
    const before = this.waiting.length;
    await this.#sendAll();
    if (this.waiting.length !== before) this.#onSent();
  }

  /** Kept before it is sent: whatever becomes of the page meanwhile, it is not lost. */
  async #tell(note: KeptNote): Promise<'taken' | 'kept'> {
    this.#write({ waiting: [...this.waiting, note] });
    await this.#sendAll();
    if (this.waiting.some(({ id, kind }) => id === note.id && kind === note.kind)) return 'kept';
    const refused = this.refused.find(({ id }) => id === note.id);
    if (refused === undefined) return 'taken';
    // told at once, to whoever stands there and tries again; that a check-in before it was refused stays to be read
    if (refused.kind === note.kind) this.dismiss(refused);
    throw new Refusal('', refused.message);
  }

  /** One after the other, whoever asks for it. */
  async #sendAll(): Promise<void> {
    while (this.#sending !== undefined) await this.#sending;
    if (this.waiting.length === 0) return;
    this.#sending = this.#sendInOrder().finally(() => {
      this.#sending = undefined;
    });
    await this.#sending;
  }

  async #sendInOrder(): Promise<void> {
    try {
      // asks nothing but whether the server is there, who is signed in, and what its clock shows
      if ((await this.#door.findAccount()) === undefined) return;
      let [next] = this.waiting;
      while (next !== undefined) {
        await this.#sendOne(next);
        [next] = this.waiting;
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }

  /** @throws Refusal where it passes */
  async #sendOne(kept: KeptNote): Promise<void> {
    const note = { ...kept, at: kept.at ?? this.#door.serverTime(kept.deviceMs).toISOString() };
    this.#replace(kept, note);
    const { code, at, position } = note;
    const shown = { at, ...(position === undefined ? {} : { position }) };
    try {
      if (note.kind === 'in') await this.#checkIn(note, { id: note.id, code: code ?? '', ...shown });
      else await this.#door.checkOut(note.id, { ...(code === undefined ? {} : { code }), ...shown });
      this.#replace(note);
      if (note.kind === 'out' && note.shiftId !== null) this.#left.add(note.shiftId);
    } catch (error) {
      if (!(error instanceof Refusal) || isPassing(error)) throw error;
      if (error.code === 'checked_in_already') await this.#followOther(note);
      else this.#refuse(note, error.fields[0]?.message ?? error.message);
    }
  }

  /** To the shift that the code is of. @throws Refusal of the last where it is of none */
  async #checkIn(note: KeptNote & { readonly at: string }, body: BodyOf<typeof CheckIn>): Promise<void> {
    const tried = note.shiftId === null ? await this.#shiftsAt(note.at) : [note.shiftId];
    let refused = new Refusal('', this.#noShiftThen());
    for (const shiftId of tried) {
      try {
        const { id } = await this.#door.checkIn(shiftId, body);
        this.#tellShift(id, shiftId);
        return;
      } catch (error) {
        if (!(error instanceof Refusal) || isPassing(error)) throw error;
        refused = error;
        if (error.code !== 'checked_in_already') continue;
        this.#tellShift(note.id, shiftId);
        break;
      }
    }
    const [only] = tried;
    // no other can have been meant: whoever reads of it says from there that they came
    if (only !== undefined && tried.length === 1) this.#tellShift(note.id, only);
    throw refused;
  }

  /** Where one could check in then; the next first, since that is what most come for. */
  async #shiftsAt(at: string): Promise<string[]> {
    const shifts = await this.#door.listOwnShifts();
    return shifts
      .filter((one) => one.status === 'confirmed' && one.checkInFrom <= at && at < one.endsAt)
      .map(({ shiftId }) => shiftId);
  }

  /** Now it is known which shift it was, also for whoever has left it since. */
  #tellShift(id: string, shiftId: string): void {
    this.#write({ waiting: this.waiting.map((one) => (one.id === id ? { ...one, shiftId } : one)) });
  }

  /** Another telephone was first: whoever leaves leaves by its check-in. */
  async #followOther(note: KeptNote): Promise<void> {
    const { open } = await this.#door.readHours();
    // which shift it was is known by now
    const of = this.waiting.find(({ id }) => id === note.id)?.shiftId;
    const other = open.find(({ shiftId }) => shiftId === of);
    const waiting = this.waiting.flatMap((one) => {
      if (one.id !== note.id) return [one];
      return one.kind === 'in' || other === undefined ? [] : [{ ...one, id: other.id }];
    });
    this.#write({ waiting });
  }

  /** Whoever did not come in cannot go out either: one refusal tells both times. */
  #refuse(note: KeptNote & { readonly at: string }, message: string): void {
    const { kind, id, at } = note;
    const { waiting, refused } = this.#read();
    // found meanwhile, where the page was opened without a network
    const shiftId = waiting.find((one) => one.id === id)?.shiftId ?? note.shiftId;
    const out = waiting.find((one) => one.id === id && one.kind === 'out');
    const until = kind === 'out' ? at : out && this.#door.serverTime(out.deviceMs).toISOString();
    const told = {
      kind,
      id,
      shiftId,
      message,
      ...(kind === 'in' ? { from: at } : {}),
      ...(until === undefined ? {} : { until }),
    };
    this.#write({ waiting: waiting.filter((one) => one.id !== id), refused: [...refused, told] });
  }

  /** @param by undefined: it is gone */
  #replace(note: KeptNote, by?: KeptNote): void {
    const waiting = this.waiting.flatMap((one) => {
      if (one.id !== note.id || one.kind !== note.kind) return [one];
      return by === undefined ? [] : [by];
    });
    this.#write({ waiting });
  }

  #read(): Stored {
    const { accountId = '' } = this.#door;
    const stored = readStored();
    return stored?.accountId === accountId ? stored : { accountId, waiting: [], refused: [] };
  }

  #write(changed: Partial<Pick<Stored, 'waiting' | 'refused'>>): void {
    const { accountId } = this.#door;
    // signed out meanwhile
    if (accountId === undefined) return;
    const next = { ...this.#read(), ...changed };
    if (next.waiting.length + next.refused.length === 0) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, JSON.stringify(next));
  }
}

function readStored(): Stored | undefined {
  const text = localStorage.getItem(STORED);
  return text === null ? undefined : (JSON.parse(text) as Stored);
}
