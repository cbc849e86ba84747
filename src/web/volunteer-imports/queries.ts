import { queryOptions } from '@tanstack/react-query';
import { ListVolunteerImports } from '../../contract/volunteer-imports.ts';
import { call } from '../base/api.ts';

export const importsKey = ['volunteer-imports'] as const;

export const importsQuery = queryOptions({
  queryKey: importsKey,
  queryFn: ({ signal }) => call(ListVolunteerImports, { signal }),
});
