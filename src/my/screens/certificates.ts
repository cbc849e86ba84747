import { dayIn } from '../../domain/calendar/clock-time.ts';
import { revocationNames } from '../../domain/certificates/certificate-life.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import type { OwnCertificateView } from '../../contract/certificates.ts';
import { element } from '../../plain/element.ts';
import type { Account, OwnHours } from '../door.ts';
import { acting, choice, field, formOf, textOf } from '../form.ts';
import type { Page } from '../page.ts';
import { saveFile } from '../save-file.ts';
import { sayCalendarDay } from '../words.ts';
import { heading, section, step } from './frame.ts';
import { newIdFor } from './hours.ts';

/** What one has in hand for whoever asks for hours, the latest first. */
export function certificatesScreen(
  page: Page,
  account: Account,
  { certificates, hours }: { certificates: readonly OwnCertificateView[]; hours: OwnHours | undefined },
): HTMLElement[] {
  const { say } = page;
  return [
    heading(say('certificatesTitle')),
    element('p', { class: 'quiet' }, say('certificatesText')),
    certificates.length === 0
      ? element('p', {}, say('certificatesNone'))
      : element('ul', { class: 'cards' }, ...certificates.map((one) => certificateCard(page, one))),
    section(say('certificateMake'), makeForm(page, account, hours)),
    element('nav', {}, step(say('back'), '#hours')),
  ];
}

const organisationOf = (
  { language }: Page,
  one: { readonly organisationName: string; readonly organisationNameEn: string | null },
) => (language === 'en' && one.organisationNameEn !== null ? one.organisationNameEn : one.organisationName);

function certificateCard(page: Page, one: OwnCertificateView): HTMLElement {
  const { say, language } = page;
  const [from, to] = [sayCalendarDay(language, one.from), sayCalendarDay(language, one.to)];
  const because = one.revokedBecause === null ? '' : revocationNames[one.revokedBecause][language];
  return element(
    'li',
    {},
    element('strong', {}, say('certificateNumber', { number: one.number })),
    element('p', {}, `${from} – ${to} · ${sayMinutes(language, one.minutes)}`),
    element('p', { class: 'quiet' }, organisationOf(page, one)),
    element('p', { class: `state ${one.state}` }, say(`certificate_${one.state}`, { because })),
    one.state === 'issued' ? actionsOf(page, one) : undefined,
  );
}

function actionsOf(page: Page, one: OwnCertificateView): HTMLElement {
  const { say, door } = page;
  const file = (language: 'zh' | 'both') =>
    acting(say(`pdf_${language}`), async () => {
      saveFile(await door.readCertificateFile(one.id, language), `${one.number}.pdf`);
    });
  return element(
    'p',
    { class: 'actions' },
    file('zh'),
    file('both'),
    step(say('verifyPage'), one.verifyUrl),
    canShare() ? acting(say('share'), () => share(page, one)) : undefined,
  );
}

/** Old telephones have no sheet for it. */
const canShare = () => 'share' in navigator;

async function share({ say }: Page, one: OwnCertificateView): Promise<void> {
  try {
    await navigator.share({ title: say('certificateNumber', { number: one.number }), url: one.verifyUrl });
  } catch (error) {
    // closed without choosing
    if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
  }
}

/** Where one served, and from when to when: this year until today, unless it is changed. */
function makeForm(page: Page, account: Account, hours: OwnHours | undefined): HTMLElement {
  const { say, door } = page;
  const served = new Map((hours?.items ?? []).map((one) => [one.organisationId, one]));
  const [first] = served.values();
  if (first === undefined) return element('p', { class: 'quiet' }, say('certificateNothing'));
  const today = dayIn(first.timeZone, door.now());
  const options = [...served.values()].map((one) => ({
    value: one.organisationId,
    text: organisationOf(page, one),
  }));
  const idOf = newIdFor();
  return formOf(
    say('certificateMake'),
    async (values) => {
      const organisationId = textOf(values, 'organisationId') || first.organisationId;
      const body = { organisationId, from: textOf(values, 'from'), to: textOf(values, 'to') };
      await door.issueCertificate({ id: idOf(body), ...body });
      page.enter(account, { at: 'certificates' }, 'certificateMade');
    },
    options.length === 1
      ? undefined
      : choice({ name: 'organisationId', label: say('organisation') }, options),
    field({ name: 'from', label: say('certificateFrom'), type: 'date', value: `${today.slice(0, 4)}-01-01` }),
    field({ name: 'to', label: say('certificateTo'), type: 'date', value: today }),
  );
}
