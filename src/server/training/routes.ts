import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/training.ts';
import type { OperationShape } from '../../contract/operation.ts';
import { type Call, etag, type Routes } from '../platform/http/route.ts';
import type { Work } from '../platform/work/work.ts';
import { markAttendance } from './attendance.ts';
import { issueCertificate, readFile, readIssued } from './certificates.ts';
import { type Caller, changeCourse, createCourse, listCourses, moveCourse, readCourse } from './courses.ts';
import { enrol, listEnrolments, readEnrolment, refuseTaking, withdrawEnrolment } from './enrolments.ts';

interface TrainingParts {
  /** of the installation, as strangers reach it */
  readonly originOf: (request: FastifyRequest) => string;
}

export function trainingRoutes(routes: Routes, parts: TrainingParts): void {
  courseRoutes(routes);
  enrolmentRoutes(routes);
  certificateRoutes(routes, parts);
}

/** Whoever runs courses does so in the reach of that right, everybody else for themselves. */
function widest({
  actor,
  work,
  workFor,
  reachOf,
}: Pick<Call<OperationShape>, 'actor' | 'work' | 'workFor' | 'reachOf'>): { caller: Caller; work: Work } {
  const isManager = reachOf('training.manage') !== undefined;
  const caller = { accountId: actor.accountId, isManager };
  return { caller, work: isManager ? workFor('training.manage') : work };
}

function shown<View extends { version: number }>(
  { reply }: Pick<Call<OperationShape>, 'reply'>,
  view: View,
): View {
  reply.header('etag', etag(view.version));
  return view;
}

function courseRoutes(routes: Routes): void {
  routes.on(contract.ListCourses, (call) => {
    const { caller, work } = widest(call);
    return work.read((reading) => listCourses(reading, caller, call.query));
  });

  routes.on(contract.ReadCourse, async (call) => {
    const { caller, work } = widest(call);
    return shown(call, await work.read((reading) => readCourse(reading, caller, call.params.id)));
  });

  routes.on(contract.CreateCourse, async (call) => {
    const { caller, work } = widest(call);
    const { body, creation } = call;
    return shown(
      call,
      await work.create(creation, {
        make: (change) => createCourse(change, caller, body),
        readBack: (reading) => readCourse(reading, caller, body.id),
      }),
    );
  });

  routes.on(contract.ChangeCourse, async (call) => {
    const { caller, work } = widest(call);
    const { params, version, body } = call;
    const changed = { id: params.id, version, entered: body };
    return shown(call, await work.change((change) => changeCourse(change, caller, changed)));
  });

  routes.on(contract.MoveCourse, async (call) => {
    const { caller, work } = widest(call);
    const { params, version, body } = call;
    const moved = { id: params.id, version, to: body };
    return shown(call, await work.change((change) => moveCourse(change, caller, moved)));
  });
}

function enrolmentRoutes(routes: Routes): void {
  routes.on(contract.ListEnrolments, ({ params, work }) =>
    work.read((reading) => listEnrolments(reading, params.id)),
  );

  routes.on(contract.Enrol, async (call) => {
    const { caller, work } = widest(call);
    const { params, body, creation } = call;
    return work
      .create(creation, {
        make: (change) => enrol(change, caller, params.id, body),
        readBack: (reading) => readCourse(reading, caller, params.id),
      })
      .catch(refuseTaking);
  });

  routes.on(contract.WithdrawEnrolment, async (call) => {
    const { caller, work } = widest(call);
    const { id } = call.params;
    return work.change((change) => withdrawEnrolment(change, caller, id)).catch(refuseTaking);
  });

  routes.on(contract.MarkAttendance, async ({ params, body, creation, actor, work }) => {
    const marking = { lessonId: params.id, accountId: actor.accountId };
    return work.create(creation, {
      make: (change) => markAttendance(change, marking, body),
      readBack: (reading) => readEnrolment(reading, body.enrolmentId),
    });
  });
}

function certificateRoutes(routes: Routes, { originOf }: TrainingParts): void {
  routes.on(contract.IssueCourseCertificate, async (call) => {
    const { caller, work } = widest(call);
    const { body, creation, request } = call;
    const asked = { ...body, origin: originOf(request) };
    return work.create(creation, {
      make: (change) => issueCertificate(change, caller, asked),
      readBack: (reading) => readIssued(reading, body),
    });
  });

  routes.on(contract.ReadCourseCertificateFile, async (call) => {
    const { params, query, reply } = call;
    const { work } = widest(call);
    const { content, name } = await work.read((reading) =>
      readFile(reading, params.id, query.language ?? 'zh'),
    );
    reply.header('content-disposition', `attachment; filename="${name}"`);
    reply.type('application/pdf');
    return content;
  });
}
