import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { headsWays } from '../server/audit/public.ts';
import { fillEmptyPlatform } from '../server/demo/public.ts';
import { scanWith } from '../server/files/public.ts';
import type { Installation } from '../server/installation.ts';
import { createQueues } from '../server/jobs.ts';
import { createServer, type Server } from '../server/main.ts';
import { repeatErasures } from '../server/erasures.ts';
import { anchorFolder } from '../server/platform/audit/audit-anchors.ts';
import { erasureFolder } from '../server/platform/audit/erasure-list.ts';
import { startJobs } from '../server/platform/jobs/jobs.ts';
import { describe } from '../server/platform/log/log.ts';
import { loadMasterKeys } from '../server/platform/keys/master-key.ts';
import { StartError } from '../server/platform/start/start-error.ts';
import type { StartPolicy } from '../server/start-policy.ts';
import { CHECKOUT, chooseDataFolder } from './environment.ts';
import { fill, type Language } from './language.ts';
import { START } from './messages.ts';

/** Server and jobs over an installation, until a signal asks for the end. @throws StartError port_taken, demo_in_production */
export async function serve(
  { appUrl, jobsUrl, masterKeys, blobs }: Installation,
  environment: NodeJS.ProcessEnv,
  policy: StartPolicy,
  language: Language,
): Promise<void> {
  const { host, port: wanted } = policy;
  const closedOrganisations = new Set<string>();
  const webFolder = join(CHECKOUT, 'dist', 'web');
  const answerFolder = join(CHECKOUT, 'dist', 'answer');
  const myFolder = join(CHECKOUT, 'dist', 'my');
  const server = await createServer({
    appUrl,
    masterKeys,
    reloadMasterKeys: () => loadMasterKeys(chooseDataFolder(environment), environment, { isWanted: true }),
    closedOrganisations,
    anchorFolder: anchorFolder(chooseDataFolder(environment), environment),
    erasureFolder: erasureFolder(chooseDataFolder(environment), environment),
    blobs,
    fileQuotaBytes: policy.fileQuotaBytes,
    scan: policy.scanner === undefined ? undefined : scanWith(policy.scanner),
    secureCookie: policy.secureCookie,
    trustProxy: policy.trustProxy,
    requestsPerMinute: policy.requestsPerMinute,
    codesPerDay: policy.codesPerDay,
    webhooksPrivate: policy.webhooksPrivate,
    messages: policy,
    log: true,
    ...(policy.metricsToken === undefined ? {} : { metricsToken: policy.metricsToken }),
    ...(existsSync(join(webFolder, 'index.html')) ? { webFolder } : {}),
    ...(existsSync(join(answerFolder, 'index.html')) ? { answerFolder } : {}),
    ...(existsSync(join(myFolder, 'index.html')) ? { myFolder } : {}),
  });
  // One request's, job's or stream's stray error must not end the service for everybody: it is told, and the records are
  // safe with the database. What could follow from it shows in the log.
  for (const stray of ['unhandledRejection', 'uncaughtException'])
    process.on(stray, (error: unknown) => server.app.log.error({ error: describe(error) }, stray));
  try {
    const ways = headsWays(policy);
    // before the first job: which organisations are closed, and what the demo delivered in its past, is theirs to find
    const welcome = await fillEmptyPlatform(server.services, environment, policy);
    for (const id of welcome.closedOrganisations) closedOrganisations.add(id);
    await eraseAgain(server, language);
    const jobs = await startJobs(jobsUrl, createQueues({ ...server, ways }));
    try {
      const stopping = untilStopped();
      await server.app.listen({ host, port: wanted }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE')
          throw new StartError('port_taken', { port: wanted }, { cause: error });
        throw error;
      });
      // PORT=0 takes any free one
      const port = listeningPort(server.app.server.address()) ?? wanted;
      announce(`http://${host.includes(':') ? `[${host}]` : host}:${port}`, welcome, language);
      await stopping;
    } finally {
      server.webhooks.stop();
      await jobs.stop();
    }
  } finally {
    await server.close();
  }
}

/** Before anybody is let in: what a restored database brought back of people who were erased. */
async function eraseAgain(server: Server, language: Language): Promise<void> {
  if (server.erasures === undefined) return;
  const onFailure = (organisationId: string, error: unknown) =>
    server.jobWatch.tell('repeat-erasures', organisationId, error);
  const count = await repeatErasures({ ...server, list: server.erasures, onFailure });
  if (count > 0) process.stdout.write(`${fill(START.erasedAgain, language, { count })}\n`);
}

function listeningPort(address: string | { port: number } | null): number | undefined {
  return typeof address === 'object' ? address?.port : undefined;
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    // a group's signal comes twice, from the launcher too: the second must not cut the orderly stop short
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}

function announce(
  address: string,
  { demoAccounts, demoPassword, firstLink }: Awaited<ReturnType<typeof fillEmptyPlatform>>,
  language: Language,
): void {
  const lines = [fill(START.address, language, { address })];
  if (demoAccounts.length > 0) {
    lines.push(fill(START.demo, language, { password: demoPassword }));
    for (const { username, roles, organisation } of demoAccounts) {
      lines.push(`  ${username.padEnd(22)} ${roles}  ${organisation}`);
    }
  }
  if (firstLink !== undefined)
    lines.push(fill(START.firstLink, language, { link: `${address}${firstLink}` }));
  lines.push(fill(START.stop, language, {}));
  process.stdout.write(`${lines.join('\n')}\n`);
}
