import type { HowTo } from '../model/how-to.ts';
import type { ArchivedRun } from '../ports/store.ts';
import type { Deps } from './deps.ts';
import { dnsChapter } from './how-to/dns-chapter.ts';
import { keysChapter } from './how-to/keys-chapter.ts';
import { dkimChapter, dmarcChapter, spfChapter } from './how-to/mail-chapters.ts';

/** How DNS, SPF, DKIM, DMARC and keys of the project are changed, as the archived run found them. Asks nobody. */
export async function howTo(id: string, deps: Pick<Deps, 'store'>): Promise<HowTo> {
  return howToOf(await deps.store.load(id));
}

/** The same from a run at hand. A platform's own domain is not the project's to change, so it has no chapter. */
export function howToOf(run: ArchivedRun): HowTo {
  const { assessment, intent } = run;
  const chapters = intent.domains.flatMap((domain) => [dnsChapter, spfChapter, dkimChapter, dmarcChapter].flatMap((chapter) => chapter(domain, run) ?? []));
  return { project: assessment.target.project, run: assessment.run.id, at: assessment.run.at, chapters: [...chapters, ...(keysChapter(run) ?? [])] };
}
