import type { FastifyInstance, FastifyRequest } from 'fastify';
import { auditRoutes } from './audit/routes.ts';
import { offeredBy } from './books/public.ts';
import { bookRoutes } from './books/routes.ts';
import { calendarSources } from './calendar-sources.ts';
import { endFeedsOf } from './calendar/public.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { releaseAlertsOf } from './casework/public.ts';
import { caseworkRoutes } from './casework/routes.ts';
import { familyRoutes } from './clients/family-routes.ts';
import { clientRoutes } from './clients/routes.ts';
import { Deliveries, Enquiries, tellOperators } from './deliveries/public.ts';
import { deliveryRoutes } from './deliveries/routes.ts';
import { answerers, entryFollowers, receivers } from './exchange.ts';
import { attachments } from './attachments.ts';
import { Files, type Scan } from './files/public.ts';
import { fileRoutes } from './files/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { foundingRoutes } from './identity/founding.ts';
import { Attempts, Sessions } from './identity/public.ts';
import { identityRoutes } from './identity/routes.ts';
import { materialRoutes } from './materials/routes.ts';
import { matters } from './matters.ts';
import { measureRoutes } from './measures/routes.ts';
import { notificationKinds } from './notification-kinds.ts';
import {
  endContactWaysOf,
  type MessageSettings,
  MessageWays,
  Notifications,
  tellHolder,
} from './notifications/public.ts';
import { notificationRoutes } from './notifications/routes.ts';
import {
  Board,
  listOwnSignUps,
  shiftCalendarOf,
  volunteeringPages,
  type VolunteeringParts,
} from './opportunities/public.ts';
import { opportunityRoutes } from './opportunities/routes.ts';
import { attendanceRoutes } from './attendance/routes.ts';
import { verifyPages } from './certificates/public.ts';
import { certificateRoutes } from './certificates/routes.ts';
import { matchRoutes } from './matching/routes.ts';
import { listRecordedFrom, readOwnHours, sumRecordedByVolunteer } from './attendance/public.ts';
import { readOwnRecognition, recognitionPages } from './recognition/public.ts';
import { recognitionRoutes } from './recognition/routes.ts';
import { organisationRoutes } from './organisations/routes.ts';
import { createApp } from './platform/http/app.ts';
import type { BlobStore } from './platform/blobs/blob-store.ts';
import { AuditAnchors } from './platform/audit/audit-anchors.ts';
import { ErasureList } from './platform/audit/erasure-list.ts';
import { ReadAudit } from './platform/audit/audit.ts';
import { ActorDatabase, type Reader } from './platform/database/database.ts';
import { healthRoutes } from './platform/http/health.ts';
import { Bell } from './platform/work/bell.ts';
import { JobWatch } from './platform/jobs/job-watch.ts';
import { Keyring } from './platform/keys/keyring.ts';
import { OrganisationZones } from './platform/work/organisation-zone.ts';
import { createLogger } from './platform/log/log.ts';
import { SCHOOL_PER_MINUTE } from '../contract/operation.ts';
import type { MasterKeys } from './platform/keys/master-key.ts';
import { Routes, type SessionSource, tokenOf } from './platform/http/route.ts';
import type { TrustProxy } from './platform/http/trusted-proxies.ts';
import { Doors } from './platform/work/doors.ts';
import { AppError } from './platform/work/errors.ts';
import type { Services } from './platform/work/work.ts';
import { SealBroken } from './platform/keys/sealing.ts';
import { plainPageRoutes } from './plain-page.ts';
import { allianceRoutes } from './alliances/routes.ts';
import { meetingRoutes } from './meetings/routes.ts';
import { leaveStudentsOf, passStudentsOf } from './placements/public.ts';
import { placementRoutes } from './placements/routes.ts';
import { playbookRoutes } from './playbooks/routes.ts';
import { PUBLIC_TENANT, publicCodeFigures, PublicSessions, tenantOpener } from './public-accounts/public.ts';
import { namedHolders, publicAccountRoutes } from './public-accounts/routes.ts';
import { roundGuard } from './studies/public.ts';
import { studyRoutes } from './studies/routes.ts';
import { CODES_PER_DAY, REQUESTS_PER_MINUTE } from './start-policy.ts';
import { courseCertificatePages, pathOfNumber, followInCourses } from './training/public.ts';
import { trainingRoutes } from './training/routes.ts';
import { webRoutes } from './web.ts';
import { talentRoutes } from './talent/routes.ts';
import { readOwnVolunteer, type RegistrationParts } from './volunteers/public.ts';
import { volunteeringFigureRoutes } from './volunteering-figures/routes.ts';
import { volunteerImportRoutes } from './volunteer-imports/routes.ts';
import { volunteerRoutes } from './volunteers/routes.ts';
import { describeWebhooks, Webhooks } from './webhooks/public.ts';
import { webhookRoutes } from './webhooks/routes.ts';

