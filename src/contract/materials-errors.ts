import type { ErrorEntry } from './error-entry.ts';

/** The library of materials. */
export const materialsErrors = {
  unknown_material: { status: 400, zh: '资料库里没有这份资料。', en: 'There is no such material.' },
  material_type: {
    status: 415,
    zh: '只收 PDF、Word、PowerPoint 文件和 PNG、JPEG 图片。',
    en: 'Only PDF, Word and PowerPoint files and PNG or JPEG pictures are taken.',
  },
  material_empty: { status: 400, zh: '文件是空的。', en: 'The file is empty.' },
} as const satisfies Record<string, ErrorEntry>;
