import type { Scenario } from '../scenario.ts';
import { cacheScenarios } from './caches.ts';
import { answerScenarios } from './answers.ts';
import { certificateScenarios } from './certificates.ts';
import { corsScenarios } from './cors.ts';
import { cloudflareScenarios } from './cloudflare.ts';
import { codeScenarios } from './code.ts';
import { deployedCodeScenarios } from './deployed-code.ts';
import { dkimScenarios } from './dkim.ts';
import { dmarcScenarios } from './dmarc.ts';
import { domainScenarios } from './domain.ts';
import { encryptionScenarios } from './encryption.ts';
import { edgeAccessScenarios } from './edge-access.ts';
import { environmentScenarios } from './environment.ts';
import { hostileHttpScenarios } from './hostile-http.ts';
import { hostileTlsScenarios } from './hostile-tls.ts';
import { healthyScenarios } from './healthy.ts';
import { limitScenarios } from './limits.ts';
import { logScenarios } from './logs.ts';
import { mailScenarios } from './mail.ts';
import { nameScenarios } from './names.ts';
import { pageScenarios } from './pages.ts';
import { registrationScenarios } from './registration.ts';
import { redirectScenarios } from './redirects.ts';
import { repositoryScenarios } from './repository.ts';
import { routeScenarios } from './routes.ts';
import { secretScenarios } from './secrets.ts';
import { spfScenarios } from './spf.ts';
import { streamingScenarios } from './streaming.ts';
import { wallScenarios } from './walls.ts';
import { zoneScenarios } from './zone.ts';

/** Every scenario, by area. */
export const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  healthy: healthyScenarios,
  domain: domainScenarios,
  registration: registrationScenarios,
  zone: zoneScenarios,
  names: nameScenarios,
  spf: spfScenarios,
  dmarc: dmarcScenarios,
  dkim: dkimScenarios,
  mail: mailScenarios,
  repository: repositoryScenarios,
  secrets: secretScenarios,
  logs: logScenarios,
  environment: environmentScenarios,
  certificates: certificateScenarios,
  encryption: encryptionScenarios,
  'hostile TLS': hostileTlsScenarios,
  'hostile HTTP': hostileHttpScenarios,
  cloudflare: cloudflareScenarios,
  redirects: redirectScenarios,
  pages: pageScenarios,
  walls: wallScenarios,
  code: codeScenarios,
  'deployed code': deployedCodeScenarios,
  routes: routeScenarios,
  answers: answerScenarios,
  cors: corsScenarios,
  streaming: streamingScenarios,
  limits: limitScenarios,
  caches: cacheScenarios,
  access: edgeAccessScenarios,
};
