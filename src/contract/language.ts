export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** In which language somebody reads on this device: set by the page, and read where the page is given out. */
export const LANGUAGE_COOKIE = 'nuantu_language';
