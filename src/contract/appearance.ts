/** In which colours somebody reads on this device: set by the page, and read where the page is given out. */
export const APPEARANCE_COOKIE = 'nuantu_appearance';
