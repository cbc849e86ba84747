import { Type } from 'typebox';
import {
  CalendarDay,
  EachOf,
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  NameText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PageQuery,
  PlainText,
} from './operation.ts';
import { guardianRelations, MOST_GUARDIANS } from '../domain/clients/guardian-relation.ts';
import { documentKinds } from '../domain/people/identity-document.ts';
import { sexes } from '../domain/people/identity-number.ts';
import { RegionCode } from './organisations.ts';

const tag = 'clients';

export const clientStatuses = ['registered', 'in_service', 'closed', 'archived'] as const;
/** How a record may begin: a person who was served before may be brought from paper as closed. */
export const firstStatuses = ['registered', 'closed', 'archived'] as const;
/** What a person decides later: archived, or that the status follows from cases and groups again. */
export const decidedStatuses = ['registered', 'archived'] as const;
export const riskLevels = ['unknown', 'low', 'medium', 'high', 'urgent'] as const;
export const consentPurposes = ['service', 'assessment', 'research', 'sharing', 'media'] as const;
export const consentEvidence = ['signed_form', 'electronic', 'recorded_call', 'witnessed'] as const;

export const PersonName = NameText({ maxLength: 60 });
export const Phone = LineText({ minLength: 1, maxLength: 40 });
const IdNumber = LineText({ minLength: 1, maxLength: 30 });
const IdCountry = LineText({ minLength: 1, maxLength: 40 });
const StudentNumber = LineText({ minLength: 1, maxLength: 40 });
const Address = LineText({ minLength: 1, maxLength: 200 });
const Note = PlainText({ maxLength: 4000 });

export const ClassItem = Exactly({
  id: Id,
  siteId: Id,
  parentId: Nullable(Id),
  kind: OneOf(['school', 'class'] as const),
  name: Type.String(),
  grade: Nullable(Type.String()),
});

/** What a list shows. */
export const ClientItem = Exactly({
  id: Id,
  name: Type.String(),
  birthDate: Nullable(CalendarDay),
  sex: Nullable(OneOf(sexes)),
  status: OneOf(clientStatuses),
  riskLevel: OneOf(riskLevels),
  regionCode: Type.String(),
  siteId: Id,
  classId: Nullable(Id),
  workerIds: Type.Array(Id),
  createdAt: Instant,
  updatedAt: Instant,
  version: Type.Integer(),
});

export const clientOrders = ['-updatedAt', '-risk', 'lastContact'] as const;

export const ListedClient = Exactly({
  ...ClientItem.properties,
  lastContactAt: Type.Optional(
    Nullable({
      ...Instant,
      description:
        'the latest encounter, whether the client is in service or not any more; null: nobody has met the client yet',
    }),
  ),
});

export const Client = Exactly({
  ...ClientItem.properties,
  idKind: Nullable(OneOf(documentKinds, 'none: nothing was issued yet; null: nobody has asked')),
  idNumber: Nullable(Type.String()),
  idCountry: Nullable(Type.String({ description: 'who issued it, of a passport or another document' })),
  idNumberConfirmed: Type.Boolean({
    description: 'its check digit is wrong, and somebody has seen that the document says so',
  }),
  studentNumber: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  address: Nullable(Type.String()),
  note: Nullable(Type.String()),
});

