import process from 'node:process';
import { type Role, roles } from '../domain/access/roles.ts';
import { writtenName } from '../domain/people/person-name.ts';
import { inviteAccount } from '../server/identity/public.ts';
import { AppError, errorText } from '../server/platform/work/errors.ts';
import { newId } from '../server/platform/database/ids.ts';
import { Work } from '../server/platform/work/work.ts';
import { type ExitCode, failed, type Invocation, UsageError } from './command.ts';
import { findStation } from './find-station.ts';
import { fill } from './language.ts';
import { USER } from './messages.ts';
import { withServices } from './open-services.ts';

/** `nuantu user create USERNAME --organisation CODE --role ROLE --name NAME [--site CODES]`. */
export async function run({ positionals, values, language }: Invocation): Promise<ExitCode> {
  const [username = ''] = positionals;
  const { organisation: code, role, name, site = '' } = values;
  if (typeof code !== 'string' || typeof role !== 'string' || typeof name !== 'string') {
    throw new UsageError(fill(USER.optionsMissing, language, {}));
  }
  if (!isRole(role))
    throw new UsageError(fill(USER.unknownRole, language, { role, roles: roles.join(', ') }));
  const languageCode = language === 'en' ? 'en' : 'zh-CN';
  return withServices(language, async (services) => {
    const siteCodes = String(site).split(',').filter(Boolean);
    const station = await findStation(services, { code, siteCodes }, language);
    if ('problem' in station) return failed(station.problem);
    const { settings } = station;
    const siteIds = [...station.siteIds];
    try {
      const work = new Work(services, settings, { requestId: newId(), language: languageCode });
      const { link } = await work.change((change) =>
        inviteAccount(change, { username, displayName: writtenName(name), roles: [{ role, siteIds }] }),
      );
      process.stderr.write(`${fill(USER.created, language, { username, link })}\n`);
      process.stdout.write(`${JSON.stringify({ username, link })}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return failed(errorText(error.code, languageCode, error.parameters));
    }
  });
}

function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
