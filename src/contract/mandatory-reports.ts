import { Type } from 'typebox';
import { Exactly, Id, IdParams, Instant, LineText, Nullable, operation, PlainText } from './operation.ts';

const tag = 'casework';
const ReportText = PlainText({ minLength: 1, maxLength: 8000 });
const Recipient = LineText({ minLength: 1, maxLength: 200, description: 'who took the report' });
const Receipt = LineText({ minLength: 1, maxLength: 200 });

/** One version of a report; `reason` says why it replaced the one before. */
export const ReportVersion = Exactly({
  version: Type.Integer(),
  discoveredAt: Instant,
  reportedAt: Nullable(Instant),
  reportedTo: Nullable(Type.String()),
  receipt: Nullable(Type.String()),
  text: Type.String(),
  isMistaken: Type.Boolean(),
  reason: Nullable(Type.String()),
  recordedBy: Id,
  recordedAt: Instant,
});

/** A report as it stands, with the versions that it replaced, newest first. */
export const MandatoryReport = Exactly({
  id: Id,
  clientId: Id,
  ...ReportVersion.properties,
  earlier: Type.Array(ReportVersion),
});

export const FileMandatoryReport = operation({
  method: 'POST',
  url: '/api/v1/clients/:id/mandatory-reports',
  access: 'report.file',
  tag,
  summary:
    'Suspected harm to a minor: needs no case, consent or approval; the clock runs from discovery until it is reported',
  params: IdParams,
  body: Exactly({
    id: Type.Optional(Id),
    discoveredAt: Instant,
    reportedAt: Type.Optional(Nullable(Instant)),
    reportedTo: Type.Optional(Nullable(Recipient)),
    receipt: Type.Optional(Nullable(Receipt)),
    text: ReportText,
  }),
  response: { 201: MandatoryReport },
});

export const ListMandatoryReports = operation({
  method: 'GET',
  url: '/api/v1/clients/:id/mandatory-reports',
  access: 'report.file',
  tag,
  summary: 'Reports about a client with their history, newest discovery first',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(MandatoryReport) }) },
});

export const ChangeMandatoryReport = operation({
  method: 'PATCH',
  url: '/api/v1/mandatory-reports/:id',
  access: 'report.file',
  tag,
  summary:
    'Say that it was reported, add a receipt, correct or take back: the version before stays; a changed word or time needs a reason',
  versioned: true,
  params: IdParams,
  body: Exactly({
    discoveredAt: Type.Optional(Instant),
    reportedAt: Type.Optional(Nullable(Instant)),
    reportedTo: Type.Optional(Nullable(Recipient)),
    receipt: Type.Optional(Nullable(Receipt)),
    text: Type.Optional(ReportText),
    isMistaken: Type.Optional(Type.Boolean()),
    reason: Type.Optional(PlainText({ minLength: 1, maxLength: 500 })),
  }),
  response: { 200: MandatoryReport },
});
