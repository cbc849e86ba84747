import type { Playbook } from './playbook.ts';
import { warmWayPlaybook } from './warm-way-playbook.ts';

/** Every playbook that comes with the product, in every version that was ever shipped. */
export const shippedPlaybooks: readonly Playbook[] = [warmWayPlaybook];
