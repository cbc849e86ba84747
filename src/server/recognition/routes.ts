import * as contract from '../../contract/recognition.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import { holderOf, type OwnParts } from '../volunteers/public.ts';
import { evaluateVolunteer, readEvaluation, readRecognition } from './evaluations.ts';
import { endOwnPage, endTeamName, putOwnPage, putTeamName } from './own-pages.ts';
import { readOwnRecognition } from './own-recognition.ts';
import { enterPoints, readPoints } from './points.ts';
import { refuseRecognition } from './refuse.ts';
import { putRules, readRules } from './rules.ts';
import { answerEvaluation, evaluateShift, readOpportunityEvaluations } from './shift-evaluations.ts';
import { endTeamPage, putTeamPage, readTeamPage } from './team-pages.ts';

export function recognitionRoutes(routes: Routes, parts: OwnParts): void {
  ruleRoutes(routes);
  staffRoutes(routes);
  teamRoutes(routes);
  ownRoutes(routes, parts);
  ownPageRoutes(routes, parts);
}

function ruleRoutes(routes: Routes): void {
  routes.on(contract.ReadRecognitionRules, async ({ work, reply }) => {
    const rules = await work.read(readRules);
    reply.header('etag', etag(rules.version));
    return rules;
  });

  routes.on(contract.PutRecognitionRules, async ({ actor, work, version, body, reply }) => {
    const rules = await work.change((change) => putRules(change, actor.accountId, { version, body }));
    reply.header('etag', etag(rules.version));
    return rules;
  });
}

/** For staff about volunteers, and what these said. */
function staffRoutes(routes: Routes): void {
  routes.on(contract.ReadVolunteerRecognition, ({ work, params }) =>
    work.read((reading) => readRecognition(reading, params.id)),
  );

  routes.on(contract.EvaluateVolunteer, ({ actor, work, params, body, creation }) =>
    work
      .create(creation, {
        make: (change) =>
          evaluateVolunteer(change, { volunteerId: params.id, accountId: actor.accountId }, body),
        readBack: (reading) => readEvaluation(reading, body.id),
      })
      .catch(refuseRecognition),
  );

  routes.on(contract.EnterPoints, ({ actor, work, params, body, creation }) =>
    work
      .create(creation, {
        make: (change) => enterPoints(change, { volunteerId: params.id, accountId: actor.accountId }, body),
        readBack: (reading) => readPoints(reading, body.id),
      })
      .catch(refuseRecognition),
  );

  routes.on(contract.ReadOpportunityEvaluations, ({ work, params }) =>
    work.read((reading) => readOpportunityEvaluations(reading, params.id)),
  );
}

function teamRoutes(routes: Routes): void {
  routes.on(contract.ReadTeamPage, ({ work, params }) =>
    work.read((reading) => readTeamPage(reading, params.id)),
  );

  routes.on(contract.PutTeamPage, ({ actor, work, params, body }) =>
    work.change((change) =>
      putTeamPage(change, { teamId: params.id, accountId: actor.accountId }, body.words),
    ),
  );

  routes.on(contract.EndTeamPage, ({ work, params }) =>
    work.change((change) => endTeamPage(change, params.id)),
  );
}

/** For volunteers about themselves, and the shifts where they served. */
function ownRoutes(routes: Routes, parts: OwnParts): void {
  routes.on(contract.ReadOwnRecognition, (call) => readOwnRecognition(parts, holderOf(call)));

  routes.on(contract.AnswerEvaluation, (call) => {
    const { params, body } = call;
    return answerEvaluation(parts, holderOf(call), { id: params.id, body });
  });

  routes.on(contract.EvaluateShift, (call) => {
    const { params, body } = call;
    return evaluateShift(parts, holderOf(call), { shiftId: params.id, body }).catch(refuseRecognition);
  });
}

/** For volunteers about what strangers see of them. */
function ownPageRoutes(routes: Routes, parts: OwnParts): void {
  routes.on(contract.PutOwnPage, (call) => {
    const { params, body } = call;
    return putOwnPage(parts, holderOf(call), { organisationId: params.organisationId, body });
  });

  routes.on(contract.EndOwnPage, (call) => endOwnPage(parts, holderOf(call), call.params.organisationId));

  routes.on(contract.PutTeamName, (call) => {
    const { params, body } = call;
    return putTeamName(parts, holderOf(call), { teamId: params.id, name: body.name }).catch(
      refuseRecognition,
    );
  });

  routes.on(contract.EndTeamName, (call) => endTeamName(parts, holderOf(call), call.params.id));
}
