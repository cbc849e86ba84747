import { type Static, Type } from 'typebox';
import { educationStandings, registeredKinds } from '../domain/talent/education.ts';
import { MOST_EDUCATION_MINUTES, recordKinds, recordStates } from '../domain/talent/professional-record.ts';
import { professionalKinds, specialities, supervisionKinds } from '../domain/talent/professional-words.ts';
import { loadBands, loadedRisks, loadParts } from '../domain/talent/workload.ts';
import { spokenLanguages } from '../domain/volunteers/profile-words.ts';
import {
  CalendarDay,
  EachOf,
  Exactly,
  GivenName,
  Id,
  IdParams,
  Instant,
  LineText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
  PlainText,
  some,
} from './operation.ts';

const tag = 'talent';

const Minutes = (most: number) => Type.Integer({ minimum: 0, maximum: most });
const WEEK_MINUTES = 7 * 24 * 60;
const YEAR_MINUTES = 500 * 60;

const ruleFields = {
  weights: Exactly({
    caseMinutes: EachOf(loadedRisks, Minutes(WEEK_MINUTES)),
    sessionMinutes: Minutes(WEEK_MINUTES),
    roundMinutes: Minutes(WEEK_MINUTES),
    alertMinutes: Minutes(WEEK_MINUTES),
    directPercent: Type.Integer({ minimum: 10, maximum: 100 }),
  }),
  educationMinutes: EachOf(registeredKinds, Minutes(YEAR_MINUTES)),
  supervisionDays: Type.Integer({
    minimum: 7,
    maximum: 366,
    description: 'everybody is to have supervision once within so many days',
  }),
  tellFrom: Type.Integer({
    minimum: 3,
    maximum: 50,
    description: 'how many workers a figure has to be of before other organisations are told it',
  }),
};
const Rules = Exactly({
  ...ruleFields,
  version: Type.Integer({ description: '0: as long as nobody changed anything' }),
});
export type TalentRulesView = Static<typeof Rules>;

export const ReadTalentRules = operation({
  method: 'GET',
  url: '/api/v1/talent/rules',
  access: 'signed_in',
  tag,
  summary: 'By which weights workload is reckoned, and what is owed of education and supervision',
  response: { 200: Rules },
});

export const PutTalentRules = operation({
  method: 'PUT',
  url: '/api/v1/talent/rules',
  access: 'talent.manage',
  versioned: true,
  tag,
  summary: 'Change the weights of workload and what is owed of education and supervision',
  body: Exactly(ruleFields),
  response: { 200: Rules },
});

const Workload = Exactly({
  band: OneOf(loadBands),
  index: Nullable(
    Type.Integer({ description: 'percent of the week for people; null: away, or there is none' }),
  ),
  neededMinutes: Type.Integer(),
  availableMinutes: Type.Integer(),
  freeMinutes: Type.Integer(),
  parts: EachOf(loadParts, Type.Integer()),
  counts: Exactly({
    cases: EachOf(
      loadedRisks,
      Type.Number({ description: 'one that two people have is half of each one’s' }),
    ),
    sessions: Type.Integer({ description: 'planned in the next 28 days' }),
    rounds: Type.Integer({ description: 'that they opened and are open' }),
    alerts: Type.Integer({ description: 'that they took and are open' }),
  }),
  recordedMinutes: Type.Integer({
    description: 'a week: contacts and sessions that they wrote down in the last 28 days',
  }),
});
export type WorkloadView = Static<typeof Workload>;

const Education = Exactly({
  year: Type.Integer(),
  dutyMinutes: Type.Integer(),
  creditedMinutes: Type.Integer(),
  waitingMinutes: Type.Integer({ description: 'that nobody has confirmed' }),
  standing: OneOf(educationStandings),
});
const Supervision = Exactly({
  lastOn: Nullable(CalendarDay),
  isDue: Type.Boolean(),
  receivedMinutes: Type.Integer({ description: 'within the year' }),
  givenMinutes: Type.Integer({ description: 'within the year' }),
  waitingMinutes: Type.Integer({
    description: 'within the year, that they wrote down of themselves and nobody else has confirmed',
  }),
  overlappingMinutes: Type.Integer({
    description: 'within the year, of sessions at the same time: this time counts once',
  }),
});

const profileFields = {
  specialities: some(specialities),
  languages: some(spokenLanguages),
  isLendable: Type.Boolean({ description: 'other organisations may ask for them; they alone say so' }),
  weeklyMinutes: Type.Integer({ description: 'how long their week is' }),
};
const StaffProfile = Exactly({ ...profileFields, version: Type.Integer() });
export type StaffProfileView = Static<typeof StaffProfile>;

