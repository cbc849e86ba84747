import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { contentOf } from '../../domain/playbooks/playbook.ts';
import { Section } from '../ui/section.tsx';
import { movedUp, withNewSession, withoutSession } from './draft-form.ts';
import type { DraftView } from './queries.ts';
import { useDraftSave } from './use-draft-save.ts';
import { usePartWords } from './use-part-words.ts';
import styles from './playbooks.module.css';

/** The contents of a draft: where one goes to write, and where sessions are put in their order. */
export function DraftParts({ draft }: { draft: DraftView }) {
  const { t } = useTranslation('playbooks');
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const { sessionTitle, week } = usePartWords([draft.content]);
  const { save, isPending } = useDraftSave(draft, () => {});
  const content = contentOf(draft.content);
  const { sessions } = content;
  const add = () => {
    const added = withNewSession(content);
    save({ content: added.content });
    void navigate({ to: '.', search: { part: added.id } });
  };
  const remove = (id: string) =>
    void modal.confirm({
      title: t('playbookDraft.remove', { name: sessionTitle(id) }),
      content: t('playbookDraft.removeSure'),
      okText: t('playbookDraft.remove', { name: '' }),
      okButtonProps: { danger: true },
      onOk: () => save({ content: withoutSession(content, id) }),
    });
  return (
    <Section title={t('playbookDraft.parts')}>
      <nav aria-label={t('playbookDraft.parts')}>
        <ol className={styles['draft-parts']}>
          <li>
            <PartLink draftId={draft.id} part={undefined}>
              {t('playbookDraft.model')}
            </PartLink>
          </li>
          {sessions.map((session, index) => {
            const name = sessionTitle(session.id);
            const below = sessions[index + 1];
            return (
              <li key={session.id}>
                <PartLink draftId={draft.id} part={session.id}>
                  {week(session.week)} · {name}
                </PartLink>
                <PartActions
                  name={name}
                  isSaving={isPending}
                  onUp={index === 0 ? undefined : () => save({ content: movedUp(content, session.id) })}
                  onDown={
                    below === undefined ? undefined : () => save({ content: movedUp(content, below.id) })
                  }
                  onRemove={() => remove(session.id)}
                />
              </li>
            );
          })}
        </ol>
      </nav>
      <Button icon={<PlusOutlined aria-hidden />} loading={isPending} onClick={add}>
        {t('playbookDraft.addSession')}
      </Button>
    </Section>
  );
}

/** @param props without a direction the session stands at that end already */
function PartActions(props: {
  name: string;
  isSaving: boolean;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
}) {
  const { name, isSaving, onUp, onDown, onRemove } = props;
  const { t } = useTranslation('playbooks');
  return (
    <span className={styles['draft-part-actions']}>
      <Button
        type="text"
        size="small"
        icon={<ArrowUpOutlined aria-hidden />}
        disabled={onUp === undefined || isSaving}
        aria-label={t('playbookDraft.up', { name })}
        onClick={onUp}
      />
      <Button
        type="text"
        size="small"
        icon={<ArrowDownOutlined aria-hidden />}
        disabled={onDown === undefined || isSaving}
        aria-label={t('playbookDraft.down', { name })}
        onClick={onDown}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        disabled={isSaving}
        aria-label={t('playbookDraft.remove', { name })}
        onClick={onRemove}
      />
    </span>
  );
}

function PartLink(props: { draftId: string; part: string | undefined; children: ReactNode }) {
  const { draftId, part, children } = props;
  return (
    <Link
      to="/playbooks/drafts/$draftId"
      params={{ draftId }}
      search={part === undefined ? {} : { part }}
      activeOptions={{ exact: true, includeSearch: true }}
    >
      {children}
    </Link>
  );
}
