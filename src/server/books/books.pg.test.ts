import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { newAddress, openBook, proofOf, signUpPerson, type TestPerson } from '../../../test/public-person.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  notifyAll,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { forgetPublicRows, PUBLIC_TENANT } from '../public-accounts/public.ts';

let now = Date.parse('2026-11-27T02:00:00Z');
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

let mail: MailServer;
let server: TestServer;
let home: TestOrganisation;
let other: TestOrganisation;
let coordinator: TestUser;
let stranger: TestUser;

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    clock: () => new Date(now),
    messages: { mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from } },
  });
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});
beforeEach(async () => {
  now += DAY;
  [home, other] = [await makeOrganisation(server), await makeOrganisation(server)];
  for (const organisation of [home, other]) await openBook(server, organisation);
  coordinator = await makeUser(server, home, 'coordinator');
  stranger = await makeUser(server, other, 'coordinator');
});

const wish = { participations: ['volunteer'], ways: ['mail'], note: '周末有空' };
const join = (person: TestPerson, organisation: TestOrganisation, body: object = wish) =>
  person.call('PUT', `/api/v1/my/books/${organisation.id}`, body);
const leave = (person: TestPerson, organisation: TestOrganisation) =>
  person.call('DELETE', `/api/v1/my/books/${organisation.id}`);
const entriesOf = async (staff: TestUser, query = '') =>
  (await staff.call('GET', `/api/v1/book/entries${query}`)).body.items;
const decide = (staff: TestUser, entry: { id: string; version: number }, decision: string) =>
  staff.call(
    'POST',
    `/api/v1/book/entries/${entry.id}/decision`,
    { decision },
    { 'if-match': `"${entry.version}"` },
  );
const booksOf = async (person: TestPerson) => (await person.call('GET', '/api/v1/my/account')).body.books;

/** The next day, on which staff sign in again. */
async function dayAfter(): Promise<void> {
  now += DAY;
  coordinator = await makeUser(server, home, 'coordinator');
}

/** Somebody who asked, and the entry that came of it. */
async function ask(name = '陈欣') {
  const person = await signUpPerson(server, mail, { name });
  await join(person, home);
  await deliverAll(server);
  const [entry] = await entriesOf(coordinator);
  return { person, entry };
}

describe('a book', () => {
  it('is opened by the administrator alone, and everybody finds it', async () => {
    const fresh = await makeOrganisation(server);
    const administrator = await makeUser(server, fresh, 'administrator');
    const worker = await makeUser(server, fresh, 'coordinator');
    const book = { isOpen: true, participations: ['volunteer', 'giver'], welcome: '来吧', welcomeEn: 'Come' };
    const put = (staff: TestUser, body: object, version: number) =>
      staff.call('PUT', '/api/v1/book', body, { 'if-match': `"${version}"` });
    expect((await put(worker, book, 0)).status).toBe(403);
    expect((await administrator.call('GET', '/api/v1/book')).body).toMatchObject({
      isOpen: false,
      version: 0,
    });
    const none = await put(administrator, { ...book, participations: [] }, 0);
    expect(none.body).toMatchObject({ errors: [{ path: '/participations' }] });
    for (let turn = 0; turn < 2; turn += 1)
      expect((await put(administrator, book, 0)).body).toMatchObject({ isOpen: true, version: 1 });
    expect((await put(administrator, { ...book, welcome: '欢迎' }, 0)).body.code).toBe('version_conflict');
    const found = async () =>
      (await request(server, 'GET', '/api/v1/books')).body.items.find(
        ({ organisationId }: { organisationId: string }) => organisationId === fresh.id,
      );
    expect(await found()).toMatchObject({ participations: ['giver', 'volunteer'], welcome: '来吧' });
    await put(administrator, { ...book, isOpen: false }, 1);
    expect(await found()).toBeUndefined();
    // who keeps accounts sees nobody of the public
    expect((await administrator.call('GET', '/api/v1/book/entries')).status).toBe(403);
  });
});

