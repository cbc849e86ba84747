import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';

const ACCEPTED = '.xlsx,.csv';

/** A spreadsheet to bring in, chosen or dropped. */
export function SpreadsheetField(props: {
  file: File | undefined;
  onChoose: (file: File) => void;
  /** where none is chosen yet */
  label: string;
  formats: string;
}) {
  const { file, onChoose, label, formats } = props;
  return (
    <Upload.Dragger
      accept={ACCEPTED}
      maxCount={1}
      showUploadList={false}
      beforeUpload={(chosen) => {
        onChoose(chosen);
        return false;
      }}
    >
      <p>
        <InboxOutlined style={{ fontSize: 32 }} aria-hidden />
      </p>
      <p>{file === undefined ? label : file.name}</p>
      <p className="quiet">{formats}</p>
    </Upload.Dragger>
  );
}
