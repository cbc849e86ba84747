import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ImportRoster, ReadRosterProgress } from '../../contract/roster.ts';
import { call } from '../base/api.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import { clientsKey } from './queries.ts';
import { type Columns, type Decisions, writtenColumns, writtenDecisions } from '../base/import-choices.ts';

const ASK_MS = 1_000;

/** Sends the file twice: to be told what would happen, and to have it happen; and asks meanwhile how far it is. */
export function useRosterImport(siteId: string | undefined, file: File | undefined, decisions: Decisions) {
  const queryClient = useQueryClient();
  const [importId, setImportId] = useState<string>();
  const send = async (dryRun: boolean, columns: Columns) => {
    if (file === undefined || siteId === undefined) throw new Error('nothing chosen');
    const body = new Uint8Array(await file.arrayBuffer());
    const decided = writtenDecisions(decisions);
    const meant = writtenColumns(columns);
    const id = newId();
    const query = {
      siteId,
      fileName: file.name,
      dryRun,
      importId: id,
      ...(decided === '' ? {} : { decisions: decided }),
      ...(meant === '' ? {} : { columns: meant }),
    };
    setImportId(id);
    try {
      return await call(ImportRoster, { query, body });
    } catch (error) {
      // whoever stands between may have grown tired of waiting: the import goes on
      if (error instanceof Problem && !isAnswered(error)) return await ended(id, error);
      throw error;
    } finally {
      setImportId(undefined);
    }
  };
  const preview = useMutation({ mutationFn: (columns: Columns) => send(true, columns) });
  const load = useMutation({
    mutationFn: (columns: Columns) => send(false, columns),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: clientsKey }),
  });
  const progress = useQuery({
    queryKey: ['roster-import', importId],
    queryFn: async ({ signal }) => {
      // a short import is over before anybody asks
      await waited();
      return call(ReadRosterProgress, { params: { id: importId ?? '' }, signal });
    },
    enabled: importId !== undefined,
    refetchInterval: 1,
    retry: false,
  });
  return { preview, load, progress: importId === undefined ? undefined : progress.data };
}

function waited(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ASK_MS);
  });
}

function isAnswered({ code }: Problem): boolean {
  return code !== 'network' && code !== 'unavailable';
}

/** Waits for the end of an import whose own answer was lost. @throws Problem the first one, where nobody knows of it */
async function ended(id: string, lost: Problem) {
  for (;;) {
    await waited();
    const progress = await call(ReadRosterProgress, { params: { id } }).catch((error: unknown) => {
      throw error instanceof Problem && isAnswered(error) && error.code !== 'not_found' ? error : lost;
    });
    if (progress.report !== null) return progress.report;
  }
}
