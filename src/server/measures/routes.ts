import type { FastifyReply, FastifyRequest } from 'fastify';
import { WORKBOOK_TYPE } from '../../domain/files/media-type.ts';
import * as campaigns from '../../contract/campaigns.ts';
import * as helpCalls from '../../contract/help-calls.ts';
import * as instruments from '../../contract/instruments.ts';
import * as responses from '../../contract/responses.ts';
import { covers } from '../../domain/access/roles.ts';
import { languageOf } from '../platform/http/app.ts';
import { readToken } from '../platform/http/bearer-token.ts';
import { AppError } from '../platform/work/errors.ts';
import { NoOrganisationKeys } from '../platform/keys/keyring.ts';
import { PRINTED_PAGE_POLICY } from '../platform/http/printed-page.ts';
import type { Routes } from '../platform/http/route.ts';
import type { Doors } from '../platform/work/doors.ts';
import { openAnswerForm } from './answer-form.ts';
import { closeCampaign, extendCampaign } from './campaign-ends.ts';
import { createCampaign, listCampaigns, openCampaign, readCampaign } from './campaigns.ts';
import { printableSheets, sheetsAsCsv, sheetsAsWorkbook } from './class-sheet.ts';
import { listClientResponses, readResponse } from './client-responses.ts';
import { closeHelpCall, countHelpCalls, listHelpCalls } from './help-calls.ts';
import { enterWording, listInstruments } from './instruments.ts';
import { issueAllLinks, issueLinks, listInvitations, type SheetView } from './invitations.ts';
import { decideResponse, settleForClient, settleInvited } from './kept-apart.ts';
import { readPsychometrics } from './psychometrics.ts';
import { submitOnce } from './receipts.ts';
import { recordForClient, submissionOf, submitInvited } from './responses.ts';
import { askForTalk, readTalk } from './self-referral.ts';
import { readReleasedSummary } from './released-summary.ts';
import type { StudyGuard } from './study-guard.ts';
import { readSummary } from './summary.ts';

export function measureRoutes(routes: Routes, doors: Doors, study: StudyGuard): void {
  instrumentRoutes(routes);
  campaignRoutes(routes, doors, study);
  responseRoutes(routes, doors);
  helpCallRoutes(routes);
}

function instrumentRoutes(routes: Routes): void {
  routes.on(instruments.ListInstruments, async ({ work }) => ({
    items: await work.read(listInstruments),
  }));
  routes.on(instruments.EnterWording, ({ params, body, work }) =>
    work.change((change) => enterWording(change, params.id, body)),
  );
  routes.on(instruments.ReadPsychometrics, ({ params, work }) =>
    work.read((reading) => readPsychometrics(reading, params.id)),
  );
}

function campaignRoutes(routes: Routes, doors: Doors, study: StudyGuard): void {
  routes.on(campaigns.ListCampaigns, ({ query, work }) =>
    work.read((reading) => listCampaigns(reading, query)),
  );
  routes.on(campaigns.CreateCampaign, ({ body, creation, work }) =>
    work.create(creation, {
      make: async (change) => readCampaign(change, await createCampaign(change, body), study),
      readBack: (reading) => readCampaign(reading, body.id ?? '', study),
    }),
  );
  routes.on(campaigns.ReadCampaign, ({ params, work, reachOf }) => {
    const isExact = covers(reachOf('client.read'), reachOf('campaign.read'));
    return work.read((reading) => readCampaign(reading, params.id, study, { isExact }));
  });
  routes.on(campaigns.OpenCampaign, ({ params, work }) =>
    work.change(async (change) => {
      await openCampaign(change, params.id);
      return readCampaign(change, params.id, study);
    }),
  );
  routes.on(campaigns.CloseCampaign, ({ params, work }) =>
    work.change(async (change) => {
      await closeCampaign(change, params.id);
      return readCampaign(change, params.id, study);
    }),
  );
  routes.on(campaigns.ExtendCampaign, ({ params, body, creation, work }) =>
    work.create(creation, {
      make: async (change) => {
        await extendCampaign(change, params.id, body, study);
        return readCampaign(change, params.id, study);
      },
      readBack: (reading) => readCampaign(reading, params.id, study),
    }),
  );
  routes.on(campaigns.ListInvitations, ({ params, query, work }) =>
    work.read((reading) => listInvitations(reading, params.id, query.classId)),
  );
  routes.on(campaigns.CampaignSummary, ({ params, work, actor, origin, reachOf }) => {
    const reach = reachOf('campaign.read');
    if (covers(reachOf('response.read'), reach))
      return work.read((reading) => readSummary(reading, params.id));
    const siteIds = reach?.scope === 'site' ? reach.siteIds : undefined;
    // of the caller's own organisation: figures of a round are made of more rows than the caller may see
    const whole = doors.open(actor.organisationId, origin);
    return readReleasedSummary(whole, params.id, { actorId: actor.accountId, siteIds });
  });
  linkRoutes(routes);
}

