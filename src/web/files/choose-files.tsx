import { CameraOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ClipboardEvent, type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FILE_LIMIT } from '../../contract/files.ts';
import styles from './files.module.css';

/** HEIC is not among them, so that an iPhone hands over its photographs as JPEG. */
const ACCEPT =
  'image/jpeg,image/png,image/webp,image/gif,application/pdf,.docx,.xlsx,.pptx,.mp3,.m4a,.mp4,.txt';

/** Why a chosen file is not sent at all. */
interface Unfit {
  readonly name: string;
  readonly why: 'tooLarge' | 'empty';
}

/**
 * Where files are chosen, dropped, pasted, or taken by the camera of a telephone.
 * @param of what they are attached to, for whoever hears the buttons one by one
 */
export function ChooseFiles(props: {
  onChoose: (files: File[]) => void;
  of: string;
  accept?: string;
  isSingle?: boolean;
  /** beside other things on a page, not a field of a form */
  isSmall?: boolean;
}) {
  const { accept = ACCEPT, isSingle = false, isSmall = false, of } = props;
  const { t } = useTranslation('files');
  const [unfit, setUnfit] = useState<readonly Unfit[]>([]);
  const [isOver, setOver] = useState(false);
  const choose = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, isSingle ? 1 : undefined);
    const refused = files.flatMap(whyUnfit);
    setUnfit(refused);
    const fit = files.filter((file) => whyUnfit(file).length === 0);
    if (fit.length > 0) props.onChoose(fit);
  };
  const take = (event: DragEvent | ClipboardEvent, list: FileList) => {
    setOver(false);
    if (list.length === 0) return;
    event.preventDefault();
    choose(list);
  };
  return (
    <div
      className={[isSmall ? undefined : styles['choose'], isOver ? styles['choose-over'] : undefined].join(
        ' ',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => take(event, event.dataTransfer.files)}
      onPaste={(event) => take(event, event.clipboardData.files)}
    >
      <FileButtons of={of} accept={accept} isSingle={isSingle} onChoose={choose} />
      {!isSmall && <p className="quiet small">{t('choose.hint', { megabytes: FILE_LIMIT / 1_000_000 })}</p>}
      {unfit.map(({ name, why }) => (
        <p key={name} role="alert" className={styles['problem']}>
          {t(`choose.${why}`, { name, megabytes: FILE_LIMIT / 1_000_000 })}
        </p>
      ))}
    </div>
  );
}

function whyUnfit({ name, size }: File): Unfit[] {
  if (size === 0) return [{ name, why: 'empty' }];
  return size > FILE_LIMIT ? [{ name, why: 'tooLarge' }] : [];
}

/** Files from the device, and from the camera where there is one. */
function FileButtons(props: Omit<Parameters<typeof FileButton>[0], 'icon' | 'word' | 'capture'>) {
  const { t } = useTranslation('files');
  return (
    <div className="row">
      <FileButton icon={<PaperClipOutlined aria-hidden />} word={t('choose.files')} {...props} />
      <span className={styles['camera']}>
        <FileButton
          icon={<CameraOutlined aria-hidden />}
          word={t('choose.photograph')}
          {...props}
          accept="image/*"
          isSingle
          capture
        />
      </span>
    </div>
  );
}

function FileButton(props: {
  icon: React.ReactNode;
  word: string;
  of: string;
  accept: string;
  isSingle: boolean;
  capture?: boolean;
  onChoose: (list: FileList | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        icon={props.icon}
        aria-label={`${props.word} ${props.of}`}
        onClick={() => input.current?.click()}
      >
        {props.word}
      </Button>
      <input
        ref={input}
        type="file"
        // a form of Ant Design shows what is only `hidden`
        style={{ display: 'none' }}
        multiple={!props.isSingle}
        accept={props.accept}
        {...(props.capture === true ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          props.onChoose(event.target.files);
          // the same file may be chosen again
          event.target.value = '';
        }}
      />
    </>
  );
}

export interface ChosenFiles {
  readonly files: readonly File[];
  readonly add: (files: readonly File[]) => void;
  readonly drop: (file: File) => void;
}

/** What is to be sent once the form is saved. It stays in the page, also while one signs in again. */
export function useChosenFiles(): ChosenFiles {
  const [files, setFiles] = useState<readonly File[]>([]);
  return {
    files,
    add: (more) => setFiles((before) => [...before, ...more]),
    drop: (file) => setFiles((before) => before.filter((other) => other !== file)),
  };
}

/** A form's files: chosen now, sent when the form is saved. */
export function FilesField({ chosen, label }: { chosen: ChosenFiles; label: string }) {
  const { t } = useTranslation('files');
  return (
    <section aria-label={label} className={styles['field']}>
      <p>
        {label} ({t('state.optional')})
      </p>
      {chosen.files.length > 0 && (
        <ul className={styles['files']}>
          {chosen.files.map((file) => (
            <li key={`${file.name} ${file.lastModified} ${file.size}`} className={styles['file']}>
              <span className={styles['name']}>{file.name}</span>
              <Button
                size="small"
                aria-label={t('file.dropOf', { name: file.name })}
                onClick={() => chosen.drop(file)}
              >
                {t('file.drop')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ChooseFiles onChoose={chosen.add} of={label} />
    </section>
  );
}