export interface ServerOptions {
  /** connection of the application's role */
  readonly appUrl: string;
  readonly masterKeys: MasterKeys;
  /** reads the master keys again after another process rotated them */
  readonly reloadMasterKeys?: () => Promise<MasterKeys>;
  /** organisations whose accounts, links and tokens do not act here (the demo on an open address) */
  readonly closedOrganisations?: ReadonlySet<string>;
  /** cookies over HTTPS only, also where the request came by plain HTTP */
  readonly secureCookie: boolean;
  /** persons whose keys are kept in memory */
  readonly rememberedPersons?: number;
  /** which proxies in front are believed when they set X-Forwarded-* */
  readonly trustProxy: TrustProxy | undefined;
  readonly requestsPerMinute: number;
  /** to everybody of the public together; left out: as many as without a setting */
  readonly codesPerDay?: number;
  readonly log: boolean;
  /** for whoever reads /metrics from another computer */
  readonly metricsToken?: string;
  /** folder of the built web pages; undefined serves the API alone */
  readonly webFolder?: string;
  /** folder of the built page that pupils answer on */
  readonly answerFolder?: string;
  /** folder of the built page of accounts of the public */
  readonly myFolder?: string;
  readonly clock?: () => Date;
  /** other systems in private networks are told what happens as well; left out: those of the open internet alone */
  readonly webhooksPrivate?: boolean;
  /** how people are reached outside of the page; left out: not at all */
  readonly messages?: MessageSettings;
  /** where files lie */
  readonly blobs: BlobStore;
  /** of each organisation, for all of its files */
  readonly fileQuotaBytes: number;
  /** looks for harm in files; undefined: nobody does */
  readonly scan?: Scan | undefined;
  /** folder of the audit chains' heads; undefined keeps none (a test of something else) */
  readonly anchorFolder?: string;
  /** folder of the list of who was erased; undefined keeps none (a test of something else) */
  readonly erasureFolder?: string;
}

export interface Server {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly jobWatch: JobWatch;
  readonly deliveries: Deliveries;
  readonly webhooks: Webhooks;
  readonly notifications: Notifications;
  readonly files: Files;
  readonly anchors: AuditAnchors | undefined;
  readonly erasures: ErasureList | undefined;
  readonly doors: Doors;
  close(): Promise<void>;
}

const CONNECTIONS = 16;

/** Puts the parts together; does not listen yet. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const clock = options.clock ?? (() => new Date());
  const services = createServices(options, clock);
  const { database, keyring } = services;
  const outside = keptOutside(options);
  const sessions = new Sessions(database, clock);
  const publicSessions = new PublicSessions(database, clock);
  // whoever allows more (or less) in all allows as much more at each door
  const perMinute = (usual: number) => Math.ceil((usual * options.requestsPerMinute) / REQUESTS_PER_MINUTE);
  const app = await createApp({
    logger: options.log ? createLogger() : false,
    trustProxy: options.trustProxy,
    requestsPerMinute: options.requestsPerMinute,
    sessionOf: (request) => sessions.remembered(tokenOf(request) ?? '')?.sessionId,
    webhooks: describeWebhooks(),
  });
  const closed = options.closedOrganisations ?? new Set();
  const sources = { staff: sessions, publicAccounts: publicSessions };
  const routes = new Routes(app, services, sources, closed, perMinute);
  const doors = new Doors(services, closed);
  const jobWatch = new JobWatch(app.log, clock);
  const carriers = createCarriers(options, { services, doors, jobWatch });
  const { deliveries, notifications, webhooks, files } = carriers;
  keyring.brokenSeals.tellTo(app.log);
  // of a record that was asked for by itself the request fails; which one it was is told as everywhere
  app.addHook('onError', async (_, __, error: Error) => {
    if (error instanceof SealBroken) keyring.brokenSeals.tell(error);
  });
  healthRoutes(app, {
    database,
    figures: [
      ...jobWatch.figures,
      ...deliveries.figures,
      ...webhooks.figures,
      ...notifications.figures,
      ...files.figures,
      ...keyring.brokenSeals.figures,
      ...publicCodeFigures(() => doors.open(PUBLIC_TENANT, { requestId: 'figures', language: 'zh-CN' })),
    ],
    metricsToken: options.metricsToken,
  });
  const board = boardOf(services, doors);
  sliceRoutes(routes, options, { services, doors, sessions, publicSessions, board, ...outside, ...carriers });
  strangersPages(app, { services, doors, board, ...carriers }, perMinute);
  await pageRoutes(app, options, sessions, perMinute(SCHOOL_PER_MINUTE));
  return {
    app,
    services,
    jobWatch,
    ...carriers,
    ...outside,
    doors,
    close: async () => {
      await app.close();
      await services.bell.close();
      await database.close();
    },
  };
}

/** What lies in files, so that whoever puts back an older database does not put it back as well. */
function keptOutside({ anchorFolder, erasureFolder, masterKeys }: ServerOptions) {
  return {
    anchors: anchorFolder === undefined ? undefined : new AuditAnchors(anchorFolder, masterKeys),
    erasures: erasureFolder === undefined ? undefined : new ErasureList(erasureFolder, masterKeys),
  };
}