function linkRoutes(routes: Routes): void {
  routes.on(campaigns.IssueLinks, async ({ params, body, work, request, reply }) => {
    const sheet = await work.change((change) => issueLinks(change, params.id, body, originOf(request)));
    const { format } = body;
    return format === undefined || format === 'json' ? sheet : printed([sheet], format, { request, reply });
  });
  routes.on(campaigns.IssueAllLinks, async ({ params, body, work, request, reply }) => {
    const sheets = await work.change((change) => issueAllLinks(change, params.id, originOf(request)));
    return printed(sheets, body.format, { request, reply });
  });
}

/** Scheme and host under which pupils reach this server. */
function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

async function printed(
  sheets: readonly SheetView[],
  format: (typeof campaigns.sheetFormats)[number],
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<string | Buffer> {
  switch (format) {
    case 'csv':
      reply.type('text/csv; charset=utf-8');
      return sheetsAsCsv(sheets, languageOf(request));
    case 'xlsx':
      reply.type(WORKBOOK_TYPE);
      return sheetsAsWorkbook(sheets, languageOf(request));
    case 'html':
      reply.type('text/html; charset=utf-8').header('content-security-policy', PRINTED_PAGE_POLICY);
      return printableSheets(sheets, languageOf(request));
  }
}

function responseRoutes(routes: Routes, doors: Doors): void {
  routes.on(responses.OpenAnswerForm, async ({ body, origin }) => {
    const { organisationId, hash } = getToken(body.invitationToken);
    return doors
      .open(organisationId, origin)
      .read((reading) => openAnswerForm(reading, hash))
      .catch(refuseUnknownOrganisation);
  });

  routes.on(responses.AskForTalk, async ({ body, creation, origin }) => {
    const { organisationId, hash } = getToken(body.invitationToken);
    return doors
      .open(organisationId, origin)
      .create(creation, {
        make: (change) => askForTalk(change, hash, body),
        readBack: (reading) => readTalk(reading, hash, body),
      })
      .catch(refuseUnknownOrganisation);
  });

  routes.on(responses.CreateResponse, async ({ body, work, origin }) => {
    const { clientId, invitationToken, campaignId, recordedFrom } = body;
    const isEntered = campaignId !== undefined || recordedFrom !== undefined;
    if (
      (clientId === undefined) === (invitationToken === undefined) ||
      (isEntered && clientId === undefined)
    ) {
      const field = { path: '/clientId', code: 'respondent_missing' as const };
      throw new AppError('invalid_request', { fields: [field] });
    }
    if (clientId !== undefined) {
      return submitOnce(
        work,
        (change) => recordForClient(change, clientId, body),
        (change, refusal) => settleForClient(change, clientId, { body: submissionOf(body), refusal }),
      );
    }
    const { organisationId, hash } = getToken(invitationToken ?? '');
    const submission = submissionOf(body);
    return submitOnce(
      doors.open(organisationId, origin),
      (change) => submitInvited(change, hash, submission),
      (change) => settleInvited(change, hash, submission),
    ).catch(refuseUnknownOrganisation);
  });

  routes.on(responses.ReadResponse, ({ params, work }) =>
    work.read((reading) => readResponse(reading, params.id)),
  );
  routes.on(responses.DecideResponse, ({ params, body, work }) =>
    work.change((change) => decideResponse(change, params.id, body.counts)),
  );
  routes.on(responses.ListClientResponses, ({ params, work }) =>
    work.read((reading) => listClientResponses(reading, params.id)),
  );
}

function helpCallRoutes(routes: Routes): void {
  routes.on(helpCalls.ListHelpCalls, ({ work }) => work.read(listHelpCalls));
  routes.on(helpCalls.CountHelpCalls, ({ work }) => work.read(countHelpCalls));
  routes.on(helpCalls.CloseHelpCall, ({ params, body, work }) =>
    work.change((change) => closeHelpCall(change, params.id, body.note)),
  );
}

/** @throws AppError link_invalid */
function getToken(token: string) {
  const parts = readToken(token);
  if (parts === undefined) throw new AppError('link_invalid');
  return parts;
}

/** A forged link may name an organisation that never was. */
function refuseUnknownOrganisation(error: unknown): never {
  throw error instanceof NoOrganisationKeys ? new AppError('link_invalid') : error;
}
