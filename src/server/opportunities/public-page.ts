import { renderSVG } from 'uqr';
import type { PublicOpportunityView } from '../../contract/opportunities.ts';
import { sayShiftTimes } from '../../domain/calendar/spoken-span.ts';
import { bilingual, type Language } from '../../domain/language.ts';
import { categoryNames } from '../../domain/volunteers/profile-words.ts';
import { namesOfRequirements } from '../../domain/volunteers/qualification-words.ts';
import { linkIn as link, plainPage, type Shown } from '../platform/http/plain-page.ts';
import { escapeHtml as text } from '../platform/http/printed-page.ts';

const words = {
  title: bilingual('志愿服务招募', 'Volunteers wanted'),
  none: bilingual('现在没有正在招募的志愿服务。', 'Nobody asks for volunteers just now.'),
  all: bilingual('全部招募', 'All that is wanted'),
  more: bilingual('下一页', 'Next page'),
  next: bilingual('最近一次', 'Next'),
  about: bilingual('做什么', 'What there is to do'),
  risks: bilingual('来之前要知道', 'To know beforehand'),
  requirements: bilingual('要求', 'What is asked'),
  place: bilingual('集合地点', 'Where to meet'),
  shifts: bilingual('班次', 'Shifts'),
  noShifts: bilingual('还没有安排以后的班次。', 'There are no shifts to come yet.'),
  closed: bilingual('已经不再招募。', 'Nobody is asked for any more.'),
  free: bilingual('还有 {n} 个名额', 'Places: {n}'),
  full: bilingual('已满，可以排队（{n} 人在排队）', 'Full; you can wait in line (waiting: {n})'),
  signUp: bilingual('登录并报名', 'Sign in and sign up'),
  register: bilingual('第一次来？先登记为志愿者', 'First time here? Register as a volunteer'),
  scan: bilingual('扫码看时间、报名', 'Scan to see the times and sign up'),
  poster: bilingual('海报（可打印）', 'Poster to print'),
  missingTitle: bilingual('没有找到', 'Not found'),
  missing: bilingual('这个招募不存在，或已经撤下。', 'This is not there, or not any more.'),
};
type Word = keyof typeof words;

const say = (language: Language, word: Word, n: string | number = '') =>
  words[word][language].replace('{n}', String(n));

const posterStyle = `
@page { size: A4; margin: 18mm }
body { margin: 0 auto; max-width: 174mm; padding: 0 4mm; font: 16pt/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1f2933; text-align: center; overflow-wrap: anywhere }
h1 { font-size: 34pt; line-height: 1.25; margin: 8mm 0 4mm } p { margin: 2mm 0; white-space: pre-line }
ul { list-style: none; margin: 6mm 0; padding: 0 } svg { width: 70mm; height: 70mm } .quiet { color: #52606d; font-size: 12pt }`;

function page(shown: Shown, title: string, content: string): string {
  return plainPage({ ...shown, home: '/volunteering' }, title, content);
}

export function listPage(
  shown: Shown,
  { items, next }: { items: readonly PublicOpportunityView[]; next: string | null },
): string {
  const { language } = shown;
  const rows = items.map((one) => {
    const [shift] = one.shifts;
    const when =
      shift === undefined
        ? ''
        : `<p>${say(language, 'next')}: ${text(sayShiftTimes(language, { ...shift, timeZone: one.timeZone }))}</p>`;
    return `<li><a href="${link(shown, `/volunteering/${one.id}`)}"><strong>${text(one.title)}</strong></a><p class="quiet">${text(whereOf(language, one))}</p>${when}</li>`;
  });
  const list = rows.length === 0 ? `<p>${say(language, 'none')}</p>` : `<ul>${rows.join('\n')}</ul>`;
  const more =
    next === null
      ? ''
      : `<p><a href="${link(shown, '/volunteering')}&amp;after=${encodeURIComponent(next)}">${say(language, 'more')}</a></p>`;
  return page(shown, say(language, 'title'), `<h1>${say(language, 'title')}</h1>${list}${more}`);
}

export function opportunityPage(shown: Shown, one: PublicOpportunityView): string {
  const { language } = shown;
  const part = (word: Word, content: string) => `<h2>${say(language, word)}</h2>${content}`;
  const shifts = one.shifts.map((shift) => {
    const places = shift.places.map(({ role, free, waiting }) => {
      const left = free > 0 ? say(language, 'free', free) : say(language, 'full', waiting);
      return `<p class="quiet">${text(role === '' ? left : `${role} · ${left}`)}</p>`;
    });
    const when = text(sayShiftTimes(language, { ...shift, timeZone: one.timeZone }));
    return `<li><strong>${when}</strong>${places.join('')}</li>`;
  });
  const asked = namesOfRequirements(one.requirements).map((name) => name[language]);
  return page(
    shown,
    one.title,
    [
      `<h1>${text(one.title)}</h1><p class="quiet">${text(whereOf(language, one))}</p>`,
      part('about', `<p>${text(one.description)}</p>`),
      part('risks', `<p>${text(one.risks)}</p>`),
      asked.length === 0
        ? ''
        : part('requirements', `<ul>${asked.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`),
      one.place === '' ? '' : part('place', `<p>${text(one.place)}</p>`),
      part(
        'shifts',
        shifts.length === 0
          ? `<p>${say(language, one.isOpen ? 'noShifts' : 'closed')}</p>`
          : `<ul>${shifts.join('\n')}</ul>`,
      ),
      one.isOpen ? `<a class="do" href="/my/#opportunity/${one.id}">${say(language, 'signUp')}</a>` : '',
      `<footer><a href="/my/#volunteer/${text(one.organisationCode)}">${say(language, 'register')}</a><a href="${link(shown, `/volunteering/${one.id}/poster`)}">${say(language, 'poster')}</a><a href="${link(shown, '/volunteering')}">${say(language, 'all')}</a></footer>`,
    ].join('\n'),
  );
}

/** One sheet of A4 for a wall: what, where, when next, and the code that leads to the rest. */
export function posterPage({ language, origin }: Shown, one: PublicOpportunityView): string {
  const address = `${origin}/volunteering/${one.id}`;
  const times = one.shifts
    .slice(0, 4)
    .map((shift) => `<li>${text(sayShiftTimes(language, { ...shift, timeZone: one.timeZone }))}</li>`);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(one.title)}</title><style>${posterStyle}</style></head>
<body><main><p>${say(language, 'title')}</p><h1>${text(one.title)}</h1><p>${text(whereOf(language, one))}</p>
<p>${text(firstParagraph(one.description))}</p><ul>${times.join('')}</ul>
${renderSVG(address, { ecc: 'M', border: 2 })}<p>${say(language, 'scan')}</p><p class="quiet">${text(address)}</p></main></body></html>
`;
}

export function missingPage(shown: Shown): string {
  const { language } = shown;
  const title = say(language, 'missingTitle');
  return page(shown, title, `<h1>${title}</h1><p>${say(language, 'missing')}</p>`);
}

function whereOf(language: Language, one: PublicOpportunityView): string {
  const organisation =
    language === 'en' && one.organisationNameEn !== null ? one.organisationNameEn : one.organisationName;
  const category = one.category === null ? [] : [categoryNames[one.category][language]];
  return [organisation, one.siteName, ...category].join(' · ');
}

/** As much as a wall has room for. */
const MOST_CHARACTERS = 160;

function firstParagraph(description: string): string {
  const [first = ''] = description.split('\n');
  const characters = [...first];
  return characters.length <= MOST_CHARACTERS ? first : `${characters.slice(0, MOST_CHARACTERS).join('')}…`;
}
