import { pageParts } from '../../domain/volunteers/recognition.ts';
import { element } from '../../plain/element.ts';
import type { Account, OwnRecognition } from '../door.ts';
import { acting, check, field, formOf, Missing, textOf } from '../form.ts';
import type { Page } from '../page.ts';
import { step } from './frame.ts';

type Team = OwnRecognition['teams'][number];

/** What one shows to others: a page of oneself, and one's name on the pages of teams. Each only once one says so. */
export function pagesOf(page: Page, account: Account, one: OwnRecognition): HTMLElement[] {
  const { say } = page;
  if (!one.mayPublish && one.page === null) return [];
  const teams = one.teams.filter(({ path, shownName }) => path !== null || shownName !== null);
  return [
    element('h3', {}, say('pageTitle')),
    element('p', { class: 'quiet' }, say('pageText')),
    one.page === null ? undefined : pageLines(page, account, one),
    element(
      'details',
      {},
      element('summary', {}, say(one.page === null ? 'pageBegin' : 'pageChange')),
      pageForm(page, account, one),
    ),
    teams.length === 0 ? undefined : element('h3', {}, say('teamTitle')),
    ...teams.map((team) => teamLines(page, account, one, team)),
  ].filter((part) => part !== undefined);
}

function pageLines({ say, door, enter }: Page, account: Account, one: OwnRecognition): HTMLElement {
  return element(
    'p',
    { class: 'actions' },
    step(say('pageOpen'), one.page?.path ?? ''),
    acting(say('pageEnd'), async () => {
      await door.endPage(one.organisationId);
      enter(account, { at: 'recognition' }, 'pageEnded');
    }),
  );
}

function pageForm({ say, door, enter }: Page, account: Account, one: OwnRecognition): HTMLElement {
  const { organisationId, page, name } = one;
  const nameField = `name-${organisationId}`;
  const partField = `part-${organisationId}`;
  return formOf(
    say(page === null ? 'pagePublish' : 'pageSave'),
    async (values) => {
      const chosen = textOf(values, nameField);
      if (chosen === '') throw new Missing(say('pageNameWanted'));
      const parts = pageParts.filter((part) => values.getAll(partField).includes(part));
      await door.putPage(organisationId, { name: chosen, parts });
      enter(account, { at: 'recognition' }, 'pagePublished');
    },
    field({ name: nameField, label: say('pageName'), value: page?.name ?? name, maxLength: 60 }),
    element('p', {}, say('pageParts')),
    ...pageParts.map((part) =>
      check(partField, say(`part_${part}`), {
        value: part,
        isChecked: page?.parts.includes(part) ?? false,
      }),
    ),
  );
}

function teamLines(
  { say, door, enter }: Page,
  account: Account,
  one: OwnRecognition,
  { id, name, path, shownName }: Team,
): HTMLElement {
  const nameField = `team-${id}`;
  const shown =
    shownName === null
      ? formOf(
          say('teamConsent'),
          async (values) => {
            const chosen = textOf(values, nameField);
            if (chosen === '') throw new Missing(say('pageNameWanted'));
            await door.putTeamName(id, chosen);
            enter(account, { at: 'recognition' }, 'teamConsented');
          },
          field({ name: nameField, label: say('pageName'), value: one.name, maxLength: 60 }),
        )
      : acting(say('teamWithdraw'), async () => {
          await door.endTeamName(id);
          enter(account, { at: 'recognition' }, 'teamWithdrawn');
        });
  const open = path === null ? undefined : step(say('teamOpen'), path);
  return element(
    'div',
    {},
    element('p', {}, shownName === null ? name : say('teamNamed', { team: name, name: shownName })),
    element('p', { class: 'actions' }, open, shownName === null ? undefined : shown),
    shownName === null ? shown : undefined,
  );
}