const Worker = Exactly({
  accountId: Id,
  name: Type.String(),
  awayUntil: Nullable(Instant),
  profile: StaffProfile,
  qualifications: Type.Array(Exactly({ code: OneOf(professionalKinds), until: Nullable(CalendarDay) }), {
    description: 'confirmed, and valid today',
  }),
  expiring: Type.Integer({
    description: 'qualifications that end within 60 days or ended within the last 60',
  }),
  waiting: Type.Integer({ description: 'records that somebody has to decide on' }),
  workload: Nullable(Workload),
  education: Education,
  formerEducation: Education,
  supervision: Supervision,
});
export type TalentWorkerView = Static<typeof Worker>;

export const ListTalent = operation({
  method: 'GET',
  url: '/api/v1/talent/workers',
  access: 'talent.manage',
  tag,
  summary: 'Everybody of the staff: what they can do, how loaded they are, what they owe',
  response: { 200: Exactly({ items: Type.Array(Worker) }) },
});

const FormerWorker = Exactly({ accountId: Id, name: Type.String() });
export type FormerWorkerView = Static<typeof FormerWorker>;

export const ListFormerTalent = operation({
  method: 'GET',
  url: '/api/v1/talent/former-workers',
  access: 'talent.manage',
  tag,
  summary:
    'Who works here no more, or has no such work any more, and of whom records, supervision or attendance are kept',
  response: { 200: Exactly({ items: Type.Array(FormerWorker) }) },
});

const Record = Exactly({
  id: Id,
  accountId: Id,
  record: OneOf(recordKinds),
  code: Type.String({ description: 'which qualification, or which kind of education' }),
  title: Type.String(),
  organiser: Type.String({ description: 'who issued it, or held it' }),
  reference: Type.String({ description: 'number of the certificate' }),
  from: CalendarDay,
  until: Nullable(CalendarDay),
  minutes: Nullable(Type.Integer()),
  state: OneOf(recordStates),
  reason: Type.String({ description: 'why it was refused or withdrawn' }),
  enteredBy: Id,
  enteredAt: Instant,
  decidedBy: Nullable(Id),
  decidedAt: Nullable(Instant),
  withdrawnBy: Nullable(Id),
  withdrawnAt: Nullable(Instant),
});
export type ProfessionalRecordView = Static<typeof Record>;

const SupervisionWord = Exactly({
  accountId: Id,
  isAgreed: Type.Boolean(),
  words: Type.String(),
  at: Instant,
});
const SupervisionSession = Exactly({
  id: Id,
  kind: OneOf(supervisionKinds),
  supervisorId: Nullable(Id),
  supervisorName: Type.String({ description: 'of somebody from elsewhere; empty otherwise' }),
  heldAt: Instant,
  minutes: Type.Integer(),
  participantIds: Type.Array(Id),
  topics: Type.String({ description: 'what it was about' }),
  agreed: Type.String({ description: 'what was agreed' }),
  state: OneOf(['recorded', 'corrected', 'withdrawn'] as const),
  reason: Type.String({ description: 'why it was withdrawn' }),
  recordedBy: Id,
  recordedAt: Instant,
  replacesId: Nullable(Id),
  confirmedBy: Nullable(Id),
  waits: Type.Boolean({
    description:
      'whoever wrote it down is one of those who were supervised: it counts as theirs once somebody else confirms it',
  }),
  words: Type.Array(SupervisionWord, { description: 'what those who were supervised say of the record' }),
});
export type SupervisionView = Static<typeof SupervisionSession>;

/** Told also to whoever does not read what was said. */
const WaitingSession = Exactly({
  id: Id,
  kind: OneOf(supervisionKinds),
  supervisorId: Nullable(Id),
  supervisorName: Type.String(),
  heldAt: Instant,
  minutes: Type.Integer(),
});
export type WaitingSessionView = Static<typeof WaitingSession>;

const WorkerRecord = Exactly({
  ...Worker.properties,
  hasLeft: Type.Boolean({ description: 'works here no more: what is kept is read, and nothing is added' }),
  records: Type.Array(Record, { description: 'the latest first' }),
  courses: Type.Array(
    Exactly({ courseId: Id, title: Type.String(), on: CalendarDay, minutes: Type.Integer() }),
    {
      description: 'of the organisation’s own, completed this year: they count without anybody’s confirming',
    },
  ),
  waitingSessions: Type.Array(WaitingSession, {
    description: 'that they wrote down of themselves and somebody else has to confirm, the latest first',
  }),
  sessions: Type.Array(SupervisionSession, {
    description:
      'the latest 100 that they had or gave, the latest first; none for whoever may not read supervision',
  }),
});
export type WorkerRecordView = Static<typeof WorkerRecord>;

