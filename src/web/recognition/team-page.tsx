import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { EndTeamPage, PutTeamPage, type TeamPageView } from '../../contract/recognition.ts';
import { SUMMED_FROM } from '../../domain/volunteers/recognition.ts';
import { call } from '../base/api.ts';
import { useSession } from '../base/session-context.ts';
import { CopyBox } from '../ui/copy-box.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { readRecognitionAnew, teamPageQuery } from './queries.ts';

/** Where a team is chosen: the page that shows it to whoever has the address. */
export function TeamPage({ teamId }: { teamId: string }) {
  const { t } = useTranslation('recognition');
  const { may } = useSession();
  const query = useQuery(teamPageQuery(teamId));
  const page = query.data;
  return (
    <Section
      title={t('team.title')}
      action={
        page !== undefined && (
          <Tag tone={page.path === null ? 'plain' : 'good'}>
            {t(page.path === null ? 'team.hidden' : 'team.shown')}
          </Tag>
        )
      }
    >
      {query.isPending && <LoadingState rows={2} />}
      {query.error !== null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {page !== undefined && (
        <>
          <p className="quiet small">{t('team.lead', { from: SUMMED_FROM })}</p>
          <p>{t('team.named', { named: page.named, members: page.members })}</p>
          {page.path !== null && (
            <CopyBox label={t('team.title')} text={`${window.location.origin}${page.path}`} />
          )}
          {may('volunteer.manage') && <TeamForm key={teamId} teamId={teamId} page={page} />}
        </>
      )}
    </Section>
  );
}

function TeamForm({ teamId, page }: { teamId: string; page: TeamPageView }) {
  const { t } = useTranslation('recognition');
  const { modal } = App.useApp();
  const [form] = Form.useForm<{ words: string }>();
  const put = useChange<{ words: string }, TeamPageView>(
    {
      change: (body) => call(PutTeamPage, { params: { id: teamId }, body }),
      form,
      said: () => t('team.published'),
      onDone: () => undefined,
    },
    readRecognitionAnew,
  );
  const end = useChange<void, null>(
    {
      change: () => call(EndTeamPage, { params: { id: teamId } }),
      said: () => t('team.ended'),
      onDone: () => undefined,
    },
    readRecognitionAnew,
  );
  const askEnd = () =>
    void modal.confirm({
      title: t('team.endSure'),
      content: t('team.endHint'),
      okText: t('team.end'),
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync().catch(() => undefined),
    });
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ words: page.words }}
      onFinish={(values) => put.mutate(values)}
    >
      <Form.Item
        name="words"
        label={t('team.words')}
        rules={[{ required: true, whitespace: true, message: t('state.required') }]}
      >
        <Input.TextArea rows={3} maxLength={1_000} />
      </Form.Item>
      <FormProblem error={put.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={put.isPending}>
          {t(page.path === null ? 'team.publish' : 'team.change')}
        </Button>
        {page.path !== null && (
          <Button danger onClick={askEnd}>
            {t('team.end')}
          </Button>
        )}
      </div>
    </Form>
  );
}
