import type { ListPublicOpportunities, PublicOpportunityView } from '../../contract/opportunities.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { regionPrefix } from '../../domain/region-prefix.ts';
import { listOrganisations } from '../organisations/public.ts';
import type { Reader } from '../platform/database/database.ts';
import { readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import * as sql from './sql.ts';
import { viewWords } from './views.ts';

/** Of one opportunity, the next ones. */
const MOST_SHIFTS = 60;
/** So old may what everybody reads be; a place may be taken meanwhile in any case. */
const FRESH_MS = 1_000;

/** Different questions within a second; who asks more is answered all the same. */
const MOST_TEXTS = 200;

interface Read {
  readonly at: number;
  readonly items: Promise<readonly PublicOpportunityView[]>;
  /** question → answer as JSON */
  readonly texts: Map<string, Promise<string>>;
}

interface BoardParts {
  readonly access: Pick<Reader, 'all'>;
  readonly isClosed: (organisationId: string) => boolean;
  readonly clock: () => Date;
}

/** What organisations ask volunteers for, as everybody may read it: read once a second at most, however many look. */
export class Board {
  readonly #parts: BoardParts;
  #read: Read | undefined;

  constructor(parts: BoardParts) {
    this.#parts = parts;
  }

  /** The same as JSON, written once for all who ask the same within a second. */
  listText(asked: QueryOf<typeof ListPublicOpportunities>): Promise<string> {
    const key = JSON.stringify(asked);
    const { texts } = this.#fresh();
    const known = texts.get(key);
    if (known !== undefined) return known;
    const text = this.list(asked).then((list) => JSON.stringify(list));
    if (texts.size < MOST_TEXTS) texts.set(key, text);
    return text;
  }

  /** The next shift first. */
  async list({
    limit = 50,
    after,
    organisationCode,
    from,
    to,
    region,
    category,
    q,
  }: QueryOf<typeof ListPublicOpportunities>): Promise<{
    items: PublicOpportunityView[];
    next: string | null;
  }> {
    const [mark] = after === undefined ? [] : readCursor(after, [UUID]);
    const within = region === undefined ? undefined : regionPrefix(region);
    const words = q?.trim().toLowerCase();
    const found: PublicOpportunityView[] = [];
    let isBehindMark = mark === undefined;
    for (const item of await this.#items()) {
      if (!isBehindMark) {
        isBehindMark = item.id === mark;
        continue;
      }
      if (organisationCode !== undefined && item.organisationCode !== organisationCode) continue;
      if (category !== undefined && item.category !== category) continue;
      if (within !== undefined && !item.regionCode.startsWith(within)) continue;
      if (words !== undefined && !textOf(item).includes(words)) continue;
      const shifts = item.shifts.filter(({ startsAt }) => {
        const day = dayIn(item.timeZone, new Date(startsAt));
        return (from === undefined || day >= from) && (to === undefined || day <= to);
      });
      if (shifts.length > 0) found.push({ ...item, shifts });
      if (found.length > limit) break;
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, next: found.length > limit && last !== undefined ? writeCursor([last.id]) : null };
  }

  /** Also one whose shifts are over. @throws AppError not_found */
  async read(id: string): Promise<PublicOpportunityView> {
    const { access, isClosed } = this.#parts;
    const known = (await this.#items()).find((item) => item.id === id);
    if (known !== undefined) return known;
    const [[row], organisations] = await access.all(sql.findPublished({ id }), listOrganisations({}));
    const organisation = organisations.find((one) => one.id === row?.organisation_id);
    if (row === undefined || organisation === undefined || isClosed(organisation.id))
      throw new AppError('not_found');
    const isOpen = row.state === 'published';
    return { ...viewWords(row), ...partyOf(organisation), isOpen, shifts: [] };
  }

  /** What is read next is read anew: somebody of this server changed it. */
  forget(): void {
    this.#read = undefined;
  }

  #items(): Promise<readonly PublicOpportunityView[]> {
    return this.#fresh().items;
  }

  #fresh(): Read {
    const at = this.#parts.clock().getTime();
    const known = this.#read;
    if (known !== undefined && at - known.at < FRESH_MS && at >= known.at) return known;
    const items = this.#load();
    const read: Read = { at, items, texts: new Map() };
    this.#read = read;
    // a failure is answered and not remembered
    items.catch(() => {
      if (this.#read === read) this.#read = undefined;
    });
    return read;
  }

  async #load(): Promise<readonly PublicOpportunityView[]> {
    const { access, isClosed, clock } = this.#parts;
    const [rows, organisations] = await access.all(
      sql.listPublished({ now: clock() }),
      listOrganisations({}),
    );
    const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]));
    const items = new Map<string, PublicOpportunityView>();
    for (const row of rows) {
      const organisation = byId.get(row.organisation_id);
      if (organisation === undefined || isClosed(row.organisation_id)) continue;
      let item = items.get(row.id);
      if (item === undefined) {
        item = { ...viewWords(row), ...partyOf(organisation), isOpen: true, shifts: [] };
        items.set(row.id, item);
      }
      addPlace(item, row);
    }
    return [...items.values()];
  }
}

interface PlaceRow {
  readonly shift_id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly role: string;
  readonly capacity: number;
  readonly taken: number;
  readonly waiting: number;
}

function addPlace(item: PublicOpportunityView, row: PlaceRow): void {
  const { role, capacity, taken, waiting } = row;
  // a role that is asked for no more
  if (capacity === 0) return;
  // whoever waits has what becomes free
  const place = { role, free: waiting > 0 ? 0 : Math.max(0, capacity - taken), waiting };
  const last = item.shifts.at(-1);
  if (last?.id === row.shift_id) last.places.push(place);
  else if (item.shifts.length < MOST_SHIFTS)
    item.shifts.push({
      id: row.shift_id,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      places: [place],
    });
}

interface OrganisationRow {
  readonly code: string;
  readonly name: string;
  readonly name_en: string | null;
  readonly time_zone: string;
}

function partyOf({ code, name, name_en: nameEn, time_zone: timeZone }: OrganisationRow) {
  return { organisationCode: code, organisationName: name, organisationNameEn: nameEn, timeZone };
}

function textOf({
  title,
  description,
  programme,
  siteName,
  organisationName,
}: PublicOpportunityView): string {
  return [title, description, programme, siteName, organisationName].join(' ').toLowerCase();
}
