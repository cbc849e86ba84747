import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

import { Client } from 'pg';

import { countNeglected } from '../server/files/public.ts';
import { countLateDeliveries, type LateCount } from '../server/deliveries/public.ts';
import { listOrganisations } from '../server/organisations/public.ts';
import { countStuckMessages, type StuckMessages } from '../server/notifications/public.ts';
import { countLateWebhooks } from '../server/webhooks/public.ts';
import { countLateSeals } from '../server/platform/audit/audit-seal.ts';
import { findFolderHolder } from '../server/platform/start/data-folder.ts';
import {
  isKeyBesideData,
  loadMasterKeys,
  masterKeyFile,
  matchFingerprints,
} from '../server/platform/keys/master-key.ts';
import { findBinaries } from '../server/platform/postgres/binaries.ts';
import { findPgdata } from '../server/platform/postgres/cluster.ts';
import { findRunningPostgres } from '../server/platform/postgres/find-postgres.ts';
import { PRODUCT_VERSION } from '../server/platform/start/product-version.ts';
import { StartError } from '../server/platform/start/start-error.ts';
import { headsWays } from '../server/audit/public.ts';
import { decideStart } from '../server/start-policy.ts';
import type { ExitCode, Invocation } from './command.ts';
import { chooseDataFolder } from './environment.ts';
import type { Language, Parameters, Words } from './language.ts';
import { fill } from './language.ts';
import { DOCTOR, SEND_ERRORS, START_ERRORS } from './messages.ts';

const NODE_MAJOR = 24;
const POSTGRES_MAJOR = 15;
/** A restart after a crash writes up to `max_wal_size` (1 GB) again. */
const FREE_BYTES = 2 * 1024 ** 3;

type Finding = { check: string; ok: boolean; words: Words; parameters: Parameters };

/** `nuantu doctor`: one line per check; 1 when something is wrong. */
export async function run({ values, language }: Invocation): Promise<ExitCode> {
  const folder = chooseDataFolder(process.env);
  const outside = process.env['DATABASE_URL'];
  const findings = [
    { check: 'version', ok: true, words: DOCTOR.version, parameters: { version: PRODUCT_VERSION } },
    checkNode(),
    await checkDisk(folder),
    await checkFolder(folder),
    ...(outside === undefined
      ? [await checkPrograms(), await checkEmbedded(folder)]
      : [await checkOutside(outside)]),
    ...(await checkJobs(folder, language)),
    await checkMasterKey(folder),
    checkSettings(),
  ];
  const report = findings.map(({ check, ok, words, parameters }) => ({
    check,
    ok,
    message: fill(words, language, parameters),
  }));
  if (values['json'] === true) process.stdout.write(`${JSON.stringify({ checks: report }, undefined, 2)}\n`);
  else for (const { ok, message } of report) process.stdout.write(`${ok ? '✓' : '✗'} ${message}\n`);
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

function checkNode(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;
  return { check: 'node', ok, words: DOCTOR.node, parameters: { version: process.version } };
}

async function checkDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestExisting(folder));
  const free = bavail * bsize;
  return {
    check: 'disk',
    ok: free >= FREE_BYTES,
    words: DOCTOR.disk,
    parameters: { gigabytes: (free / 1024 ** 3).toFixed(1), path: folder },
  };
}

async function checkFolder(folder: string): Promise<Finding> {
  const existing = await nearestExisting(folder);
  const writable = await access(existing, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!writable)
    return { check: 'folder', ok: false, words: DOCTOR.folderClosed, parameters: { path: existing } };
  const holder = await findFolderHolder(folder);
  if (holder === undefined)
    return { check: 'folder', ok: true, words: DOCTOR.folder, parameters: { path: folder } };
  return {
    check: 'folder',
    ok: true,
    words: DOCTOR.folderHeld,
    parameters: { path: folder, pid: holder.pid },
  };
}

