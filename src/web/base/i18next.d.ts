import 'i18next';
import type { SliceWords } from './words.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'base';
    fallbackNS: 'base';
    returnNull: false;
    resources: SliceWords;
  }
}
