import { element } from '../../plain/element.ts';
import { type Account, Refusal, type Way } from '../door.ts';
import { acting, exactTextOf, field, formOf, textOf } from '../form.ts';
import type { Page } from '../page.ts';
import { saveFile } from '../save-file.ts';
import { sayDay } from '../words.ts';
import { addressField, codeScreen, wayOf } from './door.ts';
import { heading, section, step } from './frame.ts';

export function profileScreen(page: Page, proving: Proving): HTMLElement[] {
  const { say } = page;
  const { account } = proving;
  return [
    heading(say('profileTitle')),
    section(say('name'), nameForm(page, account)),
    section(
      say('addresses'),
      element('p', { class: 'quiet' }, say('addressesText')),
      element('ul', { class: 'lines' }, ...account.addresses.map((one) => addressLine(page, proving, one))),
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
      const changed = await door.change({ name: textOf(values, 'name') });
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
  proving: Proving,
  { way, address }: { way: Way; address: string },
): HTMLElement {
  const { say, door } = page;
  const remove = acting(say('remove'), () =>
    proven(page, proving, async () => page.enter(await door.removeAddress(way), { at: 'profile' })),
  );
  return element(
    'li',
    {},
    element('span', {}, `${say(`way_${way}`)} ${address}`),
    proving.account.addresses.length > 1 ? remove : undefined,
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

async function download({ door }: Page): Promise<void> {
  const all = await door.exportAll();
  const file = new Blob([JSON.stringify(all, undefined, 2)], { type: 'application/json' });
  saveFile(file, 'nuantu-my-account.json');
}

interface Proving {
  readonly account: Account;
  readonly ways: readonly Way[];
}

/**
 * Does what wants to be proven lately; where it is not, asks who it is and comes back, with what was typed.
 * @throws Refusal any other
 */
async function proven(page: Page, proving: Proving, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'proof_wanted') throw error;
    const back = page.remember();
    page.show((next) => proveScreen(next, proving, () => back('provenNow')));
  }
}

/** By a code or the password: a telephone that was left on a table is not enough. */
function proveScreen(page: Page, { account, ways }: Proving, onProven: () => void): HTMLElement[] {
  const { say, door } = page;
  const byCode = formOf(
    say('getCode'),
    async (values) => {
      const address = textOf(values, 'address');
      const asked = await door.askForCode(wayOf(address), address);
      const onBack = page.remember();
      const onCode = async (by: typeof asked, code: string) => {
        await door.prove({ proof: { ...by, code } });
        onProven();
      };
      page.show((next) => codeScreen(next, { asked, onCode, onBack }));
    },
    field({ name: 'address', label: say('ownAddress'), autocomplete: 'username' }),
  );
  const byPassword = formOf(
    say('goOn'),
    async (values) => {
      await door.prove({ password: exactTextOf(values, 'password') });
      onProven();
    },
    field({ name: 'password', label: say('password'), type: 'password', autocomplete: 'current-password' }),
  );
  return [
    heading(say('proveTitle')),
    element('p', {}, say('proveWhy')),
    ...(account.hasPassword ? [section(say('passwordTitle'), byPassword)] : []),
    ...(ways.length > 0 ? [section(say('code'), byCode)] : []),
    element('nav', {}, step(say('cancel'), '#profile')),
  ];
}

/** A new address takes the place of the one of its kind once its code came back. */
export function addressScreen(page: Page, proving: Proving): HTMLElement[] {
  const { say, door } = page;
  const form = formOf(
    say('getCode'),
    async (values) => {
      const address = textOf(values, 'address');
      const asked = await door.askForCode(wayOf(address), address);
      const onBack = page.remember();
      const onCode = (by: typeof asked, code: string) =>
        proven(page, proving, async () =>
          page.enter(await door.putAddress(by, code), { at: 'profile' }, 'saved'),
        );
      page.show((next) => codeScreen(next, { asked, onCode, onBack }));
    },
    addressField(page, proving.ways),
  );
  return [heading(say('addAddress')), form, element('nav', {}, step(say('cancel'), '#profile'))];
}

export function passwordScreen(page: Page, proving: Proving): HTMLElement[] {
  const { say, door } = page;
  const form = formOf(
    say('setPassword'),
    (values) => {
      const next = exactTextOf(values, 'next');
      return proven(page, proving, async () =>
        page.enter(await door.setPassword({ next }), { at: 'profile' }, 'saved'),
      );
    },
    field({ name: 'next', label: say('passwordNext'), type: 'password', autocomplete: 'new-password' }),
  );
  return [heading(say('passwordTitle')), form, element('nav', {}, step(say('cancel'), '#profile'))];
}

/** What it does, before it is done: nobody can bring it back. */
export function eraseScreen(page: Page, proving: Proving): HTMLElement[] {
  const { say, door, leave } = page;
  const form = formOf(say('eraseNow'), () =>
    proven(page, proving, async () => {
      await door.erase();
      leave('erased');
    }),
  );
  form.classList.add('danger');
  return [
    heading(say('eraseTitle')),
    element('p', { class: 'told danger' }, say('eraseText')),
    form,
    element('nav', {}, step(say('cancel'), '#profile')),
  ];
}
