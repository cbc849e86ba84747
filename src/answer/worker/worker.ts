import { keepPage } from '../../plain/page-worker.ts';

keepPage(globalThis as unknown as ServiceWorkerGlobalScope, { place: '/a/', cache: 'answer-page' });
