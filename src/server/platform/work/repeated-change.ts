import { canonicalJson } from '../../../domain/canonical-json.ts';
import type { AuditEntry } from '../audit/audit.ts';
import { AppError } from './errors.ts';

/**
 * Whether a change that names `version` was made already, and its answer lost on the way: what was sent stands there, one
 * version later. Who made it is not asked: whoever wants what stands there has no conflict with anybody.
 * @param sent members as they were sent, in the terms of what stands there; one that is undefined was not sent
 */
export function isMadeAlready<There extends { readonly version: number }>(
  version: number,
  sent: Readonly<Record<string, unknown>>,
  there: There,
): boolean {
  const stands: Readonly<Record<string, unknown>> = { ...there };
  return (
    there.version === version + 1 &&
    Object.entries(sent).every(
      ([name, value]) => value === undefined || canonicalJson(value) === canonicalJson(stands[name] ?? null),
    )
  );
}

/**
 * That somebody else changed it meanwhile: which members were sent, and what stands there now.
 * @param reading where that tells of somebody
 */
export function conflictOf(sent: object, current: object, reading?: AuditEntry): AppError {
  return new AppError('version_conflict', {
    parameters: { fields: Object.keys(sent).join(', ') },
    extra: { current },
    ...(reading !== undefined && { reading }),
  });
}
