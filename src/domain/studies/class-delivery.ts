import { deliveryFidelity } from '../playbooks/fidelity.ts';
import type { Playbook } from '../playbooks/playbook.ts';

/** How a class of the intervention got its sessions: by which version, how many, how faithfully. */
export interface ClassDelivery {
  readonly classId: string;
  readonly playbookId: string;
  readonly held: number;
  readonly planned: number;
  /** done items of the checklists of the sessions held, and all of them */
  readonly done: number;
  readonly items: number;
}

/** A group in which the class was enrolled, with its sessions. */
export interface ClassGroup {
  readonly classId: string;
  readonly playbook: Playbook;
  readonly sessions: ReadonlyArray<{
    readonly sessionId: string;
    readonly isHeld: boolean;
    readonly done: readonly string[];
  }>;
}

/** One delivery for each class: where it was enrolled in several groups, that with the most sessions held. */
export function classDeliveries(groups: readonly ClassGroup[]): ClassDelivery[] {
  const deliveries = new Map<string, ClassDelivery>();
  for (const { classId, playbook, sessions } of groups) {
    const held = sessions.filter(({ isHeld }) => isHeld);
    const fidelity = deliveryFidelity(playbook, held);
    const known = deliveries.get(classId);
    if (fidelity === null || (known !== undefined && known.held >= held.length)) continue;
    deliveries.set(classId, {
      classId,
      playbookId: playbook.id,
      held: held.length,
      planned: playbook.sessions.length,
      done: fidelity.done,
      items: fidelity.planned,
    });
  }
  return [...deliveries.values()];
}
