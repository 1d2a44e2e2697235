import type { EdgeAnswers, SeenAnswer } from '../../evidence/edge/answers.ts';

export function headerIn(answer: Pick<SeenAnswer, 'headers'>, name: string): string | undefined {
  return answer.headers.find((header) => header.name === name)?.value;
}

/** The first answer of each class beside the page that lacks a header; a redirect to another host keeps only its own. */
export function classesWithout(answers: EdgeAnswers | undefined, name: string): SeenAnswer[] {
  const seen = (answers?.answers ?? []).filter((answer) => answer.class !== 'page');
  const classes = new Set(seen.map((answer) => answer.class));
  return [...classes].flatMap((kind) => seen.find((answer) => answer.class === kind && headerIn(answer, name) === undefined) ?? []);
}
