import type { BodyOf } from '../../contract/operation.ts';
import type { PutTalentRules, TalentRulesView } from '../../contract/talent.ts';
import { USUAL_DUTY } from '../../domain/talent/education.ts';
import { USUAL_SUPERVISION_DAYS } from '../../domain/talent/supervision.ts';
import { FEWEST_TOLD } from '../../domain/talent/talent-figures.ts';
import { USUAL_WEIGHTS } from '../../domain/talent/workload.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

/** As the organisation changed them, else as usual. */
export async function readRules({
  all,
  organisationId,
}: Pick<Reading, 'all' | 'organisationId'>): Promise<TalentRulesView> {
  const [[row]] = await all(sql.readRules({ organisationId }));
  if (row === undefined)
    return {
      weights: USUAL_WEIGHTS,
      educationMinutes: USUAL_DUTY,
      supervisionDays: USUAL_SUPERVISION_DAYS,
      tellFrom: FEWEST_TOLD,
      version: 0,
    };
  return {
    weights: row.weights as TalentRulesView['weights'],
    educationMinutes: row.education_minutes as TalentRulesView['educationMinutes'],
    supervisionDays: row.supervision_days,
    tellFrom: row.tell_from,
    version: row.version,
  };
}

/** @throws AppError version_conflict */
export async function putRules(
  change: Change,
  accountId: string,
  { version, body }: { version: number; body: BodyOf<typeof PutTalentRules> },
): Promise<TalentRulesView> {
  const { organisationId, now } = change;
  const { weights, educationMinutes, supervisionDays, tellFrom } = body;
  const put = await change.first(
    sql.putRules({
      organisationId,
      weights: JSON.stringify(weights),
      educationMinutes: JSON.stringify(educationMinutes),
      supervisionDays,
      tellFrom,
      version,
      by: accountId,
      now,
    }),
  );
  const there = await readRules(change);
  if (put === undefined) {
    if (isMadeAlready(version, body, there)) return there;
    throw conflictOf(body, there);
  }
  change.audit({
    action: 'talent_rules.change',
    subjectKind: 'organisation',
    subjectIds: [organisationId],
  });
  return there;
}
