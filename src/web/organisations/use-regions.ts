import { useQueries } from '@tanstack/react-query';
import { regionAbove } from '../../domain/region-prefix.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { regionsQuery } from './queries.ts';

/** The regions in which the organisation has sites, and names of these and `more`; unknown codes are shown as they are. */
export function useRegions(more: readonly string[] = []): {
  codes: readonly string[];
  nameOf: (code: string) => string;
} {
  const { me } = useSession();
  const { inLanguage } = useFormats();
  const codes = [...new Set([...me.sites.map(({ regionCode }) => regionCode), me.organisation.regionCode])];
  const parents = [...new Set([...codes, ...more].map(regionAbove))];
  const answers = useQueries({ queries: parents.map((parent) => regionsQuery(parent)) });
  const names = new Map(
    answers.flatMap(({ data }) =>
      (data?.items ?? []).map(({ code, name, nameEn }) => [code, inLanguage(name, nameEn)]),
    ),
  );
  return { codes, nameOf: (code) => names.get(code) ?? code };
}