function createServices(options: ServerOptions, clock: () => Date): Services {
  const database = new ActorDatabase({
    url: options.appUrl,
    connections: CONNECTIONS,
    applicationName: 'nuantu',
  });
  const keyring = new Keyring(options.masterKeys, options.reloadMasterKeys, options.rememberedPersons);
  const zones = new OrganisationZones();
  const bell = new Bell(database);
  return { database, keyring, zones, readAudit: new ReadAudit(database), blobs: options.blobs, bell, clock };
}

/** Pages that anybody opens, without an account and without a script. */
function strangersPages(
  app: FastifyInstance,
  {
    services,
    doors,
    board,
    notifications,
  }: Pick<RouteParts, 'services' | 'doors' | 'board' | 'notifications'>,
  perMinute: (most: number) => number,
): void {
  volunteeringPages(app, board, perMinute(SCHOOL_PER_MINUTE));
  const access = services.database.reader(NOBODY);
  const ofCertificates = { doors, access, originOf: originOf(notifications.ways), elsewhere: pathOfNumber };
  verifyPages(app, ofCertificates, perMinute(VERIFIED_PER_MINUTE));
  courseCertificatePages(app, { doors, access }, perMinute(VERIFIED_PER_MINUTE));
  recognitionPages(app, { doors, access }, perMinute(SCHOOL_PER_MINUTE));
}

/** The built pages: of pupils, of people of the public, of staff. */
async function pageRoutes(
  app: FastifyInstance,
  { answerFolder, myFolder, webFolder }: ServerOptions,
  sessions: SessionSource,
  perMinute: number,
): Promise<void> {
  if (answerFolder !== undefined) await plainPageRoutes(app, { place: 'a', folder: answerFolder, perMinute });
  if (myFolder !== undefined) await plainPageRoutes(app, { place: 'my', folder: myFolder, perMinute });
  if (webFolder !== undefined) await webRoutes(app, webFolder, sessions);
}

interface Grounds {
  readonly services: Services;
  readonly doors: Doors;
  readonly jobWatch: JobWatch;
}

/** What works on beside the requests: each is given to its routes and to its queue of jobs. */
function createCarriers(options: ServerOptions, { services, doors, jobWatch }: Grounds) {
  const tell = (task: string) => (organisationId: string, error: unknown) =>
    jobWatch.tell(task, organisationId, error);
  return {
    deliveries: new Deliveries({
      doors,
      receivers: receivers(doors),
      onDefect: tell('deliver'),
      onGivenUp: (delivery) => tellOperators({ services, doors }, delivery),
    }),
    notifications: new Notifications({
      services,
      doors,
      kinds: notificationKinds({ services, doors }),
      ways: new MessageWays(options.messages ?? {}, services.clock),
      onFailure: (task, organisationId, error) => jobWatch.tell(task, organisationId, error),
    }),
    webhooks: new Webhooks({
      services,
      doors,
      allowsPrivate: options.webhooksPrivate === true,
      onDefect: tell('send-webhooks'),
    }),
    files: new Files({
      doors,
      attachments,
      blobs: services.blobs,
      scan: options.scan,
      onFailure: tell('check-files'),
    }),
  };
}

interface RouteParts extends ReturnType<typeof createCarriers> {
  readonly services: Services;
  readonly doors: Doors;
  readonly sessions: Sessions;
  readonly publicSessions: PublicSessions;
  readonly board: Board;
  readonly anchors: AuditAnchors | undefined;
}

