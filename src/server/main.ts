import type { FastifyInstance } from 'fastify';
import { answerPageRoutes } from './answer-page.ts';
import { auditRoutes } from './audit/routes.ts';
import { caseworkRoutes } from './casework/routes.ts';
import { familyRoutes } from './clients/family-routes.ts';
import { clientRoutes } from './clients/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { foundingRoutes } from './identity/founding.ts';
import { Sessions } from './identity/public.ts';
import { identityRoutes } from './identity/routes.ts';
import { materialRoutes } from './materials/routes.ts';
import { measureRoutes } from './measures/routes.ts';
import { organisationRoutes } from './organisations/routes.ts';
import { createApp } from './platform/app.ts';
import { ReadAudit } from './platform/audit.ts';
import { ActorDatabase } from './platform/database.ts';
import { healthRoutes } from './platform/health.ts';
import { Keyring } from './platform/keyring.ts';
import { createLogger } from './platform/log.ts';
import type { MasterKeys } from './platform/master-key.ts';
import { Routes } from './platform/route.ts';
import type { Services } from './platform/work.ts';
import { playbookRoutes } from './playbooks/routes.ts';
import { studyRoutes } from './studies/routes.ts';
import { webRoutes } from './web.ts';

export interface ServerOptions {
  /** connection of the application's role */
  readonly appUrl: string;
  readonly masterKeys: MasterKeys;
  /** reads the master keys again after another process rotated them */
  readonly reloadMasterKeys?: () => Promise<MasterKeys>;
  /** demo accounts may sign in: loopback only, or a password of one's own was set */
  readonly demoOpen: boolean;
  readonly secureCookie: boolean;
  readonly trustProxy: boolean;
  readonly requestsPerMinute: number;
  readonly log: boolean;
  /** folder of the built web pages; undefined serves the API alone */
  readonly webFolder?: string;
  /** folder of the built page that pupils answer on */
  readonly answerFolder?: string;
  readonly clock?: () => Date;
}

export interface Server {
  readonly app: FastifyInstance;
  readonly services: Services;
  close(): Promise<void>;
}

const CONNECTIONS = 16;

/** Puts the parts together; does not listen yet. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const clock = options.clock ?? (() => new Date());
  const database = new ActorDatabase({
    url: options.appUrl,
    connections: CONNECTIONS,
    applicationName: 'nuantu',
  });
  const keyring = new Keyring(options.masterKeys, options.reloadMasterKeys);
  const services: Services = { database, keyring, readAudit: new ReadAudit(database), clock };
  const sessions = new Sessions(database, clock);
  const app = await createApp({
    logger: options.log ? createLogger() : false,
    trustProxy: options.trustProxy,
    requestsPerMinute: options.requestsPerMinute,
  });
  const routes = new Routes(app, services, sessions);
  healthRoutes(app, database);
  identityRoutes(routes, {
    services,
    sessions,
    demoOpen: options.demoOpen,
    secureCookie: options.secureCookie,
  });
  foundingRoutes(routes, services);
  organisationRoutes(routes, services);
  auditRoutes(routes);
  clientRoutes(routes);
  familyRoutes(routes);
  caseworkRoutes(routes);
  measureRoutes(routes);
  materialRoutes(routes);
  playbookRoutes(routes);
  groupRoutes(routes);
  studyRoutes(routes);
  if (options.answerFolder !== undefined) await answerPageRoutes(app, options.answerFolder);
  if (options.webFolder !== undefined) await webRoutes(app, options.webFolder);
  return {
    app,
    services,
    close: async () => {
      await app.close();
      await database.close();
    },
  };
}
