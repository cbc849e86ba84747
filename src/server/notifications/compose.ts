import type { Language } from '../../contract/language.ts';
import { bilingual, type Texts } from '../../domain/language.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import { bytesOf, fitLines } from '../../domain/notifications/fit-lines.ts';
import {
  remedies,
  type WarnedChange,
  type WarnedHolder,
  type WarningWords,
  warnings,
} from './account-warnings.ts';
import { type HolderNews, holderNews, isHolderNews } from './holder-news.ts';
import { CHOICES_PATH, inLanguage, type MessageWays, type OutgoingMessage } from './message-ways.ts';

/** What one message tells of. */
export interface Told {
  readonly title: Texts;
  readonly path: string;
  /** of whom: only where the organisation allows it */
  readonly name?: string | undefined;
}

const words = {
  many: bilingual('暖途：有 {n} 件事等您', 'Nuantu: {n} matters wait for you'),
  one: bilingual('暖途：{title}', 'Nuantu: {title}'),
  of: bilingual('{title}（{name}）', '{title} ({name})'),
  more: bilingual('……还有 {n} 件', '… and {n} more'),
  open: bilingual('打开：{link}', 'Open: {link}'),
  where: bilingual('请打开暖途查看。', 'Open Nuantu to see it.'),
  choices: bilingual('选择接收什么、什么时候接收：{link}', 'Choose what you receive, and when: {link}'),
  test: bilingual('暖途：试发', 'Nuantu: a test'),
  testText: bilingual('您在这里能收到暖途的提醒。', 'Notifications of Nuantu reach you here.'),
  code: bilingual('暖途：验证码 {code}', 'Nuantu: code {code}'),
  codeText: bilingual(
    '验证码是 {code}，{minutes} 分钟内有效。如果不是您本人操作，请不要理会，也不要告诉别人。',
    'The code is {code}, for {minutes} minutes. If it was not you who asked, do nothing, and tell it to nobody.',
  ),
};

function fill(
  texts: Texts,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return inLanguage(texts, language).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name] ?? ''),
  );
}

type Words = Omit<OutgoingMessage, 'id' | 'to'>;

/**
 * All that is due for one person by one way, as one message; what has no room there is counted. The subject names nobody: it stands on
 * locked screens.
 */
export function composeNotice(
  told: readonly Told[],
  { way, language, messageWays }: { way: Way; language: Language; messageWays: MessageWays },
): Words {
  const [first] = told;
  const title = first === undefined ? '' : inLanguage(first.title, language);
  const subject =
    told.length === 1 ? fill(words.one, language, { title }) : fill(words.many, language, { n: told.length });
  const lines = told.map(({ title: texts, name }) => {
    const line = inLanguage(texts, language);
    return `· ${name === undefined ? line : fill(words.of, language, { title: line, name })}`;
  });
  const link = messageWays.linkTo(told.length === 1 && first !== undefined ? first.path : '/notifications');
  const choices = messageWays.linkTo(CHOICES_PATH);
  const rest = [
    '',
    link === undefined ? fill(words.where, language) : fill(words.open, language, { link }),
    ...(choices === undefined ? [] : ['', fill(words.choices, language, { link: choices })]),
    '',
  ].join('\n');
  const room = messageWays.mostBytes(way) - bytesOf(`${subject}\n${rest}`);
  const more = (n: number) => fill(words.more, language, { n });
  const text = [...fitLines(lines, room, more), rest].join('\n');
  return { subject, text, template: 'notice', values: { count: String(told.length) } };
}

export function composeTest(language: Language): Words {
  return {
    subject: fill(words.test, language),
    text: fill(words.testText, language),
    template: 'notice',
    values: { count: '1' },
  };
}

/** What goes to all addresses of an account, whatever its holder chose. */
export type HolderMessage = WarnedChange | HolderNews;

/** Names nobody, and nothing of what was changed: somebody else may read it by now. */
export function composeWarning(
  what: HolderMessage,
  { holder, language, messageWays }: { holder: WarnedHolder; language: Language; messageWays: MessageWays },
): Words {
  const isNews = isHolderNews(what);
  const told: WarningWords = isNews ? holderNews[what] : warnings[what];
  const { title, text, remedy = remedies[holder], path = isNews ? '/my/#shifts' : '/my/#profile' } = told;
  const link = messageWays.linkTo(holder === 'staff' ? '/profile' : path);
  const lines = [
    inLanguage(text, language),
    inLanguage(remedy, language),
    ...(link === undefined ? [] : [fill(words.open, language, { link })]),
    '',
  ];
  return {
    subject: fill(words.one, language, { title: inLanguage(title, language) }),
    text: lines.join('\n'),
    template: isNews ? 'notice' : 'warning',
    values: { count: '1' },
  };
}

export function composeCode(code: string, minutes: number, language: Language): Words {
  return {
    subject: fill(words.code, language, { code }),
    text: fill(words.codeText, language, { code, minutes }),
    template: 'code',
    values: { code },
  };
}
