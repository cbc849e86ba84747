export { ReportButton } from './report-button.tsx';
export { casework } from './slice.tsx';
export { StaffSelect } from './staff-select.tsx';
