import type { FastifyReply } from 'fastify';
import * as contract from '../../contract/studies.ts';
import * as interviews from '../../contract/study-interviews.ts';
import * as results from '../../contract/study-results.ts';
import { spokenLanguage } from '../../domain/language.ts';
import type { Enquiries } from '../deliveries/public.ts';
import { languageOf } from '../platform/http/app.ts';
import { PRINTED_PAGE_POLICY } from '../platform/http/printed-page.ts';
import type { Call, Routes } from '../platform/http/route.ts';
import { readInterviews, writeInterviews } from './interviews.ts';
import { joinStudy, readResults } from './participation.ts';
import { amendStudy, changeStudy, createStudy, registerStudy } from './planning.ts';
import { listStudies, readStudy } from './read-study.ts';
import { readPooled, releaseStudy } from './releases.ts';
import { readOwnReport, readPooledReport, type ReportFile } from './report.ts';

export function studyRoutes(routes: Routes, enquiries: Enquiries): void {
  routes.on(contract.ListStudies, ({ work }) => work.read(listStudies));
  routes.on(contract.CreateStudy, ({ body, creation, work }) =>
    work.create(creation, {
      make: (change) => createStudy(change, body),
      readBack: (reading) => readStudy(reading, body.id ?? ''),
    }),
  );
  routes.on(contract.ReadStudy, ({ params, work }) => work.read((reading) => readStudy(reading, params.id)));
  routes.on(contract.ChangeStudy, ({ params, version, body, work }) =>
    work.change((change) => changeStudy(change, params.id, version, body)),
  );

  routes.on(contract.RegisterStudy, ({ params, work }) => registerStudy(work, enquiries, params.id));
  routes.on(contract.AmendStudy, ({ params, body, creation, work }) =>
    amendStudy(work, creation, { ...body, studyId: params.id }),
  );
  routes.on(contract.JoinStudy, ({ params, body, work }) =>
    work.change((change) => joinStudy(change, params.id, body)),
  );
  routes.on(contract.ReleaseStudy, ({ params, work }) => releaseStudy(work, params.id));

  routes.on(results.ReadStudyResults, ({ params, work }) =>
    work.read((reading) => readResults(reading, params.id)),
  );
  routes.on(results.ReadPooledResults, ({ params, work }) =>
    work.read((reading) => readPooled(reading, params.id)),
  );

  routes.on(interviews.ReadInterviews, ({ params, work }) =>
    work.read(async (reading) => {
      await reading.audited({ action: 'study.results', subjectKind: 'study', subjectIds: [params.id] });
      return readInterviews(reading, params.id);
    }),
  );
  routes.on(interviews.WriteInterviews, ({ params, version, body, work }) =>
    work.change((change) => writeInterviews(change, params.id, version, body)),
  );

  routes.on(results.ReadStudyReport, async (call) => {
    const { params, query, work, reply } = call;
    const file = await work.read((reading) =>
      readOwnReport(reading, params.id, query.format, reportLanguage(call)),
    );
    return answerFile(reply, file);
  });
  routes.on(results.ReadPooledReport, async (call) => {
    const { params, query, work, reply } = call;
    const file = await work.read((reading) =>
      readPooledReport(reading, params.id, query.format, reportLanguage(call)),
    );
    return answerFile(reply, file);
  });
}

function reportLanguage({ query, request }: Call<typeof results.ReadStudyReport>): 'zh' | 'en' {
  return query.language ?? spokenLanguage(languageOf(request));
}

/**
 * A page is shown, everything else is kept as a file; no script runs in either. Characters that its fonts do not have stand in a header by
 * their codes, which a program can read before it gives the file away.
 */
function answerFile(reply: FastifyReply, { content, mediaType, name, missing }: ReportFile): Buffer {
  const way = mediaType.startsWith('text/html') ? 'inline' : 'attachment';
  reply
    .type(mediaType)
    .header('content-disposition', `${way}; filename="${name}"`)
    .header('content-security-policy', PRINTED_PAGE_POLICY);
  const codes = missing.flatMap((character) => character.match(/U\+[0-9A-F]+/g) ?? []);
  if (codes.length > 0) reply.header('nuantu-missing-characters', codes.slice(0, 100).join(' '));
  return content;
}
