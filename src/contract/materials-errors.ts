import type { ErrorEntry } from './error-entry.ts';

/** The library of materials. */
export const materialsErrors = {
  unknown_material: { status: 400, zh: '资料库里没有这份资料。', en: 'There is no such material.' },
} as const satisfies Record<string, ErrorEntry>;
