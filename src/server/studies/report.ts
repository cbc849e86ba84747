import type { QueryOf } from '../../contract/operation.ts';
import type { ReadStudyReport } from '../../contract/study-results.ts';
import type { Language } from '../../domain/language.ts';
import type { ReportedStudy } from '../../domain/reports/reported-study.ts';
import { findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import { getOrganisation, listRegionNames } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { getPlaybook } from '../playbooks/public.ts';
import { renderReport, type ReportFormat } from '../reports/public.ts';
import { readEngine } from './engine.ts';
import { readInterviews } from './interviews.ts';
import { readResults } from './participation.ts';
import { readStudy } from './read-study.ts';
import { readOwnSums, readPooled, readReceived } from './releases.ts';
import { hardestOptions } from './study-people.ts';

type Result = ReportedStudy['result'];
type Format = QueryOf<typeof ReadStudyReport>['format'];

export interface ReportFile {
  readonly content: Buffer;
  readonly mediaType: string;
  /** What a browser calls it when it keeps it. */
  readonly name: string;
  /** Characters that its fonts do not have, as `㛃 (U+36C3)`. */
  readonly missing: readonly string[];
}

const mediaTypes: Readonly<Record<Format, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  json: 'application/json; charset=utf-8',
};

/** @throws AppError not_found, study_not_joined, study_too_small */
export async function readOwnReport(
  reading: Reading,
  id: string,
  format: Format,
  language: Language,
): Promise<ReportFile> {
  if (format === 'json') {
    const { protocol, release } = await readOwnSums(reading, id);
    const { ownRerun } = await readEngine();
    return fileOf(id, format, jsonOf(ownRerun(protocol, release)));
  }
  const results = await readResults(reading, id);
  const { findings } = await readInterviews(reading, id);
  return render(reading, id, { of: 'own', results, interviews: findings }, format, language);
}

/** @throws AppError not_found, study_not_registered */
export async function readPooledReport(
  reading: Reading,
  id: string,
  format: Format,
  language: Language,
): Promise<ReportFile> {
  if (format === 'json') {
    const { protocol, protocolHash, received } = await readReceived(reading, id);
    if (received.length === 0) throw new AppError('study_nothing_released');
    const { pooledRerun } = await readEngine();
    return fileOf(id, format, jsonOf(pooledRerun(protocol, protocolHash, received)));
  }
  const pooled = await readPooled(reading, id);
  const nameOf = new Map(
    pooled.regions.map(({ participant: { organisationId, name, nameEn } }) => [
      organisationId,
      (language === 'en' ? nameEn : null) ?? name,
    ]),
  );
  const released = pooled.released.map((own) => ({ ...own, name: nameOf.get(own.organisationId) ?? '—' }));
  const titles = await Promise.all(
    pooled.versions.delivered.map(async ({ playbookId }) => {
      const { title } = await getPlaybook(reading, playbookId, '/playbookId');
      return [playbookId, title] as const;
    }),
  );
  const versionTitles = Object.fromEntries(titles);
  return render(reading, id, { of: 'pooled', results: pooled, released, versionTitles }, format, language);
}

function jsonOf(spec: object): Buffer {
  return Buffer.from(`${JSON.stringify(spec, null, 2)}\n`);
}

async function render(
  reading: Reading,
  id: string,
  result: Result,
  format: ReportFormat,
  language: Language,
): Promise<ReportFile> {
  const { protocol, protocolHash, registeredAt, amendments } = await readStudy(reading, id);
  if (protocolHash === null || registeredAt === null) throw new AppError('study_not_registered');
  const { instrumentId } = protocol.primaryOutcome;
  const instrument = findShippedInstrument(instrumentId);
  if (instrument === undefined)
    throw new AppError('unknown_instrument', { parameters: { id: instrumentId } });
  const { organisation } = await getOrganisation(reading);
  const codes = protocol.participants.map(({ regionCode }) => regionCode);
  const [regions] = await reading.all(listRegionNames({ codes }));
  const playbook = await getPlaybook(reading, protocol.playbookId, '/playbookId');
  const { studyReport } = await readEngine();
  const report = studyReport(
    {
      protocol,
      protocolHash,
      registeredAt: new Date(registeredAt),
      amendments,
      playbook,
      instrument,
      hardestOptions: Object.fromEntries(hardestOptions.map((option) => [option.id, option.text])),
      regionNames: Object.fromEntries(
        regions.map(({ code, name, name_en }) => [code, { zh: name, en: name_en ?? name }]),
      ),
      result,
      isSynthetic: organisation.demo,
      version: packageFile.version,
      now: reading.now,
      timeZone: reading.timeZone,
    },
    language,
  );
  const { content, missing } = await renderReport(report, format);
  return { ...fileOf(id, format, content), missing };
}

function fileOf(id: string, format: Format, content: Buffer): ReportFile {
  return { content, mediaType: mediaTypes[format], name: `study-${id.slice(-8)}.${format}`, missing: [] };
}
