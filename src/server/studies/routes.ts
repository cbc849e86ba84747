import * as contract from '../../contract/studies.ts';
import { ReadPooledResults, ReadStudyResults } from '../../contract/study-results.ts';
import type { Routes } from '../platform/route.ts';
import { joinStudy, readPooled, readResults, releaseStudy } from './participation.ts';
import { amendStudy, changeStudy, createStudy, registerStudy } from './planning.ts';
import { listStudies, readStudy } from './read-study.ts';

export function studyRoutes(routes: Routes): void {
  routes.on(contract.ListStudies, ({ work }) => work.read(listStudies));
  routes.on(contract.CreateStudy, ({ body, work }) => work.change((change) => createStudy(change, body)));
  routes.on(contract.ReadStudy, ({ params, work }) => work.read((reading) => readStudy(reading, params.id)));
  routes.on(contract.ChangeStudy, ({ params, version, body, work }) =>
    work.change((change) => changeStudy(change, params.id, version, body)),
  );

  routes.on(contract.RegisterStudy, ({ params, work, door }) => registerStudy(work, door, params.id));
  routes.on(contract.AmendStudy, ({ params, body, work, door }) => amendStudy(work, door, params.id, body));
  routes.on(contract.JoinStudy, ({ params, body, work }) =>
    work.change((change) => joinStudy(change, params.id, body)),
  );
  routes.on(contract.ReleaseStudy, ({ params, work, door }) => releaseStudy(work, door, params.id));

  routes.on(ReadStudyResults, ({ params, work }) => work.read((reading) => readResults(reading, params.id)));
  routes.on(ReadPooledResults, ({ params, work }) => work.read((reading) => readPooled(reading, params.id)));
}
