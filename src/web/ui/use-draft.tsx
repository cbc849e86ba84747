import { Button, type FormInstance } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Draft, draftKey, dropDraft, findDraft, saveDraft } from '../app/drafts.ts';
import { useFormats } from '../app/formats.ts';
import { useSession } from '../app/session-context.ts';

interface FormDraft<Values> {
  /** found when the form was opened, and neither taken nor refused yet */
  readonly offered: Draft<Values> | undefined;
  readonly keep: () => void;
  readonly drop: () => void;
  readonly restore: () => void;
}

/**
 * Keeps what is typed into a form under the person's and the record's own name, and offers it again later.
 * @param record what the form is about, such as `case.<id>.plan`
 */
export function useDraft<Values extends object>(
  form: FormInstance<Values>,
  record: string,
): FormDraft<Values> {
  const { me } = useSession();
  const key = draftKey(me.user.id, record);
  const [offered, setOffered] = useState(() => findDraft<Values>(sessionStorage, key));
  const keep = useCallback(
    () => saveDraft(sessionStorage, key, form.getFieldsValue(true), Date.now()),
    [form, key],
  );
  const drop = useCallback(() => {
    dropDraft(sessionStorage, key);
    setOffered(undefined);
  }, [key]);
  const restore = () => {
    if (offered !== undefined) form.setFieldsValue(offered.values);
    setOffered(undefined);
  };
  return { offered, keep, drop, restore };
}

export function DraftOffer<Values>({ draft }: { draft: FormDraft<Values> }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  if (draft.offered === undefined) return null;
  return (
    <output className="draft-offer">
      <span>{t('draft.found', { time: instant(new Date(draft.offered.savedAt).toISOString()) })}</span>
      <Button size="small" type="primary" onClick={draft.restore}>
        {t('draft.restore')}
      </Button>
      <Button size="small" onClick={draft.drop}>
        {t('draft.discard')}
      </Button>
    </output>
  );
}