const ClientFields = {
  name: PersonName,
  sex: Type.Optional(Nullable(OneOf(sexes))),
  birthDate: Type.Optional(Nullable(CalendarDay)),
  idKind: Type.Optional(
    Nullable(OneOf(documentKinds, 'left out: read from the number; `none` goes without a number')),
  ),
  idNumber: Type.Optional(Nullable(IdNumber)),
  idCountry: Type.Optional(Nullable(IdCountry)),
  idNumberConfirmed: Type.Optional(
    Type.Boolean({ description: 'the document itself has this wrong check digit' }),
  ),
  studentNumber: Type.Optional(Nullable(StudentNumber)),
  phone: Type.Optional(Nullable(Phone)),
  address: Type.Optional(Nullable(Address)),
  note: Type.Optional(Nullable(Note)),
  classId: Type.Optional(Nullable(Id)),
  regionCode: Type.Optional(RegionCode),
  workerIds: Type.Optional(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
};

export const GuardianFields = {
  relation: OneOf(guardianRelations),
  name: PersonName,
  phone: Type.Optional(Nullable(Phone)),
};

export const ListClients = operation({
  method: 'GET',
  url: '/api/v1/clients',
  access: 'client.read',
  tag,
  summary:
    'Clients whom the caller may see; `q` finds by name, pinyin, initials, number of a document, phone, or a guardian’s phone',
  query: Exactly({
    ...PageQuery,
    q: Type.Optional(LineText({ maxLength: 100 })),
    region: Type.Optional(RegionCode),
    status: Type.Optional(OneOf(clientStatuses)),
    classId: Type.Optional(Id),
    schoolId: Type.Optional(Id),
    risk: Type.Optional(OneOf(riskLevels)),
    workerId: Type.Optional(Id),
    silentDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 366,
        description: 'in service, and nobody was in contact with them for so many days',
      }),
    ),
    sort: Type.Optional(OneOf(clientOrders, 'of a search: as well as what was typed is found')),
    details: Type.Optional(
      Type.Boolean({
        description: 'with the last contact of each, and how many there are where nothing is searched',
      }),
    ),
  }),
  response: {
    200: Exactly({
      items: Type.Array(ListedClient),
      next: Nullable(Type.String()),
      total: Type.Optional(Type.Integer()),
    }),
  },
});

export const CreateClient = operation({
  method: 'POST',
  url: '/api/v1/clients',
  access: 'client.create',
  tag,
  summary: 'Register a client; the same id twice answers with what is there',
  body: Exactly({
    id: Type.Optional(Id),
    ...ClientFields,
    guardians: Type.Optional(
      Type.Array(Exactly({ id: Type.Optional(Id), ...GuardianFields }), { maxItems: MOST_GUARDIANS }),
    ),
    siteId: Type.Optional(Id),
    status: Type.Optional(OneOf(firstStatuses, 'follows from cases and groups afterwards')),
  }),
  response: { 201: Client },
});

export const ReadClient = operation({
  method: 'GET',
  url: '/api/v1/clients/:id',
  access: 'client.read',
  tag,
  summary: 'One client; the reading is recorded',
  params: IdParams,
  response: { 200: Client },
});

export const ChangeClient = operation({
  method: 'PATCH',
  url: '/api/v1/clients/:id',
  access: 'client.update',
  tag,
  summary:
    'Change some fields; others’ changes to other fields since that version are kept, to the same field refused',
  versioned: true,
  params: IdParams,
  body: Exactly({
    ...ClientFields,
    name: Type.Optional(PersonName),
    status: Type.Optional(
      OneOf(decidedStatuses, 'archived: takes part no more; registered: the status follows again'),
    ),
    siteId: Type.Optional(Id),
  }),
  response: { 200: Client },
});

export const EraseClient = operation({
  method: 'POST',
  url: '/api/v1/clients/:id/erase',
  access: 'client.erase',
  tag,
  summary: 'Destroy the person’s key: names, numbers and notes become unreadable for good, counts stay',
  params: IdParams,
  body: Exactly({ reason: OneOf(['request', 'retention_over', 'registered_by_mistake'] as const) }),
  response: { 200: Nothing },
});

export const ExportClients = operation({
  method: 'POST',
  url: '/api/v1/clients/export',
  access: 'roster.import',
  tag,
  summary:
    'Records of chosen clients as a table, which an import takes back as it went; those whom the caller may not see are left out. The reading is recorded',
  body: Exactly({
    clientIds: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
    format: Type.Optional(
      OneOf(['xlsx', 'csv'] as const, 'a workbook where left out; csv: UTF-8 with its mark'),
    ),
  }),
  response: { 200: Type.Union([Type.String(), Type.Unsafe<Uint8Array>(Type.String())]) },
});

export const FindNamesInText = operation({
  method: 'POST',
  url: '/api/v1/clients/names-in-text',
  access: 'client.read',
  tag,
  summary:
    'Which clients’ names, of those whom one may see, stand in a text that goes to other organisations; names in Latin letters are not looked for',
  body: Exactly({ text: PlainText({ minLength: 1, maxLength: 5_000 }) }),
  response: { 200: Exactly({ names: Type.Array(Type.String()) }) },
});

