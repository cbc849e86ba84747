import { fetchAnswer } from '../base/api.ts';

/** A report as the server drew it. */
export interface ReportFile {
  readonly format: 'docx' | 'pdf';
  readonly content: Uint8Array;
  readonly type: string;
  readonly name: string;
  /** characters that no font of the server has, as `ᠮ (U+182E)` */
  readonly missing: readonly string[];
}

/** @throws Problem */
export async function readReportFile(format: ReportFile['format'], address: string): Promise<ReportFile> {
  const answer = await fetchAnswer(address, { headers: {} });
  const codes = answer.headers.get('nuantu-missing-characters')?.match(/U\+[0-9A-F]+/g) ?? [];
  return {
    format,
    content: new Uint8Array(await answer.arrayBuffer()),
    type: answer.headers.get('content-type') ?? '',
    name:
      /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? `study.${format}`,
    missing: codes.map((code) => `${String.fromCodePoint(Number.parseInt(code.slice(2), 16))} (${code})`),
  };
}