/** Whether the packaged PostgreSQL runs on this system at all (its C library, the processor). */
async function checkPrograms(): Promise<Finding> {
  const cache = await mkdtemp(join(tmpdir(), 'nuantu-doctor-'));
  try {
    const { postgres } = await findBinaries({ user: undefined, cache });
    const { stdout } = await promisify(execFile)(postgres, ['--version']);
    return { check: 'programs', ok: true, words: DOCTOR.programs, parameters: { version: stdout.trim() } };
  } catch (error) {
    if (error instanceof StartError) return startFailure('programs', error);
    return {
      check: 'programs',
      ok: false,
      words: DOCTOR.programsFail,
      parameters: { reason: reasonOf(error) },
    };
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

async function checkEmbedded(folder: string): Promise<Finding> {
  try {
    const running = await findRunningPostgres(folder);
    if (running !== undefined) return await checkServer(running.url('superuser', 'postgres'));
  } catch (error) {
    if (error instanceof StartError) return startFailure('database', error);
    throw error;
  }
  const words = (await findPgdata(folder)) === undefined ? DOCTOR.databaseNone : DOCTOR.databaseStopped;
  return { check: 'database', ok: true, words, parameters: {} };
}

/** Data without the key that they are encrypted with cannot be read by anybody. */
async function checkMasterKey(folder: string): Promise<Finding> {
  const environment = process.env;
  const hasData = environment['DATABASE_URL'] !== undefined || (await findPgdata(folder)) !== undefined;
  const path = masterKeyFile(folder, environment);
  const hasKey = await access(path).then(
    () => true,
    () => environment['NUANTU_MASTER_KEY'] !== undefined,
  );
  const finding = (ok: boolean, words: Words): Finding => ({
    check: 'master_key',
    ok,
    words,
    parameters: { path },
  });
  try {
    if (!hasKey && !hasData && environment['NODE_ENV'] !== 'production')
      return finding(true, DOCTOR.masterKeyNone);
    if (!hasKey && !hasData) throw new StartError('master_key_wanted');
    const keys = await loadMasterKeys(folder, environment, { isWanted: true });
    const isRight = await matchFingerprints(folder, keys);
    if (isRight === false) throw new StartError('master_key_wrong', { path });
    const isBeside = environment['NODE_ENV'] === 'production' && isKeyBesideData(folder, environment);
    if (isBeside) return finding(false, DOCTOR.masterKeyBeside);
    return finding(true, isRight === true ? DOCTOR.masterKey : DOCTOR.masterKeyUncompared);
  } catch (error) {
    if (error instanceof StartError) return startFailure('master_key', error);
    throw error;
  }
}

/** Whether a start with these settings would open what it should not. */
function checkSettings(): Finding {
  try {
    const { isProduction, seedsDemo, demoOpen } = decideStart(process.env);
    const words = isProduction ? DOCTOR.production : seedsDemo || demoOpen ? DOCTOR.demo : DOCTOR.noDemo;
    return { check: 'settings', ok: true, words, parameters: {} };
  } catch (error) {
    if (error instanceof StartError) return startFailure('settings', error);
    throw error;
  }
}

async function checkOutside(url: string): Promise<Finding> {
  try {
    return await checkServer(url);
  } catch (error) {
    return {
      check: 'database',
      ok: false,
      words: DOCTOR.databaseFails,
      parameters: { reason: reasonOf(error) },
    };
  }
}

/**
 * Work that nobody did for ten minutes though a server runs: queued jobs, and audit rows that no seal holds.
 * @returns nothing where no server runs on this folder
 */
async function checkJobs(folder: string, language: Language): Promise<Finding[]> {
  if ((await findFolderHolder(folder)) === undefined) return [];
  const outside = process.env['DATABASE_URL'];
  const url = outside ?? (await findRunningPostgres(folder))?.url('superuser', 'nuantu');
  if (url === undefined) return [];
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows: queued } = await client.query<{ jobs: number }>(
      `select count(*)::int as jobs from graphile_worker.jobs where run_at < now() - interval '10 minutes'`,
    );
    const { rows: audited } = await client.query<{ unsealed: number }>(countLateSeals.text);
    const [{ jobs } = { jobs: 0 }] = queued;
    const [{ unsealed } = { unsealed: 0 }] = audited;
    const ok = jobs === 0 && unsealed === 0;
    const silent = await listSilent(client);
    const words = ok ? DOCTOR.jobs : DOCTOR.jobsLag;
    return [
      { check: 'jobs', ok, words, parameters: { jobs, unsealed } },
      ...(await checkRetried(client, language)),
      ...(await checkDeliveries(client, silent)),
      ...(await checkWebhooks(client, silent)),
      ...(await checkMessages(client, silent)),
      ...(await checkFiles(client, silent)),
    ];
  } catch (error) {
    const parameters = { reason: reasonOf(error) };
    return [{ check: 'jobs', ok: false, words: DOCTOR.jobsUnknown, parameters }];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Jobs that failed and wait for their next attempt: heads that nobody got yet. */
async function checkRetried(client: Client, language: Language): Promise<Finding[]> {
  const { rows } = await client.query<{ task: string; last_error: string }>(
    `select coalesce(key, task_identifier) as task, last_error from graphile_worker.jobs
     where last_error is not null order by 1`,
  );
  const names = nameOfJobs();
  return rows.map(({ task: job, last_error: code }) => {
    const task = names.get(job) ?? job;
    const why = Object.entries(SEND_ERRORS).find(([known]) => known === code)?.[1];
    // an error's own text may quote values: only what we wrote ourselves is told
    return why === undefined
      ? { check: 'jobs', ok: false, words: DOCTOR.jobRetriedUnknown, parameters: { task } }
      : { check: 'jobs', ok: false, words: DOCTOR.jobRetried, parameters: { task, reason: why[language] } };
  });
}

/** Jobs of heads are named by their address, which the settings of this start name by its place. */
function nameOfJobs(): ReadonlyMap<string, string> {
  try {
    return new Map(headsWays(decideStart(process.env)).map(({ job, name }) => [job, name]));
  } catch {
    // settings that cannot start a server are told by another check
    return new Map();
  }
}

/** What one organisation sent to another and did not arrive, a line for each kind. */
async function checkDeliveries(client: Client, silent: readonly string[]): Promise<Finding[]> {
  const { text, values } = countLateDeliveries(silent);
  const { rows } = await client.query<LateCount>(text, [...values]);
  return rows.map(({ since, ...counts }) => ({
    check: 'deliveries',
    ok: false,
    words: DOCTOR.deliveriesLate,
    parameters: { ...counts, since: since.toISOString() },
  }));
}

/** The demo's organisations where the settings keep them closed: what they sent waits for nothing that is wrong. */
async function listSilent(client: Client): Promise<string[]> {
  try {
    if (decideStart(process.env).demoOpen) return [];
  } catch {
    // settings that cannot start a server are told by another check
    return [];
  }
  const { rows } = await client.query<{ id: string; demo: boolean }>(listOrganisations({}).text);
  return rows.filter(({ demo }) => demo).map(({ id }) => id);
}

/** Which other systems of organisations get nothing any more, and what waits for hours though it is sent. */
async function checkWebhooks(client: Client, silent: readonly string[]): Promise<Finding[]> {
  const { text, values } = countLateWebhooks(silent);
  const { rows } = await client.query<{ stopped: number; late: number }>(text, [...values]);
  const [{ stopped, late } = { stopped: 0, late: 0 }] = rows;
  if (stopped === 0 && late === 0) return [];
  return [{ check: 'webhooks', ok: false, words: DOCTOR.webhooksLate, parameters: { stopped, late } }];
}

/** Messages to staff that nobody got: the server has no way to send them, or they were given up. */
async function checkMessages(client: Client, silent: readonly string[]): Promise<Finding[]> {
  const { text, values } = countStuckMessages(silent);
  const { rows } = await client.query<StuckMessages>(text, [...values]);
  return rows.map(({ way, late, given_up: dead, since }) => ({
    check: 'messages',
    ok: false,
    words: DOCTOR.messagesStuck,
    parameters: { way, late, dead, since: since.toISOString() },
  }));
}

/** Files that nobody could look at, or that the store lost. */
async function checkFiles(client: Client, silent: readonly string[]): Promise<Finding[]> {
  const { text, values } = countNeglected(silent);
  const { rows } = await client.query<{ delayed: number; missing: number }>(text, [...values]);
  const [counts = { delayed: 0, missing: 0 }] = rows;
  const ok = counts.delayed + counts.missing === 0;
  return ok ? [] : [{ check: 'files', ok, words: DOCTOR.filesNeglected, parameters: counts }];
}

async function checkServer(connectionString: string): Promise<Finding> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; damaged: string }>(
      `select current_setting('server_version') as version,
              (select coalesce(sum(checksum_failures), 0) from pg_stat_database) as damaged`,
    );
    const { version = '0', damaged = '0' } = rows[0] ?? {};
    if (damaged !== '0')
      return { check: 'database', ok: false, words: DOCTOR.databaseDamaged, parameters: { damaged } };
    const ok = Number.parseInt(version, 10) >= POSTGRES_MAJOR;
    return {
      check: 'database',
      ok,
      words: ok ? DOCTOR.database : DOCTOR.databaseOld,
      parameters: { version },
    };
  } finally {
    await client.end();
  }
}

function startFailure(check: string, error: StartError): Finding {
  return { check, ok: false, words: START_ERRORS[error.code], parameters: error.parameters };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function nearestExisting(path: string): Promise<string> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestExisting(dirname(path));
}