export const FindDuplicates = operation({
  method: 'POST',
  url: '/api/v1/clients/duplicates',
  access: 'client.read',
  tag,
  summary: 'Clients who may be the same person as the one being entered',
  body: Exactly({
    name: PersonName,
    birthDate: Type.Optional(Nullable(CalendarDay)),
    idNumber: Type.Optional(Nullable(IdNumber)),
    phone: Type.Optional(Nullable(Phone)),
    studentNumber: Type.Optional(Nullable(StudentNumber)),
    classId: Type.Optional(Nullable(Id)),
  }),
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          client: Client,
          matches: Type.Array(OneOf(['name', 'birthDate', 'idNumber', 'phone', 'studentNumber'] as const)),
        }),
      ),
    }),
  },
});

export const ListClasses = operation({
  method: 'GET',
  url: '/api/v1/classes',
  access: 'signed_in',
  tag,
  summary: 'Schools and classes of the organisation',
  response: { 200: Exactly({ items: Type.Array(ClassItem) }) },
});

export const ConsentItem = Exactly({
  id: Id,
  purpose: OneOf(consentPurposes),
  givenBy: OneOf(['client', 'guardian'] as const),
  guardianId: Nullable(Id),
  evidence: OneOf(consentEvidence),
  note: Nullable(Type.String()),
  givenOn: CalendarDay,
  expiresOn: Nullable(CalendarDay),
  withdrawnOn: Nullable(CalendarDay),
});

export const ListConsents = operation({
  method: 'GET',
  url: '/api/v1/clients/:id/consents',
  access: 'client.read',
  tag,
  summary: 'Consents, and for each purpose whether it holds today',
  params: IdParams,
  response: {
    200: Exactly({
      items: Type.Array(ConsentItem),
      standing: EachOf(
        consentPurposes,
        OneOf(['given', 'missing', 'guardian_required', 'expired', 'withdrawn'] as const),
      ),
    }),
  },
});

export const RecordConsent = operation({
  method: 'POST',
  url: '/api/v1/clients/:id/consents',
  access: 'consent.record',
  tag,
  summary: 'Record a consent; under 14 only a guardian can give it',
  params: IdParams,
  body: Exactly({
    id: Type.Optional(Id),
    purpose: OneOf(consentPurposes),
    givenBy: OneOf(['client', 'guardian'] as const),
    guardianId: Type.Optional(Nullable(Id)),
    evidence: OneOf(consentEvidence),
    note: Type.Optional(Nullable(PlainText({ maxLength: 500 }))),
    givenOn: CalendarDay,
    expiresOn: Type.Optional(Nullable(CalendarDay)),
  }),
  response: { 201: ConsentItem },
});

export const RecordClassConsent = operation({
  method: 'POST',
  url: '/api/v1/classes/:id/consents',
  access: 'consent.record',
  tag,
  summary: 'Record the signed forms of a class at once, for the pupils named',
  params: IdParams,
  body: Exactly({
    clientIds: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
    purposes: Type.Array(OneOf(consentPurposes), {
      minItems: 1,
      maxItems: consentPurposes.length,
      uniqueItems: true,
    }),
    evidence: OneOf(consentEvidence),
    givenOn: CalendarDay,
  }),
  response: { 200: Exactly({ recorded: Type.Integer(), withoutGuardian: Type.Array(Id) }) },
});

export const WithdrawConsent = operation({
  method: 'POST',
  url: '/api/v1/clients/:id/consents/:consentId/withdraw',
  access: 'consent.record',
  tag,
  summary: 'Withdraw a consent from a day on',
  params: Exactly({ id: Id, consentId: Id }),
  body: Exactly({ withdrawnOn: CalendarDay }),
  response: { 200: ConsentItem },
});

export const ReadClientStatistics = operation({
  method: 'GET',
  url: '/api/v1/statistics/clients',
  access: 'statistics.read',
  tag: 'statistics',
  summary:
    'Counts of clients; small counts, and those that would reveal them, are null. Whoever may not read all clients is told full steps only, which no single person changes',
  query: Exactly({
    by: Type.String({
      pattern: '^(status|region|month)(,(status|region|month)){0,2}$',
      description: 'status, region, month: one to three, separated by commas',
    }),
  }),
  response: {
    200: Exactly({
      rows: Type.Array(
        Exactly({
          status: Type.Optional(Type.String()),
          region: Type.Optional(Type.String()),
          month: Type.Optional(Type.String()),
          count: Nullable(Type.Integer()),
        }),
      ),
      suppressedBelow: Type.Integer(),
      countedInSteps: Nullable(
        Type.Integer({ description: 'counts are rounded down to multiples of it; null: exact' }),
      ),
    }),
  },
});
