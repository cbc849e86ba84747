/** `sessions`: how many the person came to; `fidelity`: how much of its checklists the class got. */
export const exposureKinds = ['sessions', 'fidelity'] as const;
export type ExposureKind = (typeof exposureKinds)[number];