/** The operations of each slice, a line each. */
function sliceRoutes(routes: Routes, options: ServerOptions, parts: RouteParts): void {
  const { services, doors, sessions, anchors, deliveries, notifications, webhooks } = parts;
  const attempts = new Attempts();
  identityRoutes(routes, {
    services,
    doors,
    sessions,
    attempts,
    release: async (change, accountId) => {
      await releaseAlertsOf(change, accountId, 'suspended');
      await followInCourses(change, accountId);
      await leaveStudentsOf(change, accountId);
      endFeedsOf(change, accountId);
      endContactWaysOf(change, accountId);
    },
    followRoles: async (change, accountId, before) => {
      await followInCourses(change, accountId);
      await passStudentsOf(change, accountId, before);
    },
    warn: tellHolder,
    holders: namedHolders({ services, doors, secureCookie: options.secureCookie }),
    secureCookie: options.secureCookie,
  });
  foundingRoutes(routes, services, doors);
  organisationRoutes(routes, services);
  auditRoutes(routes, anchors);
  clientRoutes(routes, matters);
  familyRoutes(routes);
  caseworkRoutes(routes, matters);
  measureRoutes(routes, doors, roundGuard);
  materialRoutes(routes, { doors, blobs: services.blobs });
  playbookRoutes(routes);
  groupRoutes(routes);
  placementRoutes(routes);
  meetingRoutes(routes);
  allianceRoutes(routes, { isClosed: (id) => doors.isClosed(id) });
  trainingRoutes(routes, { originOf: originOf(notifications.ways) });
  studyRoutes(routes, new Enquiries(doors, answerers));
  deliveryRoutes(routes, { services, doors, deliveries });
  webhookRoutes(routes, webhooks);
  notificationRoutes(routes, { services, doors, notifications });
  const volunteering = publicRoutes(routes, options, parts, attempts);
  fileRoutes(routes, { attachments, blobs: services.blobs, quotaBytes: options.fileQuotaBytes });
  const holderCalendar = shiftCalendarOf(volunteering);
  calendarRoutes(routes, { services, doors }, { sources: calendarSources, holderCalendar });
}

/** An employer that checks all who applied; numbers are too long to be guessed at any rate. */
const VERIFIED_PER_MINUTE = 600_000;
const NOBODY = { organisationId: PUBLIC_TENANT, actorId: null, scope: 'own', siteIds: [] } as const;

/**
 * As strangers reach the installation: as its operator says, else as this request did from the same machine or network. Another name in a
 * request is whatever its sender wrote, and would be signed.
 * @throws AppError public_address_missing
 */
function originOf({ publicUrl }: MessageWays): (request: FastifyRequest) => string {
  return (request) => {
    if (publicUrl !== undefined) return publicUrl;
    if (!NEARBY.test(request.host)) throw new AppError('public_address_missing');
    return `${request.protocol}://${request.host}`;
  };
}
const NEARBY =
  /^(localhost|127(\.\d{1,3}){3}|\[::1\]|10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2})(:\d{1,5})?$/;

/** What everybody may read, in nobody's name. */
function boardOf({ database, clock }: Services, doors: Doors): Board {
  return new Board({ access: database.reader(NOBODY), isClosed: (id) => doors.isClosed(id), clock });
}

/** Of people of the public: their accounts, the books that they are in, and what they do there. @returns what volunteers reach */
function publicRoutes(
  routes: Routes,
  options: ServerOptions,
  parts: RouteParts,
  attempts: Attempts,
): VolunteeringParts {
  const { services, doors, notifications } = parts;
  const ofPublic = {
    services,
    doors,
    ways: notifications.ways,
    codesPerDay: options.codesPerDay ?? CODES_PER_DAY,
    offeredBy: async (access: Pick<Reader, 'all'>, organisationId: string) =>
      doors.isClosed(organisationId) ? [] : offeredBy(access, organisationId),
  };
  const ofVolunteers: RegistrationParts = {
    ...ofPublic,
    isClosed: (id) => doors.isClosed(id),
    openTenant: tenantOpener({ services, doors }),
    openOwn: (organisationId, entryId, origin) => doors.openOwn(organisationId, entryId, origin),
  };
  const volunteering = {
    ...ofVolunteers,
    board: parts.board,
    deliverNow: (id: string) => parts.deliveries.deliverDue(id),
  };
  publicAccountRoutes(routes, {
    ...ofPublic,
    sessions: parts.publicSessions,
    attempts,
    secureCookie: options.secureCookie,
    readVolunteer: async (own) => ({
      volunteer: await readOwnVolunteer(ofVolunteers, own),
      shifts: (await listOwnSignUps(volunteering, own)).items,
      service: (await readOwnHours(ofVolunteers, own)).items,
      recognition: (await readOwnRecognition(ofVolunteers, own)).items,
    }),
  });
  const hours = { sum: sumRecordedByVolunteer, listFrom: listRecordedFrom };
  volunteerRoutes(routes, { ...ofVolunteers, followers: entryFollowers(doors), hours });
  opportunityRoutes(routes, volunteering);
  matchRoutes(routes);
  // apart from passwords: whoever guesses codes pushes no failure of a sign-in out
  attendanceRoutes(routes, { ...ofVolunteers, attempts: new Attempts() });
  recognitionRoutes(routes, ofVolunteers);
  talentRoutes(routes, services);
  volunteerImportRoutes(routes, { services });
  volunteeringFigureRoutes(routes);
  certificateRoutes(routes, { ...ofVolunteers, doors, originOf: originOf(notifications.ways) });
  bookRoutes(routes, {
    services,
    isClosed: (id) => doors.isClosed(id),
    followers: entryFollowers(doors),
  });
  return volunteering;
}
