import { useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contentOf, modulesInOrder, type PlaybookContent } from '../../domain/playbooks/playbook.ts';
import { useColleagues } from '../identity/public.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { Section } from '../ui/section.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import {
  type ModelValues,
  modelValues,
  type SessionValues,
  sessionValues,
  withModel,
  withSession,
} from './draft-form.ts';
import { DraftParts } from './draft-parts.tsx';
import { ModelFields } from './model-form.tsx';
import type { DraftView } from './queries.ts';
import { SessionFields } from './session-form.tsx';
import { EnglishContext } from './text-fields.tsx';
import { type DraftConflict, useDraftSave } from './use-draft-save.ts';
import { usePartWords } from './use-part-words.ts';
import styles from './playbooks.module.css';

/** The contents on the left, one part of them at a time to write in. */
export function DraftEditor({ draft }: { draft: DraftView }) {
  const { part } = useSearch({ from: '/staff/playbooks/drafts/$draftId' });
  const session = draft.content.sessions.find(({ id }) => id === part);
  const [withEnglish, setEnglish] = useState(() => /"en":"[^"]/.test(JSON.stringify(draft.content)));
  return (
    <div className={styles['draft-editor']}>
      <DraftParts draft={draft} />
      <EnglishContext value={withEnglish}>
        {/* a part's form is another form than that of another part */}
        <PartForm
          key={session?.id ?? 'model'}
          draft={draft}
          sessionId={session?.id}
          english={{ isOn: withEnglish, onChange: setEnglish }}
        />
      </EnglishContext>
    </div>
  );
}

type PartValues = ModelValues | SessionValues;

interface PartProps {
  readonly sessionId: string | undefined;
  readonly english: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };
}

/**
 * Holds what was on the screen when the writing began: a colleague's changes are measured against it. What is saved, and
 * what a colleague saved while nothing was typed here, begins a form anew.
 */
function PartForm({ draft, ...part }: PartProps & { draft: DraftView }) {
  const [base, setBase] = useState(draft);
  const [isTouched, setTouched] = useState(false);
  if (base.version < draft.version && !isTouched) setBase(draft);
  return (
    <PartFields
      key={base.version}
      base={base}
      {...part}
      onTouched={() => setTouched(true)}
      onSaved={(saved) => {
        setBase(saved);
        setTouched(false);
      }}
    />
  );
}

function PartFields(
  props: PartProps & {
    readonly base: DraftView;
    readonly onTouched: () => void;
    readonly onSaved: (saved: DraftView) => void;
  },
) {
  const { base, sessionId, english } = props;
  const { t } = useTranslation('playbooks');
  const [form] = Form.useForm<PartValues>();
  const kept = useDraft(form, `playbook.${base.id}.${sessionId ?? 'model'}`);
  const saving = useDraftSave(base, (saved) => {
    kept.drop();
    props.onSaved(saved);
  });
  const session = base.content.sessions.find(({ id }) => id === sessionId);
  const content = contentOf(base.content);
  const { sessionTitle } = usePartWords([base.content]);
  const submit = (values: PartValues) => saving.save(partOf(content, session?.id, values));
  const initial =
    session === undefined
      ? modelValues(content, modulesInOrder(content), base.summary)
      : sessionValues(session);
  return (
    <Section
      title={session === undefined ? t('playbookDraft.model') : sessionTitle(session.id)}
      action={
        <label className="row">
          <Switch size="small" checked={english.isOn} onChange={english.onChange} />
          {t('playbookDraft.english')}
        </label>
      }
    >
      <DraftOffer draft={kept} />
      <Form<PartValues>
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={() => {
          kept.keep();
          props.onTouched();
        }}
        onFinish={submit}
        scrollToFirstError
      >
        {session === undefined ? <ModelFields /> : <SessionFields content={content} />}
        <FormProblem error={saving.error} />
        {saving.conflict !== undefined && <ConflictChoice conflict={saving.conflict} draft={base} />}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" size="large" loading={saving.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

/** The draft's contents with what was typed into the form of one part. */
function partOf(content: PlaybookContent, sessionId: string | undefined, values: PartValues) {
  if (sessionId !== undefined) {
    return { content: withSession(content, sessionId, values as SessionValues) };
  }
  const model = values as ModelValues;
  return { content: withModel(content, model), summary: model.summary };
}

function ConflictChoice({ conflict, draft }: { conflict: DraftConflict; draft: DraftView }) {
  const { t } = useTranslation('playbooks');
  const { nameOf } = useColleagues();
  const { placeName } = usePartWords([draft.content]);
  return (
    <Alert
      type="warning"
      role="alert"
      showIcon
      className="form-problem"
      title={t('playbookDraft.changedMeanwhile', {
        name: nameOf(conflict.by),
        places: conflict.places.map(placeName).join(t('state.comma')),
      })}
      action={
        <span className="row">
          <Button onClick={conflict.keepMine}>{t('playbookDraft.keepMine')}</Button>
          <Button onClick={conflict.keepTheirs}>{t('playbookDraft.keepTheirs')}</Button>
        </span>
      }
    />
  );
}
