import { Button, Form, type FormInstance, Input, Modal } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { isProblem } from '../base/problem.ts';
import { useColleagues } from '../identity/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { SideBySide } from '../ui/side-by-side-table.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, type FormDraft, useDraft } from '../ui/use-draft.tsx';
import { changedLines, type Correctable, type Line, mergeCorrection } from './correctable.ts';
import { caseQuery } from './queries.ts';
import styles from './casework.module.css';

/** `version` is the one that was in sight when the form was filled: a draft that is taken up later still says so. */
type Entered<Content> = Content & { version: number; reason: string };

interface CorrectionProps<Content extends object, View> {
  title: string;
  caseId: string;
  subject: Correctable<Content>;
  /** what people write in the form: name of the field → its label */
  words: Readonly<Partial<Record<keyof Entered<Content> & string, string>>>;
  send: (draft: FormDraft<Entered<Content>>, entered: Entered<Content>) => Promise<View>;
  /** what the form holds, as it is compared and sent */
  contentOf: (entered: Entered<Content>) => Content;
  correctableOf: (view: View) => Correctable<Content>;
  linesOf: (content: Content) => Line[];
  onClose: () => void;
  children: ReactNode;
}

/** Corrects what somebody wrote: says why, and leaves the version before in the history. */
export function CorrectionDialog<Content extends object, View>(props: CorrectionProps<Content, View>) {
  const { title, subject, words, contentOf, linesOf, onClose } = props;
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<Entered<Content>>();
  const draft = useDraft(form, `correction.${subject.id}`);
  const { error, conflict, isPending, send, agree } = useCorrection(props, form, draft);
  const { content, version } = subject.current;
  return (
    <Modal
      open
      width={640}
      title={title}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('correction.submit')}
      // what a colleague saved meanwhile is looked at first
      okButtonProps={{ disabled: conflict !== undefined }}
      confirmLoading={isPending}
    >
      <DraftOffer draft={draft} />
      <Form<Entered<Content>>
        form={form}
        layout="vertical"
        initialValues={{ ...content, version }}
        onValuesChange={draft.keep}
        onFinish={send}
        scrollToFirstError
      >
        <p className={`quiet ${styles['form-lead']}`}>{t('correction.lead')}</p>
        {conflict === undefined ? (
          <CreationProblem error={error} form={form} draft={draft} words={words} />
        ) : (
          <CorrectionConflict theirs={conflict} linesOf={linesOf} contentOf={contentOf} onAgreed={agree} />
        )}
        <Form.Item name="version" hidden>
          <Input />
        </Form.Item>
        {props.children}
        <ReasonField />
      </Form>
    </Modal>
  );
}

function ReasonField() {
  const { t } = useTranslation('casework');
  return (
    <Form.Item
      name="reason"
      label={t('correction.reason')}
      rules={[{ required: true, whitespace: true, message: t('state.required') }]}
    >
      <Input.TextArea
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={500}
        placeholder={t('correction.reasonHint')}
      />
    </Form.Item>
  );
}

function useCorrection<Content extends object, View>(
  props: CorrectionProps<Content, View>,
  form: FormInstance<Entered<Content>>,
  draft: FormDraft<Entered<Content>>,
) {
  const { contentOf, correctableOf, caseId, onClose } = props;
  const { t } = useTranslation('casework');
  const { error, isPending, mutate } = useChange<Entered<Content>, View>(
    {
      change: (entered) => props.send(draft, entered),
      form,
      said: () => t('correction.saved'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    (queryClient) => void queryClient.invalidateQueries({ queryKey: caseQuery(caseId).queryKey }),
  );
  const conflictOf = (failure: unknown) =>
    isProblem(failure, 'version_conflict') ? correctableOf(failure.current as View) : undefined;
  const conflict = conflictOf(error);
  const put = (values: object) => {
    form.setFieldsValue(values);
    draft.keep();
  };
  /** What the person did not touch is no longer what they saw: a colleague's newer words take its place. */
  const takeOver = (failure: Error, entered: Entered<Content>) => {
    const theirs = conflictOf(failure);
    if (theirs === undefined) return;
    const base = theirs.versions.find(({ version }) => version === entered.version) ?? theirs.current;
    put(mergeCorrection(base.content, contentOf(entered), theirs.current.content));
  };
  return {
    error,
    isPending,
    /** what a colleague made of it, since the form was filled */
    conflict,
    send: () => {
      // with what the form does not show: a change of stage keeps its time
      const entered = form.getFieldsValue(true) as Entered<Content>;
      mutate(entered, { onError: (failure) => takeOver(failure, entered) });
    },
    /** What is in the form replaces the colleague's version, which was looked at. */
    agree: () => {
      put({ version: conflict?.current.version });
      form.submit();
    },
  };
}

/** A colleague corrected the same meanwhile: theirs beside mine, and mine is saved after a look at both. */
function CorrectionConflict<Content>(props: {
  theirs: Correctable<Content>;
  linesOf: (content: Content) => Line[];
  contentOf: (entered: never) => Content;
  onAgreed: () => void;
}) {
  const { theirs, linesOf, contentOf, onAgreed } = props;
  const { t } = useTranslation('casework');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const form = Form.useFormInstance();
  const notice = useRef<HTMLDivElement>(null);
  // whoever pressed the button below a long text is at its end
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'center' });
  }, []);
  // drawn again with each letter
  Form.useWatch([], form);
  const { recordedBy, recordedAt, reason, content } = theirs.current;
  const entered = Object.entries(form.getFieldsValue(true) as object);
  // a field that is just being emptied has nothing to compare, and is asked for when it is saved
  const filled = entered.filter(([, value]) => value !== null && value !== undefined);
  const mine = contentOf({ ...content, ...Object.fromEntries(filled) } as never);
  return (
    <div ref={notice} className="notice notice-warning taken-id form-problem" role="alert">
      <p>
        {t('correction.conflict', {
          name: nameOf(recordedBy),
          time: instant(recordedAt),
          reason: reason ?? '',
        })}
      </p>
      <SideBySide
        caption={t('correction.compare')}
        titles={{ before: t('sideBySide.theirs'), after: t('sideBySide.mine') }}
        {...changedLines(linesOf(content), linesOf(mine))}
      />
      <p>
        <Button type="primary" onClick={onAgreed}>
          {t('correction.agreed')}
        </Button>
      </p>
    </div>
  );
}