export const ReadTalent = operation({
  method: 'GET',
  url: '/api/v1/talent/workers/:id',
  access: 'talent.manage',
  tag,
  summary: 'The professional record of one of the staff, also of whoever has left; the reading is recorded',
  params: IdParams,
  response: { 200: WorkerRecord },
});

export const ReadOwnTalent = operation({
  method: 'GET',
  url: '/api/v1/talent/me',
  access: 'talent.own',
  tag,
  summary: 'One’s own professional record, workload included',
  response: { 200: WorkerRecord },
});

export const PutOwnTalent = operation({
  method: 'PUT',
  url: '/api/v1/talent/me/profile',
  access: 'talent.own',
  versioned: true,
  tag,
  summary: 'Say what one is good at, which languages one speaks, and whether other organisations may ask',
  body: Exactly({
    specialities: profileFields.specialities,
    languages: profileFields.languages,
    isLendable: profileFields.isLendable,
  }),
  response: { 200: StaffProfile },
});

export const PutTalent = operation({
  method: 'PUT',
  url: '/api/v1/talent/workers/:id/profile',
  access: 'talent.manage',
  versioned: true,
  tag,
  summary: 'Say what one of the staff is good at and how long their week is',
  params: IdParams,
  body: Exactly({
    specialities: profileFields.specialities,
    languages: profileFields.languages,
    weeklyMinutes: Minutes(WEEK_MINUTES / 2),
  }),
  response: { 200: StaffProfile },
});

const EnteredRecord = Exactly({
  id: Id,
  record: OneOf(recordKinds),
  code: LineText({ minLength: 1, maxLength: 40 }),
  title: LineText({ maxLength: 200 }),
  organiser: LineText({ maxLength: 200 }),
  reference: LineText({ maxLength: 100 }),
  from: CalendarDay,
  until: Nullable(CalendarDay),
  minutes: Nullable(Type.Integer({ minimum: 1, maximum: MOST_EDUCATION_MINUTES })),
});

export const AddOwnRecord = operation({
  method: 'POST',
  url: '/api/v1/talent/me/records',
  access: 'talent.own',
  tag,
  summary:
    'Enter a qualification or continuing education of one’s own; it waits until a colleague confirms it',
  body: EnteredRecord,
  response: { 201: Record },
});

export const RemoveOwnRecord = operation({
  method: 'DELETE',
  url: '/api/v1/talent/me/records/:id',
  access: 'talent.own',
  tag,
  summary: 'Take back what one entered and nobody has decided on; twice, it is gone',
  params: IdParams,
  response: { 200: Nothing },
});

export const AddRecord = operation({
  method: 'POST',
  url: '/api/v1/talent/workers/:id/records',
  access: 'talent.manage',
  tag,
  summary:
    'Enter a qualification or continuing education that one has seen of a colleague: it is confirmed; of oneself it waits for somebody else',
  params: IdParams,
  body: EnteredRecord,
  response: { 201: Record },
});

export const ListWaitingRecords = operation({
  method: 'GET',
  url: '/api/v1/talent/waiting-records',
  access: 'talent.manage',
  tag,
  summary: 'What colleagues entered and nobody has decided on, the oldest first',
  query: Exactly(PageQuery),
  response: { 200: PageOf(Record) },
});

export const DecideRecord = operation({
  method: 'POST',
  url: '/api/v1/talent/records/:id/decide',
  access: 'talent.manage',
  tag,
  summary: 'Confirm or refuse what a colleague entered; nobody decides on their own',
  params: IdParams,
  body: Exactly({ isConfirmed: Type.Boolean(), reason: PlainText({ maxLength: 500 }) }),
  response: { 200: Record },
});

export const WithdrawRecord = operation({
  method: 'POST',
  url: '/api/v1/talent/records/:id/withdraw',
  access: 'talent.manage',
  tag,
  summary: 'Take back what was confirmed: it does not count any more, and stays with the reason',
  params: IdParams,
  body: Exactly({ reason: PlainText({ minLength: 1, maxLength: 500 }) }),
  response: { 200: Record },
});

