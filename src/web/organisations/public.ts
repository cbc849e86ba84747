export { organisations } from './slice.tsx';
export { useRegions } from './use-regions.ts';
export { useSiteNames } from './use-site-names.ts';
