import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangePlaybookDraft } from '../../contract/playbooks.ts';
import { mergePlaybooks } from '../../domain/playbooks/merge-playbooks.ts';
import { contentOf, type Playbook, type PlaybookContent } from '../../domain/playbooks/playbook.ts';
import type { Place } from '../../domain/playbooks/playbook-parts.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { draftQuery, type DraftView, playbooksKey } from './queries.ts';

export interface DraftConflict {
  readonly places: readonly Place[];
  readonly by: string;
  readonly keepMine: () => void;
  readonly keepTheirs: () => void;
}

interface Wanted {
  readonly content: PlaybookContent;
  readonly summary?: string;
}

/**
 * Saves a draft. What a colleague saved meanwhile at other places is merged without a question; where both changed the
 * same place, the person chooses.
 */
export function useDraftSave(draft: DraftView, onSaved: (saved: DraftView) => void) {
  const { t } = useTranslation('playbooks');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [conflict, setConflict] = useState<DraftConflict>();
  const send = async ({ content, summary }: Wanted, version: number): Promise<DraftView> =>
    call(ChangePlaybookDraft, {
      params: { id: draft.id },
      version,
      body: { content, ...(summary === undefined ? {} : { summary }) },
    });
  const save = useMutation({
    mutationFn: async ({ wanted, base }: { wanted: Wanted; base: DraftView }) => {
      try {
        return await send(wanted, base.version);
      } catch (error) {
        if (!isProblem(error, 'version_conflict')) throw error;
        const current = error.current as DraftView;
        const mine: Playbook = { ...base.content, ...wanted.content };
        const merged = mergePlaybooks(current.content, base.content, mine);
        if (merged.conflicts.length === 0) {
          return send({ ...wanted, content: contentOf(merged.playbook) }, current.version);
        }
        const ours = mergePlaybooks(mine, base.content, current.content).playbook;
        const decide = (playbook: Playbook) => () =>
          save.mutate({ wanted: { ...wanted, content: contentOf(playbook) }, base: current });
        setConflict({
          places: merged.conflicts,
          by: current.changedBy ?? '',
          keepMine: decide(ours),
          keepTheirs: decide(merged.playbook),
        });
        return undefined;
      }
    },
    onSuccess: (saved) => {
      if (saved === undefined) return;
      setConflict(undefined);
      queryClient.setQueryData(draftQuery(draft.id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: [...playbooksKey, 'drafts'] });
      void message.success(t('playbookDraft.saved'));
      onSaved(saved);
    },
  });
  return {
    conflict,
    error: save.error,
    isPending: save.isPending,
    save: (wanted: Wanted) => save.mutate({ wanted, base: draft }),
  };
}
