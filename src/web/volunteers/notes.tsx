import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { AddVolunteerNote, type VolunteerView } from '../../contract/volunteers.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { readVolunteersAnew } from './queries.ts';

/** What colleagues should know; the volunteer does not read it. */
export function Notes({ volunteer }: { volunteer: VolunteerView }) {
  const { t } = useTranslation('volunteers');
  const { may } = useSession();
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  return (
    <Section title={t('notes.title')}>
      <p className="quiet small">{t('notes.lead')}</p>
      {volunteer.notes.length > 0 && (
        <ul className="items">
          {volunteer.notes.map(({ id, text, by, at }) => (
            <li key={id} className="item">
              <div className="item-main">
                <p className="prose">{text}</p>
                <p className="quiet small">
                  {nameOf(by)} · {instant(at)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {may('volunteer.manage') && <NoteForm volunteerId={volunteer.id} />}
    </Section>
  );
}

function NoteForm({ volunteerId }: { volunteerId: string }) {
  const { t } = useTranslation('volunteers');
  const [form] = Form.useForm<{ text: string }>();
  const draft = useDraft(form, `volunteer-note.${volunteerId}`);
  const save = useChange<{ text: string }, unknown>(
    {
      change: ({ text }) =>
        draft.send(AddVolunteerNote, { params: { id: volunteerId }, body: { id: draft.id, text } }),
      form,
      said: () => t('notes.added'),
      onDone: () => {
        draft.drop();
        form.resetFields();
      },
    },
    readVolunteersAnew,
  );
  return (
    <>
      <DraftOffer draft={draft} />
      <Form
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item
          name="text"
          label={t('notes.text')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <CreationProblem error={save.error} form={form} draft={draft} words={{ text: t('notes.text') }} />
        <Button htmlType="submit" loading={save.isPending}>
          {t('notes.add')}
        </Button>
      </Form>
    </>
  );
}
