export { signCertificates } from './sign-job.ts';
export { verifyPages } from './verify-pages.ts';
