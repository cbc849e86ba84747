import process from 'node:process';
import { type Installation, openInstallation } from '../server/installation.ts';
import { ReadAudit } from '../server/platform/audit/audit.ts';
import { ActorDatabase } from '../server/platform/database/database.ts';
import { Bell } from '../server/platform/work/bell.ts';
import { Keyring } from '../server/platform/keys/keyring.ts';
import { OrganisationZones } from '../server/platform/work/organisation-zone.ts';
import type { Services } from '../server/platform/work/work.ts';
import { repeatedLines } from '../server/platform/log/log.ts';
import { chooseDataFolder } from './environment.ts';
import { fill, type Language } from './language.ts';
import { SEALS, START, STEPS } from './messages.ts';
import { createProgress } from './progress.ts';

const CONNECTIONS = 4;

/** Runs a command's work beside a running server, or with a database started for it and stopped afterwards. */
export async function withServices<Result>(
  language: Language,
  body: (services: Services, installation: Installation) => Promise<Result>,
): Promise<Result> {
  const installation = await openInstallation({
    folder: chooseDataFolder(process.env),
    environment: process.env,
    onStep: createProgress(process.stderr, STEPS, language),
    onWait: () => process.stderr.write(`${fill(START.waits, language, {})}\n`),
    beside: true,
  });
  const database = new ActorDatabase({
    url: installation.appUrl,
    connections: CONNECTIONS,
    applicationName: 'nuantu-cli',
  });
  const bell = new Bell(database);
  try {
    const keyring = new Keyring(installation.masterKeys);
    keyring.brokenSeals.tellTo({
      error: (line) => process.stderr.write(`${fill(SEALS.broken, language, { ...line })}\n`),
    });
    const clock = () => new Date();
    return await body(
      {
        database,
        keyring,
        zones: new OrganisationZones(),
        readAudit: new ReadAudit(database),
        blobs: installation.blobs,
        bell,
        clock,
      },
      installation,
    );
  } finally {
    repeatedLines.flush();
    await bell.close();
    await database.close();
    await installation.stop();
  }
}