describe('somebody of the public', () => {
  it('asks, is told of to who answers, is taken in, and sees it', async () => {
    const { person, entry } = await ask();
    expect(entry).toMatchObject({
      name: '陈欣',
      addresses: [{ way: 'mail', address: person.address }],
      note: '周末有空',
      participations: ['volunteer'],
      state: 'asked',
      version: 1,
    });
    expect(await booksOf(person)).toMatchObject([
      { organisationId: home.id, state: 'asked', decidedAt: null },
    ]);
    await notifyAll(server);
    const bell = () => coordinator.call('GET', '/api/v1/notifications/count');
    const rung = (await bell()).body;
    expect((await decide(coordinator, entry, 'accept')).body).toMatchObject({
      state: 'accepted',
      version: 2,
    });
    await notifyAll(server);
    expect((await bell()).body).not.toEqual(rung);
    await deliverAll(server);
    expect(await booksOf(person)).toMatchObject([
      { state: 'accepted', decidedAt: new Date(now).toISOString() },
    ]);
  });

  it('is in two books, and neither organisation can tell that it is one person', async () => {
    const { person, entry } = await ask();
    await join(person, other, { ...wish, participations: ['resident'], note: '' });
    await deliverAll(server);
    const [there] = await entriesOf(stranger);
    expect(there.participations).toEqual(['resident']);
    expect(await booksOf(person)).toHaveLength(2);
    const own = async (organisation: TestOrganisation) => {
      const texts: string[] = [];
      const { rows } = await server.admin.query<{ name: string }>(
        `select table_name as name from information_schema.columns where table_schema = 'public'
         and column_name = 'organisation_id' and table_name <> 'organisation'`,
      );
      for (const { name } of rows) {
        const found = await server.admin.query<{ row: string }>(
          `select held::text as row from ${name} held where organisation_id = $1`,
          [organisation.id],
        );
        texts.push(...found.rows.map(({ row }) => row));
      }
      return texts.join('\n');
    };
    const [here, elsewhere] = [await own(home), await own(other)];
    for (const [rows, ownId, foreignId] of [
      [here, entry.id, there.id],
      [elsewhere, there.id, entry.id],
    ] as const) {
      expect(rows).toContain(ownId);
      expect(rows).not.toContain(foreignId);
      expect(rows).not.toContain(person.id);
    }
    const foreign = await decide(stranger, entry, 'accept');
    expect(foreign.status).toBe(404);
    expect((await entriesOf(stranger)).map(({ id }: { id: string }) => id)).toEqual([there.id]);
  });

  it('gives something else, and the organisation has that; sent again it is the same', async () => {
    const { person, entry } = await ask();
    expect((await join(person, home)).status).toBe(200);
    await deliverAll(server);
    expect((await entriesOf(coordinator))[0].version).toBe(1);
    await decide(coordinator, entry, 'accept');
    await join(person, home, { ...wish, note: '平时也有空' });
    await deliverAll(server);
    expect(await entriesOf(coordinator)).toMatchObject([{ note: '平时也有空', state: 'accepted' }]);
    await person.call('PATCH', '/api/v1/my/account', { name: '陈新' }, { 'if-match': '"1"' });
    now += MINUTE;
    const next = await proofOf(server, mail, newAddress());
    await person.call('PUT', '/api/v1/my/addresses', next);
    await deliverAll(server);
    expect(await entriesOf(coordinator)).toMatchObject([
      { name: '陈新', note: '平时也有空', addresses: [{ address: next.address }], state: 'asked' },
    ]);
    // an answer about what it was before is not one about what it is now
    expect((await decide(coordinator, { ...entry, version: 2 }, 'end')).body.code).toBe('version_conflict');
  });

  it('was accepted by the name and as what it was: under another name, or as more, it is asked anew', async () => {
    const { person, entry } = await ask();
    await decide(coordinator, entry, 'accept');
    await deliverAll(server);
    await join(person, home, { ...wish, participations: ['giver', 'volunteer'] });
    await deliverAll(server);
    const [there] = await entriesOf(coordinator);
    expect(there).toMatchObject({ state: 'asked', participations: ['giver', 'volunteer'] });
    await deliverAll(server);
    expect(await booksOf(person)).toMatchObject([{ state: 'asked' }]);
    await decide(coordinator, there, 'accept');
    await join(person, home, { ...wish, participations: ['giver'] });
    await deliverAll(server);
    expect(await entriesOf(coordinator)).toMatchObject([{ state: 'accepted', participations: ['giver'] }]);
    await person.call('PATCH', '/api/v1/my/account', { name: '王老师' }, { 'if-match': '"1"' });
    await deliverAll(server);
    expect(await entriesOf(coordinator)).toMatchObject([{ state: 'asked', name: '王老师' }]);
  });

  it('is told the newest answer, in whichever order they come', async () => {
    const { person, entry } = await ask();
    const accepted = (await decide(coordinator, entry, 'accept')).body;
    await decide(coordinator, accepted, 'end');
    // the first answer comes after the second
    const late = (sooner: string) =>
      server.admin.query(
        `update delivery set next_attempt_at = now() + interval '${sooner}' where organisation_id = $1 and payload ->> 'state' = 'accepted'`,
        [home.id],
      );
    await late('1 day');
    await deliverAll(server);
    expect(await booksOf(person)).toMatchObject([{ state: 'ended' }]);
    await late('-1 year');
    await deliverAll(server);
    expect(await booksOf(person)).toMatchObject([{ state: 'ended' }]);
  });

  it('has told by the day alone when it left, and the book it never came to has nothing of it', async () => {
    const { person } = await ask();
    await join(person, other);
    await person.call('POST', '/api/v1/my/erase');
    await deliverAll(server);
    const { rows } = await server.admin.query(
      'select organisation_id, state, decided_at from book_entry where organisation_id = any($1)',
      [[home.id, other.id]],
    );
    expect(rows.map((row) => [row.organisation_id, row.state])).toEqual([[home.id, 'left']]);
    expect(rows[0].decided_at.toISOString()).toMatch(/T00:00:00.000Z$/);
  });

  it('is in thirty books at most, and in another once one is left', async () => {
    const person = await signUpPerson(server, mail);
    const organisations: TestOrganisation[] = [];
    for (let index = 0; index < 31; index += 1) organisations.push(await makeOrganisation(server));
    await server.admin.query(
      `insert into book (organisation_id, is_open, participations, welcome, welcome_en, changed_by, changed_at, version)
       select id, true, array['volunteer'], '', '', id, now(), 1 from unnest($1::uuid[]) as fresh (id)`,
      [organisations.map(({ id }) => id)],
    );
    const [first, ...others] = organisations;
    const last = others.pop();
    if (first === undefined || last === undefined) throw new Error('thirty-one');
    for (const organisation of [first, ...others])
      expect((await join(person, organisation)).status).toBe(200);
    expect((await join(person, last)).body.code).toBe('too_many_books');
    await leave(person, first);
    expect((await join(person, last)).status).toBe(200);
  });

  it('changes what books are told forty times a day, and leaves at any time', async () => {
    const { person } = await ask();
    const write = (turn: number) => join(person, home, { ...wish, note: `第 ${turn} 次` });
    for (let turn = 1; turn < 40; turn += 1) expect((await write(turn)).status).toBe(200);
    // the same again is no change
    expect((await write(39)).status).toBe(200);
    const late = await write(40);
    expect([late.status, late.body.code]).toEqual([429, 'book_changes_limit']);
    const renamed = { name: '陈新' };
    const change = () => person.call('PATCH', '/api/v1/my/account', renamed, { 'if-match': '"1"' });
    expect((await change()).body.code).toBe('book_changes_limit');
    expect((await leave(person, home)).body.books).toEqual([]);
    // whom no book knows changes a name as often as they like
    expect((await change()).status).toBe(200);
  });

  it('is nowhere joined to the books it was in, a day after they were told', async () => {
    const { person, entry } = await ask();
    await join(person, other);
    await deliverAll(server);
    const told = async () =>
      (
        await server.admin.query<{ id: string }>(
          `select payload ->> 'entryId' as id from delivery where organisation_id = $1 and to_organisation_id = any($2)`,
          [PUBLIC_TENANT, [home.id, other.id]],
        )
      ).rows.map(({ id }) => id);
    const trim = (at: number) =>
      server.services.database.transaction(systemSettings(PUBLIC_TENANT), async (transaction) => {
        for (const statement of forgetPublicRows(PUBLIC_TENANT, new Date(at))) transaction.push(statement);
      });
    await trim(now);
    expect(await told()).toContain(entry.id);
    await trim(now + DAY + MINUTE);
    expect(await told()).toEqual([]);
  });

  it('is in no memory of the server once it left, or was declined', async () => {
    const remembered = async (id: string) => {
      const { database, keyring } = server.services;
      return (await keyring.of(database.reader(systemSettings(home.id)))).rememberedKey(id);
    };
    const { person, entry } = await ask();
    expect(await remembered(entry.id)).toBeDefined();
    await leave(person, home);
    await deliverAll(server);
    expect(await remembered(entry.id)).toBeUndefined();
    const next = await ask('王老师');
    expect(await remembered(next.entry.id)).toBeDefined();
    await decide(coordinator, next.entry, 'decline');
    expect(await remembered(next.entry.id)).toBeUndefined();
  });

  it('asks nobody who is not there, and gives no address that the account has not', async () => {
    const person = await signUpPerson(server, mail);
    expect((await person.call('PUT', `/api/v1/my/books/${newId()}`, wish)).status).toBe(404);
    expect((await join(person, home, { ...wish, ways: ['sms'] })).body).toMatchObject({
      errors: [{ path: '/ways' }],
    });
    expect((await join(person, home, { ...wish, participations: [] })).status).toBe(400);
  });

  it('asks no book that is closed, nor as what it takes nobody; whoever is in it stays and says something else', async () => {
    const { person } = await ask();
    const administrator = await makeUser(server, home, 'administrator');
    const closed = { isOpen: false, participations: [], welcome: '', welcomeEn: '' };
    await administrator.call('PUT', '/api/v1/book', closed, { 'if-match': '"1"' });
    const late = await signUpPerson(server, mail);
    expect((await join(late, home)).body.code).toBe('book_closed');
    expect((await join(person, home, { ...wish, participations: ['volunteer', 'rider'] })).body.code).toBe(
      'book_closed',
    );
    expect((await join(person, home, { ...wish, note: '晚上' })).status).toBe(200);
    await deliverAll(server);
    expect(await entriesOf(coordinator)).toMatchObject([{ note: '晚上' }]);
  });

  it('leaves, and the organisation keeps nothing but that somebody was there', async () => {
    const { person, entry } = await ask();
    for (let turn = 0; turn < 2; turn += 1) expect((await leave(person, home)).body.books).toEqual([]);
    await deliverAll(server);
    expect(await entriesOf(coordinator)).toMatchObject([
      { id: entry.id, name: null, addresses: [], state: 'left' },
    ]);
    const { rows } = await server.admin.query('select from person_key where person_id = $1', [entry.id]);
    expect(rows).toEqual([]);
    // back again, it is another entry: what was decided about the first stays with it
    await join(person, home);
    await deliverAll(server);
    const entries = await entriesOf(coordinator);
    expect(entries.map(({ state }: { state: string }) => state)).toEqual(['asked', 'left']);
  });

  it('is erased, and gone from every book, also from one that had not heard of it yet', async () => {
    const { person } = await ask();
    await join(person, other);
    now += MINUTE;
    expect((await person.call('POST', '/api/v1/my/erase')).status).toBe(200);
    await deliverAll(server);
    expect(await entriesOf(coordinator)).toMatchObject([{ name: null, state: 'left' }]);
    expect(await entriesOf(stranger)).toEqual([]);
    const { rows } = await server.admin.query(
      'select from book_entry where card is not null and organisation_id = any($1)',
      [[home.id, other.id]],
    );
    expect(rows).toEqual([]);
  });
});

