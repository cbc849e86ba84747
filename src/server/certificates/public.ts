export { VERIFY_PATH } from './verify-page.ts';
export { signCertificates } from './sign-job.ts';
export { countIssued, countIssuedWithin } from './sql.ts';
export { verifyPages } from './verify-pages.ts';
