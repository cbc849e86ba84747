import * as contract from '../../contract/volunteering-figures.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { PRINTED_PAGE_POLICY } from '../platform/http/printed-page.ts';
import { languageOf } from '../platform/http/app.ts';
import type { Routes } from '../platform/http/route.ts';
import { readBoard } from './board.ts';
import { readFigures } from './figures.ts';
import { readReport } from './report.ts';

const mediaTypes = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

export function volunteeringFigureRoutes(routes: Routes): void {
  routes.on(contract.ReadVolunteeringBoard, ({ work }) => work.read(readBoard));

  routes.on(contract.ReadVolunteeringFigures, ({ work, query }) =>
    work.read((reading) => readFigures(reading, query)),
  );

  routes.on(contract.ReadVolunteeringReport, async ({ work, query, request, reply }) => {
    const { format, language = spokenLanguage(languageOf(request)), ...period } = query;
    const { content, name, missing } = await work.read((reading) =>
      readReport(reading, period, { format, language }),
    );
    reply
      .type(mediaTypes[format])
      .header('content-disposition', `${format === 'html' ? 'inline' : 'attachment'}; filename="${name}"`)
      .header('content-security-policy', PRINTED_PAGE_POLICY);
    const codes = missing.flatMap((character) => character.match(/U\+[0-9A-F]+/g) ?? []);
    if (codes.length > 0) reply.header('nuantu-missing-characters', codes.slice(0, 100).join(' '));
    return content;
  });
}