export const RecordSupervision = operation({
  method: 'POST',
  url: '/api/v1/talent/supervision',
  access: 'supervision.manage',
  tag,
  summary:
    'Write down a session of supervision; those who were supervised read it and may say whether it is right. A correction names what it replaces, which stays',
  body: Exactly({
    id: Id,
    kind: OneOf(supervisionKinds),
    supervisorId: Nullable(Id),
    supervisorName: Nullable(GivenName({ maxLength: 60 })),
    heldAt: Instant,
    minutes: Type.Integer({ minimum: 5, maximum: 12 * 60 }),
    participantIds: Type.Array(Id, { minItems: 1, maxItems: 60, uniqueItems: true }),
    topics: PlainText({ minLength: 1, maxLength: 4_000 }),
    agreed: PlainText({ maxLength: 4_000 }),
    replacesId: Nullable(Id),
  }),
  response: { 201: SupervisionSession },
});

export const ListSupervision = operation({
  method: 'GET',
  url: '/api/v1/talent/supervision',
  access: 'supervision.manage',
  tag,
  summary: 'Sessions of supervision of the organisation, the latest first; the reading is recorded',
  query: Exactly(PageQuery),
  response: { 200: PageOf(SupervisionSession) },
});

export const WithdrawSupervision = operation({
  method: 'POST',
  url: '/api/v1/talent/supervision/:id/withdraw',
  access: 'supervision.manage',
  tag,
  summary: 'Take back a session that did not take place; it stays with the reason',
  params: IdParams,
  body: Exactly({ reason: PlainText({ minLength: 1, maxLength: 500 }) }),
  response: { 200: SupervisionSession },
});

export const ConfirmSupervision = operation({
  method: 'POST',
  url: '/api/v1/talent/supervision/:id/confirm',
  access: 'talent.manage',
  tag,
  summary:
    'Confirm supervision that a colleague wrote down of themselves, so that it counts as theirs; confirmed twice, it is confirmed',
  params: IdParams,
  response: { 200: Exactly({ id: Id, confirmedBy: Id }) },
});

export const SayOfSupervision = operation({
  method: 'PUT',
  url: '/api/v1/talent/supervision/:id/word',
  access: 'talent.own',
  tag,
  summary:
    'Say whether the record of one’s supervision is right; what is not agreed to does not count as received',
  params: IdParams,
  body: Exactly({ isAgreed: Type.Boolean(), words: PlainText({ maxLength: 1_000 }) }),
  response: { 200: SupervisionSession },
});

const Told = Nullable(Type.Integer({ description: 'null: of too few workers to be told' }));
const Figures = Exactly({
  workers: Type.Integer(),
  bands: EachOf(loadBands, Told),
  education: Exactly({ due: Type.Integer(), behind: Told }),
  unsupervised: Told,
  index: Nullable(
    Type.Integer({ description: 'percent of all their weeks for people, in tens; null: of too few' }),
  ),
  qualifications: Type.Array(Exactly({ kind: OneOf(professionalKinds), holders: Type.Integer() })),
  languages: Type.Array(Exactly({ code: OneOf(spokenLanguages), speakers: Type.Integer() })),
  specialities: Type.Array(
    Exactly({
      code: OneOf(specialities),
      holders: Type.Integer(),
      lendable: Type.Integer({ description: 'who offer themselves to other organisations' }),
      available: Type.Integer({ description: 'of these, who have time this week' }),
    }),
  ),
  lendableMinutes: Told,
});
export const TalentFigures = Figures;

export const ReadTalentFigures = operation({
  method: 'GET',
  url: '/api/v1/talent/figures',
  access: 'talent.manage',
  tag,
  summary: 'What a report to a department would say today: sums of the staff, nobody by name',
  response: {
    200: Exactly({
      figures: Figures,
      receivers: Type.Array(Exactly({ id: Id, name: Type.String(), nameEn: Nullable(Type.String()) }), {
        description: 'departments, alliances and associations',
      }),
      sent: Type.Array(Exactly({ receiverId: Id, sentAt: Instant, isThere: Type.Boolean() }), {
        description: 'the latest 20 reports, the latest first',
      }),
    }),
  },
});

export const SendTalentFigures = operation({
  method: 'POST',
  url: '/api/v1/talent/reports',
  access: 'talent.manage',
  tag,
  summary: 'Send the figures of today to a department, an alliance or an association',
  body: Exactly({ id: Id, receiverId: Id }),
  response: { 201: Exactly({ id: Id, receiverId: Id, sentAt: Instant }) },
});

export const ListTalentReports = operation({
  method: 'GET',
  url: '/api/v1/talent/reports',
  access: 'statistics.read',
  tag,
  summary: 'The newest figures of each organisation that reports here',
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          organisationId: Id,
          name: Type.String(),
          nameEn: Nullable(Type.String()),
          regionCode: Type.String(),
          madeAt: Instant,
          figures: Figures,
        }),
      ),
    }),
  },
});
export type TalentReportView = Static<
  (typeof ListTalentReports)['response'][200]['properties']['items']['items']
>;
