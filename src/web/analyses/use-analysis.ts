import { useEffect, useRef, useState } from 'react';
import type { Analysis } from '../../domain/evidence/analysis.ts';
import type { AnalysisResult } from '../../domain/evidence/analyse-table.ts';
import type { Answer, Declared, Refusal, Task } from './analysis-task.ts';

interface Opened {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly openedAt: number;
}

/** What came of it: a result with what was asked, a refusal, or a fault of ours. */
type Outcome =
  | { readonly asked: Analysis; readonly result: AnalysisResult }
  | { readonly refusal: Refusal }
  | { readonly failed: true };

/** A file that is open in a thread of its own, and what is computed from it. Another file begins anew. */
export function useAnalysis() {
  const thread = useRef<Worker>(undefined);
  const asked = useRef<Analysis>(undefined);
  const [opened, setOpened] = useState<Opened>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => () => thread.current?.terminate(), []);

  const hear = (name: string, answer: Answer) => {
    setBusy(false);
    if ('columns' in answer) setOpened({ name, openedAt: Date.now(), ...answer });
    else if ('refusal' in answer) setOutcome(answer);
    else if (asked.current !== undefined) setOutcome({ asked: asked.current, ...answer });
  };
  const open = async (file: File) => {
    thread.current?.terminate();
    const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
    thread.current = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => hear(file.name, data));
    const fail = () => {
      if (thread.current !== worker) return;
      setBusy(false);
      setOutcome({ failed: true });
    };
    worker.addEventListener('error', fail);
    setOpened(undefined);
    setOutcome(undefined);
    setBusy(true);
    // changed or taken away since it was chosen, no file can be read
    const buffer = await file.arrayBuffer().catch(fail);
    if (buffer === undefined) return;
    const task: Task = { do: 'open', bytes: new Uint8Array(buffer), file: file.name };
    worker.postMessage(task, [buffer]);
  };
  const run = (analysis: Analysis, declared: Declared) => {
    asked.current = analysis;
    setOutcome(undefined);
    setBusy(true);
    const task: Task = { do: 'run', analysis, declared };
    thread.current?.postMessage(task, []);
  };
  return { opened, outcome, isBusy, open, run };
}
