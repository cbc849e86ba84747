export { allianceQuery, alliancesQuery } from './queries.ts';
export { alliances } from './slice.tsx';
