import { addressOf } from '../../contract/address.ts';
import { FileTextOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Progress } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadFile, ReadPreview, RemoveFile } from '../../contract/files.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { Tag } from '../ui/tag.tsx';
import { ChooseFiles } from './choose-files.tsx';
import styles from './files.module.css';
import { filesQuery, type FileView } from './queries.ts';
import type { FileOwner } from './send-file.ts';
import { type UploadItem, uploads, useSendFiles, useUploadsTo } from './uploads.ts';

/**
 * Files of one consent, encounter or the like, with what is on its way there.
 * @param recordId whose page this is: one question brings the files of all that stands on it
 * @param of what they belong to, in words
 */
export function FilesOf(props: {
  owner: FileOwner;
  recordId: string;
  of: string;
  mayAdd: boolean;
  /** where one file is all that there may be */
  isSingle?: boolean;
}) {
  const { owner, recordId, of, mayAdd, isSingle = false } = props;
  const { t } = useTranslation('files');
  const sendFiles = useSendFiles();
  const list = useQuery(filesQuery(owner.kind, recordId));
  const running = useUploadsTo(owner);
  const queryClient = useQueryClient();
  const onItsWay = running.length;
  const before = useRef(onItsWay);
  useEffect(() => {
    // one less is on its way: then it is there
    if (onItsWay < before.current)
      void queryClient.invalidateQueries({ queryKey: filesQuery(owner.kind, recordId).queryKey });
    before.current = onItsWay;
  }, [onItsWay, owner.kind, queryClient, recordId]);
  const coming = new Set(running.map(({ id }) => id));
  const files = (list.data?.items ?? []).filter(
    ({ ownerId, id }) => ownerId === owner.ownerId && !coming.has(id),
  );
  return (
    <div className={styles['files-of']}>
      {list.error !== null && (
        <p role="alert" className={styles['problem']}>
          {t('list.failed')}{' '}
          <Button size="small" onClick={() => void list.refetch()}>
            {t('action.retry')}
          </Button>
        </p>
      )}
      {files.length + running.length > 0 && (
        <ul className={styles['files']} aria-label={t('list.title', { of })}>
          {files.map((file) => (
            <FileRow key={file.id} file={file} kind={owner.kind} recordId={recordId} />
          ))}
          {running.map((item) => (
            <UploadRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      {mayAdd && (
        <ChooseFiles isSmall isSingle={isSingle} of={of} onChoose={(chosen) => sendFiles(owner, chosen)} />
      )}
    </div>
  );
}

function FileRow({ file, kind, recordId }: { file: FileView; kind: string; recordId: string }) {
  const { t } = useTranslation('files');
  const { instant } = useFormats();
  const { nameOf } = useColleagues();
  const about = [sizeOf(file.bytes), t('state.by', { name: nameOf(file.addedBy) }), instant(file.addedAt)];
  return (
    <li className={styles['file']}>
      <Preview file={file} kind={kind} />
      <div className={styles['about']}>
        {file.state === 'ready' ? (
          <a
            className={styles['name']}
            href={addressOf(ReadFile.url, { kind, id: file.id })}
            target="_blank"
            rel="noreferrer"
          >
            {file.name}
          </a>
        ) : (
          <span className={styles['name']}>{file.name}</span>
        )}
        <p className="quiet small">{about.join(' · ')}</p>
        <StateWords file={file} />
      </div>
      <RemoveButton file={file} kind={kind} recordId={recordId} />
    </li>
  );
}

function Preview({ file: { id, hasPreview, name }, kind }: { file: FileView; kind: string }) {
  if (!hasPreview) return <FileTextOutlined className={styles['sign']} aria-hidden />;
  return (
    <img
      className={styles['preview']}
      src={addressOf(ReadPreview.url, { kind, id })}
      alt={name}
      loading="lazy"
    />
  );
}

function StateWords({ file: { state, isDelayed, refusal } }: { file: FileView }) {
  const { t } = useTranslation('files');
  if (refusal !== null)
    return (
      <p className={styles['problem']}>
        <Tag tone="danger">{t('file.refused')}</Tag> {t(`refusals.${refusal}`)}
      </p>
    );
  if (state === 'unchecked')
    return (
      <output>
        <Tag tone={isDelayed ? 'warning' : 'plain'}>{t(isDelayed ? 'file.delayed' : 'file.unchecked')}</Tag>
      </output>
    );
  // begun on another page, or before this one was opened anew
  return state === 'uploading' ? <p className="quiet small">{t('file.unfinished')}</p> : null;
}

function RemoveButton({ file, kind, recordId }: { file: FileView; kind: string; recordId: string }) {
  const { t } = useTranslation('files');
  const { me, may } = useSession();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call(RemoveFile, { params: { kind, id: file.id } }),
    onError: (error) => void message.error(error.message),
    onSuccess: () => message.success(t('file.removed')),
    onSettled: () => queryClient.invalidateQueries({ queryKey: filesQuery(kind, recordId).queryKey }),
  });
  if (file.addedBy !== me.user.id && !may('client.erase')) return null;
  // its bytes are deleted at once: there is nothing that could be taken back
  return (
    <Popconfirm
      title={t('file.removeTitle', { name: file.name })}
      okText={t('file.remove')}
      cancelText={t('action.cancel')}
      onConfirm={() => remove.mutate()}
    >
      <Button size="small" loading={remove.isPending} aria-label={t('file.removeOf', { name: file.name })}>
        {t('file.remove')}
      </Button>
    </Popconfirm>
  );
}

/** A file on its way: how far, why not further, and what can be done. */
export function UploadRow({ item }: { item: UploadItem }) {
  const { t } = useTranslation('files');
  const { id, name, sent, bytes, state, reason } = item;
  const percent = Math.floor((sent / bytes) * 100);
  return (
    <li className={styles['file']}>
      <FileTextOutlined className={styles['sign']} aria-hidden />
      <div className={styles['about']}>
        <span className={styles['name']}>{name}</span>
        {state === 'refused' ? (
          <p role="alert" className={styles['problem']}>
            {t('upload.refused', { name, reason })}
          </p>
        ) : (
          <>
            <Progress percent={percent} size="small" aria-label={t('upload.progressOf', { name })} />
            <output className="quiet small">{t(`upload.${state}`)}</output>
          </>
        )}
      </div>
      <span className="row">
        {state === 'refused' && (
          <Button size="small" aria-label={t('upload.retryOf', { name })} onClick={() => uploads.retry(id)}>
            {t('action.retry')}
          </Button>
        )}
        <Button size="small" aria-label={t('upload.giveUpOf', { name })} onClick={() => uploads.giveUp(id)}>
          {t('upload.giveUp')}
        </Button>
      </span>
    </li>
  );
}

/** As people say it: thousands of bytes, or millions. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} KB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
