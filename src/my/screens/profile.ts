import { button, element } from '../../plain/element.ts';
import type { Account, Way } from '../door.ts';
import { exactTextOf, field, formOf, Missing, textOf } from '../form.ts';
import type { Page } from '../page.ts';
import { sayDay } from '../words.ts';
import { addressField, codeScreen, wayOf } from './door.ts';
import { heading, section, step } from './frame.ts';

export function profileScreen(page: Page, account: Account): HTMLElement[] {
  const { say } = page;
  return [
    heading(say('profileTitle')),
    section(say('name'), nameForm(page, account)),
    section(
      say('addresses'),
      element('p', { class: 'quiet' }, say('addressesText')),
      element('ul', { class: 'lines' }, ...account.addresses.map((one) => addressLine(page, account, one))),
      step(say('addAddress'), '#address'),
    ),
    section(
      say('passwordTitle'),
      element('p', { class: 'quiet' }, say(account.hasPassword ? 'passwordSet' : 'passwordNone')),
      step(say('setPassword'), '#password'),
    ),
    section(
      say('sessions'),
      element('ul', { class: 'lines' }, ...account.sessions.map((one) => sessionLine(page, one))),
    ),
    section(
      say('exportTitle'),
      element('p', { class: 'quiet' }, say('exportText')),
      acting(say('exportButton'), () => download(page)),
    ),
    section(
      say('eraseTitle'),
      element('p', { class: 'quiet' }, say('eraseText')),
      step(say('eraseTitle'), '#erase'),
    ),
    element('nav', {}, step(say('back'), '#')),
  ];
}

function nameForm(page: Page, account: Account): HTMLElement {
  const { say, door } = page;
  return formOf(
    say('save'),
    async (values) => {
      const changed = await door.change(account, { name: textOf(values, 'name') });
      page.enter(changed, { at: 'profile' }, 'saved');
    },
    field({
      name: 'name',
      label: say('nameShown'),
      autocomplete: 'name',
      value: account.name,
      maxLength: 60,
    }),
  );
}

function addressLine(
  page: Page,
  account: Account,
  { way, address }: { way: Way; address: string },
): HTMLElement {
  const { say, door } = page;
  const remove = acting(say('remove'), async () => {
    page.enter(await door.removeAddress(way), { at: 'profile' });
  });
  return element(
    'li',
    {},
    element('span', {}, `${say(`way_${way}`)} ${address}`),
    account.addresses.length > 1 ? remove : undefined,
  );
}

function sessionLine(page: Page, session: Account['sessions'][number]): HTMLElement {
  const { say, door, language } = page;
  const used = say('sessionUsed', { day: sayDay(language, session.usedAt) });
  const end = acting(say('endSession'), async () => {
    page.enter(await door.endSession(session.id), { at: 'profile' });
  });
  return element(
    'li',
    {},
    element('span', {}, `${session.name} · ${session.current ? say('sessionHere') : used}`),
    session.current ? undefined : end,
  );
}

/** A button that does something at once, and says beside it why it could not. */
function acting(text: string, act: () => Promise<void>): HTMLElement {
  const problem = element('span', { class: 'problem', role: 'alert' });
  const made = button(text, { class: 'step' }, () => {
    made.disabled = true;
    problem.textContent = '';
    act()
      .catch((error: Error) => {
        problem.textContent = error.message;
      })
      .finally(() => {
        made.disabled = false;
      });
  });
  return element('span', { class: 'acting' }, made, problem);
}

async function download({ door }: Page): Promise<void> {
  const all = await door.exportAll();
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(all, undefined, 2)], { type: 'application/json' }),
  );
  element('a', { href: address, download: 'nuantu-my-account.json' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A new address takes the place of the one of its kind once its code came back. */
export function addressScreen(page: Page, ways: readonly Way[]): HTMLElement[] {
  const { say, door, show } = page;
  const back = () => show(...addressScreen(page, ways));
  const form = formOf(
    say('getCode'),
    async (values) => {
      const address = textOf(values, 'address');
      const asked = await door.askForCode(wayOf(address), address);
      const onCode = async (by: typeof asked, code: string) =>
        page.enter(await door.putAddress(by, code), { at: 'profile' }, 'saved');
      show(...codeScreen(page, { asked, onCode, onBack: back }));
    },
    addressField(page, ways),
  );
  return [heading(say('addAddress')), form, element('nav', {}, step(say('cancel'), '#profile'))];
}

export function passwordScreen(page: Page, { hasPassword }: Account): HTMLElement[] {
  const { say, door } = page;
  const current = field({
    name: 'current',
    label: say('passwordCurrent'),
    type: 'password',
    autocomplete: 'current-password',
  });
  const form = formOf(
    say('setPassword'),
    async (values) => {
      const next = exactTextOf(values, 'next');
      const body = hasPassword ? { current: exactTextOf(values, 'current'), next } : { next };
      page.enter(await door.setPassword(body), { at: 'profile' }, 'saved');
    },
    hasPassword ? current : undefined,
    field({ name: 'next', label: say('passwordNext'), type: 'password', autocomplete: 'new-password' }),
  );
  return [heading(say('passwordTitle')), form, element('nav', {}, step(say('cancel'), '#profile'))];
}

/** Proven anew, by a code or the password: a telephone left on a table must not be enough. */
export function eraseScreen(page: Page, account: Account, ways: readonly Way[]): HTMLElement[] {
  const { say, door, show, leave } = page;
  const back = () => show(...eraseScreen(page, account, ways));
  const byCode = formOf(
    say('getCode'),
    async (values) => {
      const address = textOf(values, 'address');
      if (address === '') throw new Missing(say('eraseProve'));
      const asked = await door.askForCode(wayOf(address), address);
      const onCode = async (by: typeof asked, code: string) => {
        await door.erase({ proof: { ...by, code } });
        leave('erased');
      };
      show(...codeScreen(page, { asked, onCode, onBack: back }));
    },
    field({ name: 'address', label: say('eraseAddress'), autocomplete: 'username' }),
  );
  const byPassword = formOf(
    say('eraseNow'),
    async (values) => {
      await door.erase({ password: exactTextOf(values, 'password') });
      leave('erased');
    },
    field({ name: 'password', label: say('password'), type: 'password', autocomplete: 'current-password' }),
  );
  return [
    heading(say('eraseTitle')),
    element('p', { class: 'told danger' }, say('eraseText')),
    element('p', {}, say('eraseProve')),
    ...(ways.length > 0 ? [section(say('code'), byCode)] : []),
    ...(account.hasPassword ? [section(say('passwordTitle'), byPassword)] : []),
    element('nav', {}, step(say('cancel'), '#profile')),
  ];
}
