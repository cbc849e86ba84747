import type { FastifyReply, FastifyRequest } from 'fastify';
import { bilingual, type Language, spokenLanguage } from '../../../domain/language.ts';
import { languageOf } from './app.ts';
import { escapeHtml as text, PRINTED_PAGE_POLICY } from './printed-page.ts';

const otherLanguage = bilingual('English', '中文');

const style = `
body { margin: 0 auto; max-width: 40rem; padding: 1rem; font: 1rem/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1f2933; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; margin: .5rem 0 } h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem }
a { color: #9a4a07 } p { margin: .25rem 0; white-space: pre-line }
header, footer { display: flex; gap: 1rem; justify-content: space-between; font-size: .9rem; color: #52606d }
footer { margin-top: 2rem; flex-wrap: wrap; justify-content: flex-start }
ul { list-style: none; margin: 0; padding: 0 } li { border-top: 1px solid #d9dee4; padding: .75rem 0 }
.quiet { color: #52606d } .do { display: block; margin: 1rem 0; padding: .75rem 1rem; border-radius: .75rem; background: #9a4a07; color: #fff; text-align: center; text-decoration: none }`;

/** A page that anybody opens without an account, and without a script. */
export interface Shown {
  readonly language: Language;
  /** of this page without what its query says, such as `/volunteering` */
  readonly path: string;
  /** of the installation, as its readers reach it */
  readonly origin: string;
}

/**
 * @param shown.home where the name of the product leads
 * @param ownStyle of this page alone
 */
export function plainPage(
  { language, path, home }: Shown & { readonly home: string },
  title: string,
  content: string,
  ownStyle = '',
): string {
  const other = language === 'zh' ? 'en' : 'zh';
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)} · 暖途 Nuantu</title><style>${style}${ownStyle}</style></head>
<body><header><a href="${linkIn({ language }, home)}">暖途 Nuantu</a><a href="${path}?lang=${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}" hreflang="${other}">${otherLanguage[language]}</a></header>
<main>${content}</main></body></html>
`;
}

/** Whoever reads in a language goes on reading in it. */
export function linkIn({ language }: Pick<Shown, 'language'>, path: string): string {
  return `${path}?lang=${language}`;
}

/** In the language that the address asks for, else the browser's. */
export function shownOf(request: FastifyRequest, path: string): Shown {
  const { lang } = request.query as { lang?: unknown };
  const language = spokenLanguage(lang === 'zh' || lang === 'en' ? lang : languageOf(request));
  return { language, path, origin: `${request.protocol}://${request.host}` };
}

export function sendPlainPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('content-security-policy', PRINTED_PAGE_POLICY)
    .header('cache-control', 'no-cache')
    .header('vary', 'accept, accept-language')
    .type('text/html; charset=utf-8')
    .send(html);
}
