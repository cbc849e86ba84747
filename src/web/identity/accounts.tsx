import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeAccount, ResetPassword } from '../../contract/identity.ts';
import { roleTable } from '../../domain/access/roles.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { CopyBox } from '../ui/copy-box.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Tag } from '../ui/tag.tsx';
import { InviteDialog, RolesDialog } from './account-dialogs.tsx';
import { type AccountView, accountsQuery, type HandedLink } from './queries.ts';

/** The organisation's accounts: invite, roles, suspend, new password. */
export function Accounts(props: { isInviting: boolean; onInviting: (isInviting: boolean) => void }) {
  const { isInviting, onInviting } = props;
  const { t } = useTranslation('identity');
  const accounts = useQuery(accountsQuery);
  const [changed, setChanged] = useState<AccountView>();
  const [link, setLink] = useState<HandedLink>();
  return (
    <div className="section">
      <div className="section-head">
        <h2>{t('account.title')}</h2>
        <Button type="primary" onClick={() => onInviting(true)}>
          {t('administration.invite')}
        </Button>
      </div>
      {accounts.isPending && <LoadingState />}
      {accounts.error !== null && (
        <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      <ul className="items">
        {accounts.data?.items.map((account) => (
          <AccountRow
            key={account.id}
            account={account}
            onRoles={() => setChanged(account)}
            onLink={setLink}
          />
        ))}
      </ul>
      {isInviting && <InviteDialog onClose={() => onInviting(false)} onLink={setLink} />}
      {changed !== undefined && <RolesDialog account={changed} onClose={() => setChanged(undefined)} />}
      {link !== undefined && <LinkDialog link={link} onClose={() => setLink(undefined)} />}
    </div>
  );
}

function AccountRow(props: {
  account: AccountView;
  onRoles: () => void;
  onLink: (link: HandedLink) => void;
}) {
  const { account, onRoles, onLink } = props;
  const { t } = useTranslation('identity');
  const { textOf } = useFormats();
  const { me } = useSession();
  const isOwn = account.id === me.user.id;
  return (
    <li className="item">
      <div className="item-main">
        <strong>{account.displayName}</strong> <span className="quiet">{account.username}</span>
        <p className="small">
          {account.roles.map(({ role }) => textOf(roleTable[role])).join(t('state.comma'))}
        </p>
        {isOwn && <p className="quiet small">{t('administration.ownRoles')}</p>}
      </div>
      <AccountTags account={account} />
      <span className="row">
        {!isOwn && (
          <Button aria-label={`${t('administration.changeRoles')} ${account.displayName}`} onClick={onRoles}>
            {t('administration.changeRoles')}
          </Button>
        )}
        <AccountMenu account={account} onLink={onLink} />
      </span>
    </li>
  );
}

function AccountTags({ account }: { account: AccountView }) {
  const { t } = useTranslation('identity');
  const isSuspended = account.status === 'suspended';
  return (
    <span className="row">
      <Tag tone={account.status === 'active' ? 'accent' : isSuspended ? 'danger' : 'primary'}>
        {t(`administration.statuses.${account.status}`)}
      </Tag>
      <Tag tone={account.secondFactor ? 'good' : 'warning'}>
        {t('administration.secondFactor')}{' '}
        {t(account.secondFactor ? 'administration.on' : 'administration.off')}
      </Tag>
    </span>
  );
}

/** What is done to an account seldom: a new link, suspending and back. */
function AccountMenu({ account, onLink }: { account: AccountView; onLink: (link: HandedLink) => void }) {
  const { t } = useTranslation('identity');
  const { modal } = App.useApp();
  const { standing, reset } = useAccountChanges(account, onLink);
  const isSuspended = account.status === 'suspended';
  const waits = account.status === 'invited' || account.status === 'resetting';
  const resetLabel = t(waits ? 'administration.newLink' : 'administration.reset');
  const askReset = () =>
    void modal.confirm({
      title: waits ? resetLabel : t('administration.resetSure', { name: account.displayName }),
      content: t(waits ? 'administration.newLinkHint' : 'administration.resetHint'),
      okText: resetLabel,
      okButtonProps: { danger: !waits },
      onOk: () => reset.mutateAsync().catch(() => undefined),
    });
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...(isSuspended ? [] : [{ key: 'reset', label: resetLabel, onClick: askReset }]),
          {
            key: 'standing',
            danger: !isSuspended,
            label: t(isSuspended ? 'administration.activate' : 'administration.suspend'),
            onClick: () => standing.mutate(isSuspended ? 'active' : 'suspended'),
          },
        ],
      }}
    >
      <Button aria-label={`${t('action.menu')} ${account.displayName}`}>⋯</Button>
    </Dropdown>
  );
}

function useAccountChanges(account: AccountView, onLink: (link: HandedLink) => void) {
  const { t } = useTranslation('identity');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const settle = {
    onError: (error: Error) => void message.error(error.message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  };
  const standing = useMutation({
    mutationFn: (status: 'active' | 'suspended') =>
      call(ChangeAccount, { params: { id: account.id }, version: account.version, body: { status } }),
    onSuccess: ({ status }) =>
      void message.success(
        t(status === 'suspended' ? 'administration.suspended' : 'administration.activated'),
      ),
    ...settle,
  });
  const reset = useMutation({
    mutationFn: () => call(ResetPassword, { params: { id: account.id } }),
    onSuccess: ({ link }) => onLink({ name: account.displayName, path: link }),
    ...settle,
  });
  return { standing, reset };
}

function LinkDialog({ link, onClose }: { link: HandedLink; onClose: () => void }) {
  const { t } = useTranslation('identity');
  return (
    <Modal
      open
      title={t('administration.linkMade')}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="stack">
        <p>{t('account.linkHint', { name: link.name })}</p>
        <CopyBox label={t('account.link')} text={`${window.location.origin}${link.path}`} />
      </div>
    </Modal>
  );
}