describe('an organisation', () => {
  it('declines, and keeps neither name nor address; asked again it is a new question', async () => {
    const { person, entry } = await ask();
    expect((await decide(coordinator, entry, 'decline')).body).toMatchObject({
      name: null,
      state: 'declined',
    });
    // said twice, it is said
    expect((await decide(coordinator, entry, 'decline')).status).toBe(200);
    expect((await decide(coordinator, { ...entry, version: 2 }, 'accept')).body.code).toBe(
      'book_entry_decided',
    );
    await deliverAll(server);
    expect(await booksOf(person)).toMatchObject([{ state: 'declined' }]);
    expect((await join(person, home)).body.code).toBe('book_answered_lately');
    await dayAfter();
    await join(person, home);
    await deliverAll(server);
    expect((await entriesOf(coordinator)).map(({ state }: { state: string }) => state)).toEqual([
      'asked',
      'declined',
    ]);
    expect(await booksOf(person)).toMatchObject([{ state: 'asked' }]);
  });

  it('ends what it accepted; what the person changes later comes to nothing there', async () => {
    const { person, entry } = await ask();
    const accepted = (await decide(coordinator, entry, 'accept')).body;
    await decide(coordinator, accepted, 'end');
    // not heard of it yet
    await join(person, home, { ...wish, note: '还在吗' });
    await deliverAll(server);
    expect(await entriesOf(coordinator)).toMatchObject([{ state: 'ended', name: null, note: '' }]);
    expect(await booksOf(person)).toMatchObject([{ state: 'ended' }]);
    // it was heard, and not refused
    const { rows } = await server.admin.query(
      'select failure from delivery where to_organisation_id = $1 and failure is not null',
      [home.id],
    );
    expect(rows).toEqual([]);
  });

  it('answers once, though two do at the same moment, and while the person leaves', async () => {
    const { person, entry } = await ask();
    const answers = await Promise.all([
      decide(coordinator, entry, 'accept'),
      decide(coordinator, entry, 'decline'),
      leave(person, home).then(() => deliverAll(server)),
    ]);
    expect(
      answers.slice(0, 2).filter((answer) => (answer as { status: number }).status === 200).length,
    ).toBeLessThan(2);
    await deliverAll(server);
    const [there] = await entriesOf(coordinator);
    expect(['left', 'declined']).toContain(there.state);
    expect(there.name).toBeNull();
  });

  it('is searched by name, pinyin and address, as far as its names are kept', async () => {
    const { person } = await ask('陈欣怡');
    await ask('罗江');
    const found = async (q: string) =>
      (await entriesOf(coordinator, `?q=${encodeURIComponent(q)}`)).map(({ name }: { name: string }) => name);
    for (const q of ['欣怡', 'chenxy', person.address]) expect(await found(q)).toEqual(['陈欣怡']);
    expect(await found('王')).toEqual([]);
    expect(await found(' ')).toHaveLength(2);
    await leave(person, home);
    await deliverAll(server);
    expect(await found('欣怡')).toEqual([]);
  });

  it('lists by state and by what somebody takes part as, page after page, and each reading is in the audit', async () => {
    for (const name of ['甲', '乙', '丙']) await ask(name);
    const whole = await coordinator.call('GET', '/api/v1/book/entries?limit=2');
    const rest = await coordinator.call('GET', `/api/v1/book/entries?limit=2&after=${whole.body.next}`);
    const names = [...whole.body.items, ...rest.body.items].map(({ name }: { name: string }) => name);
    expect([names, rest.body.next]).toEqual([['丙', '乙', '甲'], null]);
    expect(await entriesOf(coordinator, '?state=accepted')).toEqual([]);
    expect(await entriesOf(coordinator, '?state=asked&participation=volunteer')).toHaveLength(3);
    expect(await entriesOf(coordinator, '?participation=rider')).toEqual([]);
    const { rows } = await server.admin.query(
      `select cardinality(subject_ids) as read from audit_event where organisation_id = $1 and action = 'book_entry.list'
       order by id desc limit 1 offset 3`,
      [home.id],
    );
    expect(rows[0]?.read).toBe(1);
  });

  it('reads on where an entry does not open, and ends it; whoever gives what does not open keeps nobody waiting', async () => {
    const { person, entry } = await ask('甲');
    await ask('乙');
    const turn = (table: string, column: string, where: string, id: string) =>
      server.admin.query(
        `update ${table} set ${column} = set_byte(${column}, 40, get_byte(${column}, 40) # 1) where ${where} = $1`,
        [id],
      );
    await turn('book_entry', 'card', 'id', entry.id);
    server.services.keyring.forgetPerson(entry.id);
    expect((await entriesOf(coordinator)).map(({ name }: { name: string | null }) => name)).toEqual([
      '乙',
      null,
    ]);
    expect((await decide(coordinator, entry, 'decline')).body).toMatchObject({
      state: 'declined',
      name: null,
    });
    await deliverAll(server);
    await dayAfter();
    await join(person, home);
    await turn('public_membership', 'shared', 'account_id', person.id);
    server.services.keyring.forgetPerson(person.id);
    expect(await booksOf(person)).toMatchObject([{ state: 'asked', participations: [], note: '' }]);
    await ask('丙');
    expect((await entriesOf(coordinator, '?state=asked')).map(({ name }: { name: string }) => name)).toEqual([
      '丙',
      '乙',
    ]);
    const proof = await proofOf(server, mail, person.address);
    await person.call('POST', '/api/v1/my/prove', { proof });
    expect((await person.call('POST', '/api/v1/my/erase')).status).toBe(200);
  });

  it('hears nothing of somebody who asked another, whoever sends it', async () => {
    const { entry } = await ask();
    // a delivery that names another's entry is asked back, and finds nothing that is given here
    await server.admin.query(
      `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at)
       select organisation_id, $1, $2, kind, 'forged', payload, created_at, created_at from delivery
       where to_organisation_id = $3 limit 1`,
      [newId(), other.id, home.id],
    );
    await deliverAll(server);
    expect(await entriesOf(stranger)).toEqual([]);
    expect((await entriesOf(coordinator))[0].id).toBe(entry.id);
  });
});
