import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { type BookView, PutBook } from '../../contract/books.ts';
import { participations } from '../../domain/books/participation.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { CopyBox } from '../ui/copy-box.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { useSession } from '../base/session-context.ts';
import { bookQuery } from './queries.ts';

/** Whether people of the public may ask to be in the organisation's book. */
export function BookRule() {
  const { t } = useTranslation('books');
  const book = useQuery(bookQuery);
  const { me } = useSession();
  return (
    <Section
      title={t('rule.title')}
      action={
        book.isSuccess && (
          <Tag tone={book.data.isOpen ? 'good' : 'plain'}>
            {t(book.data.isOpen ? 'rule.open' : 'rule.closed')}
          </Tag>
        )
      }
    >
      <p>{t('rule.lead')}</p>
      {book.isPending && <LoadingState rows={3} />}
      {book.error !== null && <ErrorState error={book.error} onRetry={() => void book.refetch()} />}
      {book.isSuccess && <BookForm book={book.data} onConflict={() => void book.refetch()} />}
      {book.data?.isOpen === true && (
        <>
          <p className="quiet">{t('rule.link')}</p>
          <CopyBox label={t('rule.link')} text={`${window.location.origin}/my/#join/${me.organisation.id}`} />
        </>
      )}
    </Section>
  );
}

function BookForm({ book, onConflict }: { book: BookView; onConflict: () => void }) {
  const { t } = useTranslation('books');
  const [form] = Form.useForm<Omit<BookView, 'version'>>();
  const put = useChange<Omit<BookView, 'version'>, BookView>(
    {
      change: async (body) => {
        try {
          return await call(PutBook, { version: book.version, body });
        } catch (error) {
          // what was typed stays; saved again, it counts
          if (isProblem(error, 'version_conflict')) onConflict();
          throw error;
        }
      },
      form,
      said: (answer) => t(answer.isOpen ? 'rule.nowOpen' : 'rule.nowClosed'),
      onDone: () => undefined,
    },
    (queryClient, answer) => queryClient.setQueryData(bookQuery.queryKey, answer),
  );
  const { version: _, ...values } = book;
  return (
    <Form form={form} layout="vertical" initialValues={values} onFinish={(body) => put.mutate(body)}>
      <Form.Item name="isOpen" label={t('rule.isOpen')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="participations" label={t('rule.participations')}>
        <Checkbox.Group
          options={participations.map((kind) => ({ value: kind, label: t(`participations.${kind}`) }))}
        />
      </Form.Item>
      <Form.Item name="welcome" label={t('rule.welcome')}>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Form.Item name="welcomeEn" label={t('rule.welcomeEn')}>
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Form.Item
        name="takesAtOnce"
        label={t('rule.takesAtOnce')}
        extra={t('rule.takesAtOnceHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <FormProblem error={put.error} />
      <Button type="primary" htmlType="submit" loading={put.isPending}>
        {t('rule.save')}
      </Button>
    </Form>
  );
}
