import { isOpenEntry } from '../../domain/books/entry-life.ts';
import { participations } from '../../domain/books/participation.ts';
import { element } from '../../plain/element.ts';
import type { Account, OpenBook } from '../door.ts';
import { check, formOf, longField, Missing, textOf } from '../form.ts';
import { hashOf, type Page } from '../page.ts';
import { heading, section, step } from './frame.ts';
import { kindsOf, nameOf } from './home.ts';

export function findScreen(page: Page, account: Account, books: readonly OpenBook[]): HTMLElement[] {
  const { say, language } = page;
  const own = new Set(
    account.books.filter(({ state }) => isOpenEntry(state)).map(({ organisationId }) => organisationId),
  );
  const cards = books.map((book) => {
    const kinds = kindsOf(page, book);
    const welcome = language === 'en' && book.welcomeEn !== '' ? book.welcomeEn : book.welcome;
    return element(
      'li',
      {},
      element('strong', {}, nameOf(page, book)),
      element('p', {}, welcome),
      element('p', { class: 'quiet' }, say('welcomes', { kinds })),
      own.has(book.organisationId)
        ? element('p', { class: 'quiet' }, say('joined'))
        : step(say('join'), hashOf({ at: 'join', organisationId: book.organisationId }), true),
    );
  });
  return [
    heading(say('findTitle')),
    cards.length === 0 ? element('p', {}, say('findNone')) : element('ul', { class: 'cards' }, ...cards),
    element('nav', {}, step(say('back'), '#')),
  ];
}

/** What an organisation is given: chosen for it, and to be changed for it alone. */
export function joinScreen(
  page: Page,
  account: Account,
  books: readonly OpenBook[],
  organisationId: string,
): HTMLElement[] | undefined {
  const { say, door } = page;
  const book = books.find((one) => one.organisationId === organisationId);
  const own = account.books.find((one) => one.organisationId === organisationId);
  const party = book ?? own;
  if (party === undefined) return undefined;
  const offered = participations.filter(
    (kind) => book?.participations.includes(kind) === true || own?.participations.includes(kind) === true,
  );
  const isOnly = (choices: readonly unknown[]) => choices.length === 1;
  const form = formOf(
    say(own !== undefined && isOpenEntry(own.state) ? 'save' : 'join'),
    async (values) => {
      const chosen = offered.filter((kind) => values.getAll('participations').includes(kind));
      const ways = account.addresses
        .map(({ way }) => way)
        .filter((way) => values.getAll('ways').includes(way));
      const isUnreachable = ways.length === 0 && account.addresses.length > 0;
      if (chosen.length === 0 || isUnreachable) throw new Missing(say('joinWanted'));
      const body = { participations: chosen, ways, note: textOf(values, 'note') };
      page.enter(await door.join(organisationId, body), { at: 'home' }, 'joinSent');
    },
    section(
      say('joinAs'),
      ...offered.map((kind) =>
        check('participations', say(`kind_${kind}`), {
          value: kind,
          isChecked: own?.participations.includes(kind) ?? isOnly(offered),
        }),
      ),
    ),
    account.addresses.length === 0
      ? undefined
      : section(
          say('joinWays'),
          ...account.addresses.map(({ way, address }) =>
            check('ways', `${say(`way_${way}`)} ${address}`, {
              value: way,
              isChecked: own?.ways.includes(way) ?? isOnly(account.addresses),
            }),
          ),
        ),
    longField('note', say('joinNote'), own === undefined ? {} : { value: own.note }),
    element('p', { class: 'quiet' }, say('joinGiven')),
  );
  return [
    heading(say('joinTitle', { organisation: nameOf(page, party) })),
    form,
    element('nav', {}, step(say('cancel'), '#')),
  ];
}
