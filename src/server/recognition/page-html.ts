import { sayDay } from '../../domain/calendar/spoken-day.ts';
import { bilingual, type Language } from '../../domain/language.ts';
import { linkIn as link, plainPage, type Shown } from '../platform/http/plain-page.ts';
import { escapeHtml as text } from '../platform/http/printed-page.ts';
import type { ShownTeam, ShownVolunteer } from './shown.ts';

const words = {
  volunteer: bilingual('志愿者', 'Volunteer'),
  team: bilingual('志愿服务队', 'A team of volunteers'),
  organisation: bilingual('服务的机构', 'Serves with'),
  since: bilingual('从什么时候开始', 'Since'),
  hours: bilingual('已记录的服务时长', 'Recorded service'),
  hoursOf: bilingual('{n} 小时', '{n} hours'),
  stars: bilingual('星级', 'Stars'),
  starsOf: bilingual('{n} 星', '{n}'),
  certificates: bilingual('服务证明', 'Certificates of service'),
  certificatesOf: bilingual('{n} 份', '{n}'),
  members: bilingual('成员', 'Members'),
  membersOf: bilingual('{n} 人', '{n}'),
  teamHours: bilingual('成员在本机构一共服务了', 'Its members served here'),
  teamHoursOf: bilingual('{n} 小时以上', '{n} hours or more'),
  names: bilingual('他们在这里', 'Some of them'),
  until: bilingual('时长和星级统计到 {day}。', 'Hours and stars are counted to {day}.'),
  teamUntil: bilingual('时长统计到 {day}。', 'Hours are counted to {day}.'),
  own: bilingual(
    '这个页面由志愿者本人同意公开，本人可以随时撤下。',
    'The volunteer has consented to show this page, and may take it down at any time.',
  ),
  unknownTitle: bilingual('没有这个页面', 'There is no such page'),
  unknown: bilingual('这里没有页面，或者它已经撤下。', 'There is nothing here, or it was taken down.'),
  join: bilingual('看看哪里需要志愿者', 'See where volunteers are wanted'),
};
type Word = keyof typeof words;

const say = (language: Language, word: Word, told: Readonly<Record<string, string | number>> = {}) =>
  words[word][language].replace(/\{(\w+)\}/gu, (_, name: string) => String(told[name] ?? ''));

const HOME = '/volunteering';
const style = `
dl { margin: 1rem 0 } dt { color: #52606d; font-size: .9rem; margin-top: .75rem } dd { margin: 0; font-weight: 600 }
.stars { color: #9a4a07; letter-spacing: .1em } .words { white-space: pre-line; margin: 1rem 0 }`;

const organisationIn = (language: Language, one: { name: string; nameEn: string | null }) =>
  language === 'en' && one.nameEn !== null ? one.nameEn : one.name;

type Line = readonly [Word, string] | undefined;

const list = (language: Language, lines: readonly Line[]) =>
  `<dl>${lines
    .flatMap((line) => (line === undefined ? [] : [`<dt>${say(language, line[0])}</dt><dd>${line[1]}</dd>`]))
    .join('')}</dl>`;

export function volunteerHtml(shown: Shown, volunteer: ShownVolunteer): string {
  const { language } = shown;
  const { name, organisation, since, hours, stars, certificates, until } = volunteer;
  const isCounted = hours !== undefined || stars !== undefined;
  const lines: Line[] = [
    organisation && ['organisation', text(organisationIn(language, organisation))],
    since === undefined ? undefined : ['since', monthIn(language, since)],
    stars === undefined ? undefined : ['stars', starsIn(language, stars)],
    hours === undefined ? undefined : ['hours', say(language, 'hoursOf', { n: hours })],
    certificates === undefined
      ? undefined
      : ['certificates', say(language, 'certificatesOf', { n: certificates })],
  ];
  const day = sayDay(language, until);
  return page(
    shown,
    name,
    `<p class="quiet">${say(language, 'volunteer')}</p><h1>${text(name)}</h1>${list(language, lines)}
${isCounted ? `<p class="quiet">${say(language, 'until', { day })}</p>` : ''}<p class="quiet">${say(language, 'own')}</p>`,
  );
}

const monthIn = (language: Language, month: string) =>
  new Date(`${month}-15T00:00:00Z`).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });

const starsIn = (language: Language, stars: number) =>
  `<span class="stars" aria-hidden="true">${'★'.repeat(stars)}</span> ${say(language, 'starsOf', { n: stars })}`;

export function teamHtml(
  shown: Shown,
  { team, organisation, words: said, sums, names, until }: ShownTeam,
): string {
  const { language } = shown;
  const lines: Line[] = [
    ['organisation', text(organisationIn(language, organisation))],
    sums && ['members', say(language, 'membersOf', { n: sums.members })],
    sums && sums.hours > 0 ? ['teamHours', say(language, 'teamHoursOf', { n: sums.hours })] : undefined,
  ];
  const named =
    names.length === 0
      ? ''
      : `<h2>${say(language, 'names')}</h2><ul>${names.map((name) => `<li>${text(name)}</li>`).join('')}</ul>`;
  const day = sayDay(language, until);
  return page(
    shown,
    team,
    `<p class="quiet">${say(language, 'team')}</p><h1>${text(team)}</h1><p class="words">${text(said)}</p>${list(language, lines)}${named}
${sums === undefined ? '' : `<p class="quiet">${say(language, 'teamUntil', { day })}</p>`}`,
  );
}

export function unknownHtml(shown: Shown): string {
  const { language } = shown;
  const title = say(language, 'unknownTitle');
  return page(shown, title, `<h1>${title}</h1><p>${say(language, 'unknown')}</p>`);
}

function page(shown: Shown, title: string, content: string): string {
  const more = `<a class="do" href="${link(shown, HOME)}">${say(shown.language, 'join')}</a>`;
  return plainPage({ ...shown, home: HOME }, title, `${content}\n${more}`, style);
}
