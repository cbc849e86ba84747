import type { AllianceMemberView } from '../../contract/alliances.ts';
import { isIn } from '../../domain/alliances/alliance.ts';

/** Who is in it or asked to join. */
export function mayBeRemoved({ standing }: Pick<AllianceMemberView, 'standing'>): boolean {
  return standing === 'invited' || isIn(standing);
}
