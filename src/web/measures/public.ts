export { ClientAnswers } from './client-answers.tsx';
export { HelpCalls } from './help-calls.tsx';
export { ResponseAnswers } from './response-answers.tsx';
